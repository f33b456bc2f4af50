/** Traffic of a described picture: transactions that events ask for, begin and end. */
import type { TrafficEffect, TrafficPart } from '../../../exercises/picture-description';
import { sumOf, type Traffic, type TrafficSum, type Transaction } from '../traffic/traffic-model';
import { describedWords as words } from './described-words';
import { freshState, isPlace, nameOf, oneMore, type PartState, type Reading } from './reading';

/** Of those that are over, so many are kept. */
const MOST_KEPT = 40;

export interface TrafficState extends PartState {
  readonly count: number | undefined;
  transactions: Transaction[];
  readonly sums: Map<number, TrafficSum>;
  /** How many there were. */
  asked: number;
  now: number;
  /** Number of the one that the current event is about. */
  here: number | undefined;
}

export function startTraffic(part: TrafficPart, count: number | undefined): TrafficState {
  return {
    ...freshState(),
    count: count ?? part.names?.length,
    transactions: [],
    sums: new Map(),
    ...{ asked: 0, now: 0, here: undefined },
  };
}

export function applyToTraffic(
  state: TrafficState,
  part: TrafficPart,
  effect: TrafficEffect,
  reading: Reading,
): void {
  const by = reading.number(effect.by);
  if (by === undefined) return;
  const noun = part.noun ?? words.lane;
  if (!isPlace(by, state.count)) {
    state.notes.push(words.noSuch(nameOf({ noun }, by), state.count));
    return;
  }
  state.touched.add(String(by));
  const { cycle } = reading;
  const { stage } = effect;
  let transaction = state.transactions.find(
    (each) => each.by === by && (stage === 'ends' ? each.ended === undefined : each.began === undefined),
  );
  if (transaction === undefined || stage === 'asks' || stage === undefined) {
    transaction = asked(state, part, effect, reading, by);
    if (transaction === undefined) return;
  }
  state.here = transaction.number;
  if (stage === 'asks') return;
  if (transaction.began === undefined) {
    transaction.began = cycle;
    sumOf(state.sums, by, part.transactions.length).waited += cycle - transaction.asked;
  }
  if (stage !== 'begins') transaction.ended = cycle;
  forget(state);
}

function asked(
  state: TrafficState,
  part: TrafficPart,
  effect: TrafficEffect,
  reading: Reading,
  by: number,
): Transaction | undefined {
  const name = reading.choice(effect.transaction, part.transactions, state, words.transaction);
  if (name === undefined) return undefined;
  const kind = part.transactions.indexOf(name);
  const transaction: Transaction = {
    ...{ number: ++state.asked, by, kind, asked: reading.cycle },
    text: reading.text(effect.text) ?? '',
  };
  state.transactions.push(transaction);
  const sum = sumOf(state.sums, by, part.transactions.length);
  sum.count[kind]++;
  sum.moved += reading.number(effect.amount) ?? 0;
  return transaction;
}

function forget(state: TrafficState): void {
  const over = state.transactions.length - MOST_KEPT;
  if (over <= 0) return;
  state.transactions = state.transactions.filter(({ ended }, place) => ended === undefined || place >= over);
}

export function trafficOf(part: TrafficPart, state: TrafficState): Traffic {
  const senders = state.count ?? oneMore([...state.sums.keys()]);
  return {
    kinds: part.transactions,
    name: (by) => nameOf({ noun: part.noun ?? words.lane, names: part.names }, by),
    nameInTable: (by) => part.names?.[by] ?? String(by),
    noun: part.noun ?? words.lane,
    unit: part.unit,
    senders: Array.from({ length: Math.min(senders, words.most.queues) }, (_, by) => by),
    last: state.transactions,
    sums: state.sums,
    now: state.now,
    here: state.here,
  };
}

/**
 * What goes over the bus in a run on caches: each transaction is told when it is asked for, with the cycle by which it
 * is served. One bus serves them in the order of asking: it begins when it is asked for, or when the one before is over.
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import { sumOf, type Traffic, type TrafficSum, type Transaction } from '../traffic/traffic-model';
import { interleavingWords as words } from './interleaving-words';

interface BusTransaction extends Transaction {
  readonly event: number;
  readonly began: number;
  readonly ended: number;
}

/** So many are drawn or told. */
const MOST_LAST = 40;

export interface BusTraffic {
  readonly transactions: readonly BusTransaction[];
  /** Numbers of the kinds that the run has. */
  readonly kinds: readonly number[];
}

export function busTraffic(trace: Trace, place: (address: number) => string): BusTraffic {
  const transactions: BusTransaction[] = [];
  let free = 0;
  for (let index = 0; index < trace.length; index++) {
    if (trace.kinds[trace.kindAt(index)]?.name !== 'bus') continue;
    const event = trace.event(index);
    const ended = fieldOf(event, 'endCycle');
    if (ended === undefined) continue;
    const began = Math.max(free, event.cycle);
    free = ended;
    transactions.push({
      ...{ number: transactions.length + 1, event: index, asked: event.cycle, began, ended },
      by: fieldOf(event, 'core') ?? 0,
      kind: fieldOf(event, 'transaction') ?? 0,
      text: place(fieldOf(event, 'address') ?? 0),
    });
  }
  const kinds = [...new Set(transactions.map(({ kind }) => kind))].sort((first, second) => first - second);
  return { transactions: transactions.map((each) => ({ ...each, kind: kinds.indexOf(each.kind) })), kinds };
}

/** Of the transactions asked for up to an event. */
export function trafficAt(
  { transactions, kinds }: BusTraffic,
  trace: Trace,
  index: number,
  lanes: number,
  actor: string,
): Traffic {
  const sums = new Map<number, TrafficSum>();
  let count = 0;
  for (const { event, by, kind, asked, began } of transactions) {
    if (event > index) break;
    count++;
    const sum = sumOf(sums, by, kinds.length);
    sum.count[kind]++;
    sum.waited += began - asked;
  }
  const last = transactions[count - 1];
  return {
    kinds: kinds.map((kind) => words.transactions[kind] ?? String(kind)),
    name: (by) => words.lane(actor, by),
    nameInTable: String,
    noun: actor,
    unit: undefined,
    senders: Array.from({ length: lanes }, (_, lane) => lane),
    last: transactions.slice(Math.max(0, count - MOST_LAST), count),
    sums,
    now: trace.cycleAt(index),
    here: last?.event === index ? last.number : undefined,
  };
}

/**
 * An interleaving as lanes: from a trace to what every thread (or core) does at each step, who is in the critical
 * section, what the shared words and the store buffers hold and in which state each cache has each line, at any
 * event. No drawing here.
 *
 *      event   lane 0              lane 1
 *        0     testAndSet 0x0: 0
 *        1                         testAndSet 0x0: 1
 *        2     ║ enters
 */

import type { CaseParameters } from '../../../exercises/exercise-definition';
import { fieldOf, tellValue, wordsOf } from '../../../simulator/engine/event-words';
import type { EventKind, EventKinds, Trace, TraceEvent } from '../../../simulator/engine/trace';
import { VIOLATIONS } from '../../../simulator/explorer/violation';
import { LINE_STATES } from '../../../simulator/laboratories/lock-trial';
import { OPERATION } from '../../../simulator/programs/operations';
import { declaredFormat, tellField } from '../declared-format';
import { History, historyOf } from '../history';
import { stepWords as words } from './interleaving-words';

export type Actor = 'thread' | 'core' | 'process';

/** What a lane is in, beside the operation it does. */
export type Phase = 'outside' | 'arrived' | 'waiting' | 'inside' | 'asleep' | 'finished';

export interface InterleavingModel {
  /** What a lane stands for. */
  readonly actor: Actor;
  /** What the trace counts its time in. */
  readonly time: 'step' | 'cycle';
  timeOf(event: number): number;
  /** Whether time passes between events: then the lanes have an axis. */
  readonly onCaches: boolean;
  /** How an address is called. */
  place(address: number): string;
  /** A value that a word holds. */
  told(value: number, address: number): string;
  readonly lanes: number;
  /** By lane. */
  readonly phases: readonly History<Phase>[];
  /** Values of shared words, by address; undefined where an atomic operation left one that no event tells. */
  readonly words: ReadonlyMap<number, History<number | undefined>>;
  /** Stores that have not reached memory, by lane: "0x4 ← 1, 0x0 ← 0"; empty map without store buffers. */
  readonly buffers: ReadonlyMap<number, History<string>>;
  /** Letters of cache-line states, by `line/core`. */
  readonly lineStates: ReadonlyMap<string, History<string>>;
  readonly lines: readonly number[];
  /** Events that are violations. */
  readonly violations: readonly number[];
  /** Events in which a core asks for the bus. */
  readonly busUses: readonly { readonly lane: number; readonly index: number }[];
}

export type Tone = 'plain' | 'quiet' | 'atomic' | 'point' | 'waiting' | 'violation';

export interface Step {
  /** -1: it concerns all lanes. */
  readonly lane: number;
  readonly text: string;
  readonly tone: Tone;
}

const VIOLATION_NAMES = VIOLATIONS.map(({ name }) => name.replaceAll('-', ' '));

/** Behind the lock's address lies at most so much that belongs to it. */
const MOST_LOCK_BYTES = 4096;

/** A value as its event tells it; of a word of the lock that holds an address of the lock's, the name of that place. */
function pointedTo(value: number, address: number, kind: EventKind | undefined): string {
  const places = wordsOf(kind, 'address');
  const lock = Array.isArray(places) ? undefined : (places as Readonly<Record<string, number>>)?.lock;
  const isPlace =
    lock !== undefined &&
    address >= lock &&
    value > lock &&
    value < lock + MOST_LOCK_BYTES &&
    value % 4 === 0;
  if (isPlace) return tellValue(value, places, 'place');
  return kind === undefined
    ? String(value)
    : tellValue(value, wordsOf(kind, 'value'), declaredFormat(kind, 'value'));
}

const LANE_FIELDS: readonly string[] = ['thread', 'core'];

/** More than any run has: a trace is not always of one of ours. */
const MOST_LANES = 256;

/** -1: the event concerns all lanes. */
function laneOf(event: TraceEvent): number {
  if (event.kind.name === 'violation') return -1;
  return fieldOf(event, 'thread') ?? fieldOf(event, 'core') ?? -1;
}

/** How an event reads in its lane, where the lane already says who does it. */
export function stepOf(event: TraceEvent): Step {
  const lane = laneOf(event);
  const field = (name: string) => fieldOf(event, name) ?? 0;
  const place = (name: string) => tellValue(field(name), wordsOf(event.kind, name), 'place');
  const address = place('address');
  const plain = (text: string): Step => ({ lane, text, tone: 'plain' });
  const value = pointedTo(field('value'), field('address'), event.kind);
  switch (event.kind.name) {
    case 'load':
      return plain(words.load(address, value));
    case 'forwarded-load':
      return plain(words.forwardedLoad(address, value));
    case 'store':
      return plain(words.store(address, value));
    case 'buffered-store':
      return plain(words.bufferedStore(address, value));
    case 'flush':
      return plain(words.flush(address, value));
    case 'atomic': {
      const operation = tellValue(field('operation'), Object.keys(OPERATION), 'operation');
      return { lane, text: words.atomic(operation, address, value), tone: 'atomic' };
    }
    case 'wait':
      return { lane, text: words.wait(address), tone: 'waiting' };
    case 'arrive':
    case 'enter':
    case 'leave':
      return { lane, text: words[event.kind.name], tone: 'point' };
    case 'fence':
    case 'finish':
      return plain(words[event.kind.name]);
    case 'mark':
      return plain(pointName(event) ?? words.mark(field('point')));
    case 'sleep':
      return { lane, text: words.sleep(place('channel')), tone: 'waiting' };
    case 'wake':
      return plain(words.wake(place('channel'), field('woken')));
    case 'call':
      return { lane, text: words.call(place('call'), address), tone: 'waiting' };
    case 'busy':
      return plain(words.busy(field('used')));
    case 'look-again':
      return { lane, text: words.lookAgain, tone: 'quiet' };
    case 'line-state': {
      const state = tellValue(field('state'), wordsOf(event.kind, 'state'), 'state');
      return { lane, text: words.lineState(place('line'), state), tone: 'quiet' };
    }
    case 'bus': {
      const what = tellValue(field('transaction'), wordsOf(event.kind, 'transaction'), 'transaction');
      return { lane, text: words.bus(what, address), tone: 'quiet' };
    }
    case 'violation':
      return { lane, text: words.violation(tellValue(field('kind'), VIOLATION_NAMES)), tone: 'violation' };
    default: {
      const rest = event.kind.fields
        .filter((name) => !LANE_FIELDS.includes(name))
        .map((name) => `${name} ${tellField(event, name)}`);
      return plain([event.kind.name, ...rest].join(' '));
    }
  }
}

const PHASE_AFTER: Readonly<Record<string, Phase>> = {
  arrive: 'arrived',
  wait: 'waiting',
  enter: 'inside',
  leave: 'outside',
  sleep: 'asleep',
  finish: 'finished',
};

/** Events in which a thread itself does something. */
const DOES = new Set([
  'load',
  'forwarded-load',
  'store',
  'buffered-store',
  'atomic',
  'fence',
  'mark',
  'wake',
]);

/** Of the kinds that know of caches, a run on them (simulator/laboratories/lock-trial.ts); the explorer uses none. */
function onCaches(trace: Trace): boolean {
  const kinds = trace.kinds.map(({ name }) => name === 'line-state' || name === 'bus');
  for (let index = 0; index < trace.length; index++) if (kinds[trace.kindAt(index)]) return true;
  return false;
}

/** Who asks for the lock, as the kinds tell it. */
function actorOf(kinds: EventKinds): Actor {
  const told = kinds.find(({ name }) => name === 'arrive')?.sentence?.split(' ')[0];
  if (told === 'process') return told;
  return kinds.some(({ name }) => name === 'line-state') ? 'core' : 'thread';
}

/** What a marked point is called; undefined where its kind has no word for it. */
function pointName(event: TraceEvent): string | undefined {
  const names = wordsOf(event.kind, 'point');
  return names === undefined ? undefined : tellValue(fieldOf(event, 'point') ?? 0, names);
}

/** What a lane is in from this event on, where it says so: a point may begin a wait at a condition, a call a sleep. */
function phaseAfter(event: TraceEvent): Phase | undefined {
  const { name } = event.kind;
  if (name === 'mark') return pointName(event)?.startsWith('waits at ') ? 'waiting' : undefined;
  if (name !== 'call') return PHASE_AFTER[name];
  const call = tellValue(fieldOf(event, 'call') ?? 0, wordsOf(event.kind, 'call'));
  return call.includes('sleep') ? 'asleep' : undefined;
}

/** The explorer's runs have no time: they count the scheduler's steps. Cases say on which machine they run. */
export function interleavingTime(trace: Trace, { machine }: CaseParameters): 'step' | 'cycle' {
  const isTimed = machine === undefined ? onCaches(trace) : machine !== 'interleavings';
  return isTimed ? 'cycle' : 'step';
}

export function interleavingModel(trace: Trace, parameters: CaseParameters = {}): InterleavingModel {
  const load = trace.kinds.find(({ name }) => name === 'load');
  const place = (address: number) => tellValue(address, wordsOf(load, 'address'), 'place');
  const phases: History<Phase>[] = [];
  const memory = new Map<number, History<number | undefined>>();
  const buffers = new Map<number, History<string>>();
  const pending = new Map<number, string[]>();
  const lineStates = new Map<string, History<string>>();
  const lines = new Set<number>();
  const violations: number[] = [];
  const busUses: { lane: number; index: number }[] = [];

  for (let index = 0; index < trace.length; index++) {
    const event = trace.event(index);
    const name = event.kind.name;
    const lane = laneOf(event);
    while (phases.length <= Math.min(lane, MOST_LANES)) {
      const phase = new History<Phase>();
      phase.set(Number.NEGATIVE_INFINITY, 'outside');
      phases.push(phase);
    }
    const phase = phases[lane];
    if (phase !== undefined) {
      const next = phaseAfter(event);
      if (next !== undefined) phase.set(index, next);
      // Whoever waited and does something again waits no longer.
      else if (DOES.has(name) && (phase.at(index) === 'waiting' || phase.at(index) === 'asleep'))
        phase.set(index, 'arrived');
    }
    if (name === 'violation') violations.push(index);
    if (name === 'bus') busUses.push({ lane, index });
    followWords(memory, event, index);
    if (name === 'buffered-store' || name === 'flush') {
      const queue = pending.get(lane) ?? [];
      pending.set(lane, queue);
      if (name === 'flush') queue.shift();
      else queue.push(`${place(fieldOf(event, 'address') ?? 0)} ← ${tellField(event, 'value')}`);
      historyOf(buffers, lane).set(index, queue.join(', '));
    }
    followLines(lineStates, lines, event, index);
  }
  return {
    ...{ actor: actorOf(trace.kinds), time: interleavingTime(trace, parameters), onCaches: onCaches(trace) },
    timeOf: (event) => trace.cycleAt(event),
    place,
    told: (value, address) => pointedTo(value, address, load),
    lanes: phases.length,
    phases,
    words: memory,
    buffers,
    lineStates,
    lines: [...lines].sort((first, second) => first - second),
    violations,
    busUses,
  };
}

/** What is known of memory: an event tells the value that a word has, had, or gets. */
function followWords(
  words: Map<number, History<number | undefined>>,
  event: TraceEvent,
  index: number,
): void {
  const address = fieldOf(event, 'address');
  const value = fieldOf(event, 'value');
  if (address === undefined || value === undefined) return;
  switch (event.kind.name) {
    case 'load':
      foundLater(historyOf(words, address), index, value);
      historyOf(words, address).set(index, value);
      return;
    case 'store':
    case 'flush':
      historyOf(words, address).set(index, value);
      return;
    case 'atomic':
      foundLater(historyOf(words, address), index, value);
      historyOf(words, address).set(
        index,
        fieldOf(event, 'operation') === OPERATION.testAndSet ? 1 : undefined,
      );
  }
}

/** What an atomic operation left is told by the next event that finds it. */
function foundLater(history: History<number | undefined>, index: number, value: number): void {
  const since = history.since(index);
  if (since >= 0 && history.at(index) === undefined) history.set(since, value);
}

/** In which state a core's cache has a line. */
function followLines(
  states: Map<string, History<string>>,
  lines: Set<number>,
  event: TraceEvent,
  index: number,
): void {
  const core = fieldOf(event, 'core');
  const line = fieldOf(event, 'line');
  const state = fieldOf(event, 'state');
  if (core === undefined || line === undefined || state === undefined) return;
  lines.add(line);
  historyOf(states, `${line}/${core}`).set(index, stateLetter(state));
}

/** Every protocol's first state is Invalid (simulator/hardware/caches/protocol.ts). */
function stateLetter(state: number): string {
  return LINE_STATES[state] ?? String(state);
}

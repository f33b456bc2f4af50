/** An interleaving in words: what each core did, from a trace, for the messages of the judge. */

import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import type { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { OPERATION } from '../../../simulator/programs/operations';
import type { EventOf, Events } from '../../judging/events';

export type LockEvents = Events<typeof COHERENT_EVENTS.kinds>;

const ATOMIC_NAMES = new Map<number, string>(
  Object.entries(OPERATION).map(([name, number]) => [number, name]),
);

/** `lock+64` for an address of the lock, `the counter` for the harness's own word. */
export function place(address: number): string {
  if (address === COUNTER_ADDRESS) return 'the counter';
  if (address === LOCK_ADDRESS) return 'lock';
  const offset = address - LOCK_ADDRESS;
  return offset > 0 ? `lock+${offset}` : `lock-${-offset}`;
}

/** At most so many steps before the violation are told. */
const TOLD_STEPS = 12;

/** The last steps before the event, one clause each: "core 0: load lock gives 0; core 1: ...". */
export function narrate(events: LockEvents, event: number): string {
  const clauses: Clause[] = [];
  let earlier = false;
  for (const each of events.before(event)) {
    const clause = clauseOf(each);
    // Looking at the same thing again and again is told once.
    if (clause === undefined || clauses.slice(0, 2).some((later) => sameClause(later, clause))) continue;
    if (clauses.length === TOLD_STEPS) {
      earlier = true;
      break;
    }
    clauses.unshift(clause);
  }
  const parts: string[] = [];
  let last = -1;
  for (const { core, text } of clauses) {
    parts.push(core === last ? `, ${text}` : `${last < 0 ? '' : '; '}core ${core} ${text}`);
    last = core;
  }
  return `${earlier ? '... ' : ''}${parts.join('')}`;
}

interface Clause {
  readonly core: number;
  readonly text: string;
}

const sameClause = (a: Clause, b: Clause) => a.core === b.core && a.text === b.text;

function clauseOf(event: EventOf<typeof COHERENT_EVENTS.kinds>): Clause | undefined {
  const text = textOf(event);
  return text === undefined || !('thread' in event) ? undefined : { core: event.thread, text };
}

/** What a core did; nothing of what it did to the harness's own word. */
function textOf(event: EventOf<typeof COHERENT_EVENTS.kinds>): string | undefined {
  if ('address' in event && event.address === COUNTER_ADDRESS) return undefined;
  switch (event.name) {
    case 'load':
      return `read ${event.value} from ${place(event.address)}`;
    case 'forwarded-load':
      return `read its own buffered ${event.value} from ${place(event.address)}`;
    case 'store':
      return `stored ${event.value} to ${place(event.address)}`;
    case 'buffered-store':
      return `stored ${event.value} to ${place(event.address)} (still in its store buffer)`;
    case 'flush':
      return `had its ${event.value} for ${place(event.address)} written to memory`;
    case 'atomic':
      return `${ATOMIC_NAMES.get(event.operation)} on ${place(event.address)} found ${event.value}`;
    case 'enter':
      return 'entered';
    case 'leave':
      return 'left';
    case 'wait':
      return `waits for ${place(event.address)} to change`;
    default:
      return undefined;
  }
}

/** From so many looks on that all found the same, a core that then enters has given up waiting. */
const LOOKS_IN_VAIN = 3;

/** What a core found in a word of the lock last, before it entered. */
interface LastLook {
  readonly event: number;
  readonly address: number;
  readonly value: number;
  /** Whether the core found the same again and again, and nothing else after it. */
  readonly inVain: boolean;
  /** The event with which the core entered, or would have. */
  readonly entered: number;
}

/**
 * Why two cores were inside together, from what let each of them in.
 * @param needsStoreBuffers whether it cannot happen without store buffers.
 */
export function whyBothEntered(
  events: LockEvents,
  event: number,
  [first, second]: readonly [number, number],
  needsStoreBuffers: boolean,
): string {
  const looks = [lastLook(events, event, first), lastLook(events, event, second)] as const;
  for (const [index, core] of [first, second].entries()) {
    const look = looks[index];
    if (look === undefined) return `Core ${core} entered without having looked at any word of the lock.`;
    if (look.inVain)
      return `Core ${core} looked again and again, found ${look.value} in ${place(look.address)} each time, and entered all the same.`;
  }
  if (needsStoreBuffers) return whyBuffered(events, event, [first, second]);
  const [a, b] = looks as readonly [LastLook, LastLook];
  if (a.address !== b.address || a.value !== b.value)
    return `Core ${first} was let in by the ${a.value} that it found in ${place(a.address)}, core ${second} by the ${b.value} in ${place(b.address)}.`;
  const both = `Both were let in by a ${a.value} in ${place(a.address)}`;
  const [earlier, later] = a.event < b.event ? [a, b] : [b, a];
  const write = lastWrite(events, earlier.event, later.event, a.address);
  if (write !== undefined)
    return `${both}: core ${write.core} put it there again after the first of them had found it.`;
  const takes = lastWrite(events, later.event, earlier.entered, a.address);
  if (takes === undefined) return `${both}, which nobody took away between the two looks.`;
  return usedAtomics(events, event, first) || usedAtomics(events, event, second)
    ? `${both}, which both read before either wrote there: two cores wait for the same word.`
    : `${both}, which both read before either wrote there: look and take must be one atomic operation.`;
}

function lastLook(events: LockEvents, event: number, core: number): LastLook | undefined {
  let entered = event;
  let look: Omit<LastLook, 'inVain'> | undefined;
  let waits = false;
  let times = 0;
  const looksAndMarks = ['load', 'forwarded-load', 'atomic', 'wait', 'arrive', 'enter'] as const;
  for (const each of events.before(event, ...looksAndMarks)) {
    if (each.thread !== core) continue;
    if (each.name === 'arrive') break;
    if (each.name === 'enter') entered = each.index;
    else if (each.name === 'wait') waits ||= look === undefined;
    else if (each.address !== COUNTER_ADDRESS) {
      const { address, value } = each;
      look ??= { event: each.index, address, value, entered };
      if (look.address !== address || look.value !== value) break;
      times++;
    }
  }
  return look && { ...look, inVain: waits || times >= LOOKS_IN_VAIN };
}

/** Whether the core has used atomic operations since it asked for the lock. */
function usedAtomics(events: LockEvents, event: number, core: number): boolean {
  for (const { name, thread } of events.before(event, 'atomic', 'arrive'))
    if (thread === core) return name === 'atomic';
  return false;
}

/** The last write to the word between two events; none when nobody wrote there. */
function lastWrite(
  events: LockEvents,
  from: number,
  to: number,
  address: number,
): { core: number } | undefined {
  for (const each of events.before(to, 'atomic', 'store', 'flush')) {
    if (each.index <= from) break;
    if (each.address === address) return { core: each.thread };
  }
  return undefined;
}

function whyBuffered(events: LockEvents, event: number, [first, second]: readonly [number, number]): string {
  for (const [core, other] of [
    [first, second],
    [second, first],
  ]) {
    const hidden = hiddenStore(events, event, core, other);
    if (hidden >= 0)
      return `Without store buffers this cannot happen: core ${core}'s store to ${place(hidden)} was still in its store buffer when core ${other} read that word. A fence, or an atomic operation, makes earlier stores visible before the core looks on.`;
  }
  return 'Without store buffers this cannot happen: see which store the other core did not see yet.';
}

/** The address of the last store by `core` that `other` missed, since it read the word before the store left its buffer; -1 for none. */
function hiddenStore(events: LockEvents, event: number, core: number, other: number): number {
  const buffered: number[] = [];
  let missed = -1;
  for (const each of events.between(0, event, 'buffered-store', 'flush', 'load', 'leave'))
    if (each.thread === core) {
      if (each.name === 'buffered-store') buffered.push(each.address);
      else if (each.name === 'flush') buffered.shift();
      else if (each.name === 'leave') missed = -1;
    } else if (each.thread === other && each.name === 'load' && each.address !== COUNTER_ADDRESS)
      if (buffered.includes(each.address)) missed = each.address;
  return missed;
}

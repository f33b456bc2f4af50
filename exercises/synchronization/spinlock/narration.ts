/** An interleaving in words: what each core did, from a trace, for the messages of the judge. */

import type { Trace, TraceEvent } from '../../../simulator/engine/trace';
import { OPERATION } from '../../../simulator/hardware/operations';
import { COUNTER_ADDRESS, LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';

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
export function narrate(trace: Trace, event: number): string {
  const clauses: Clause[] = [];
  let earlier = false;
  for (let index = event - 1; index >= 0; index--) {
    const clause = clauseOf(trace.event(index));
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

function clauseOf({ kind, values }: TraceEvent): Clause | undefined {
  const [core, address, value] = values;
  switch (kind.name) {
    case 'load':
      return address === COUNTER_ADDRESS ? undefined : { core, text: `read ${value} from ${place(address)}` };
    case 'forwarded-load':
      return address === COUNTER_ADDRESS
        ? undefined
        : { core, text: `read its own buffered ${value} from ${place(address)}` };
    case 'store':
      return address === COUNTER_ADDRESS ? undefined : { core, text: `stored ${value} to ${place(address)}` };
    case 'buffered-store':
      return address === COUNTER_ADDRESS
        ? undefined
        : { core, text: `stored ${value} to ${place(address)} (still in its store buffer)` };
    case 'flush':
      return address === COUNTER_ADDRESS
        ? undefined
        : { core, text: `had its ${value} for ${place(address)} written to memory` };
    case 'atomic':
      return { core, text: `${ATOMIC_NAMES.get(values[1])} on ${place(values[2])} found ${values[3]}` };
    case 'enter':
      return { core, text: 'entered' };
    case 'leave':
      return { core, text: 'left' };
    case 'wait':
      return { core, text: `waits for ${place(address)} to change` };
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
  trace: Trace,
  event: number,
  [first, second]: readonly [number, number],
  needsStoreBuffers: boolean,
): string {
  const looks = [lastLook(trace, event, first), lastLook(trace, event, second)] as const;
  for (const [index, core] of [first, second].entries()) {
    const look = looks[index];
    if (look === undefined) return `Core ${core} entered without having looked at any word of the lock.`;
    if (look.inVain)
      return `Core ${core} looked again and again, found ${look.value} in ${place(look.address)} each time, and entered all the same.`;
  }
  if (needsStoreBuffers) return whyBuffered(trace, event, [first, second]);
  const [a, b] = looks as readonly [LastLook, LastLook];
  if (a.address !== b.address || a.value !== b.value)
    return `Core ${first} was let in by the ${a.value} that it found in ${place(a.address)}, core ${second} by the ${b.value} in ${place(b.address)}.`;
  const both = `Both were let in by a ${a.value} in ${place(a.address)}`;
  const [earlier, later] = a.event < b.event ? [a, b] : [b, a];
  const write = lastWrite(trace, earlier.event, later.event, a.address);
  if (write !== undefined)
    return `${both}: core ${write.core} put it there again after the first of them had found it.`;
  const takes = lastWrite(trace, later.event, earlier.entered, a.address);
  if (takes === undefined) return `${both}, which nobody took away between the two looks.`;
  return usedAtomics(trace, event, first) || usedAtomics(trace, event, second)
    ? `${both}, which both read before either wrote there: two cores wait for the same word.`
    : `${both}, which both read before either wrote there: look and take must be one atomic operation.`;
}

function lastLook(trace: Trace, event: number, core: number): LastLook | undefined {
  let entered = event;
  let look: Omit<LastLook, 'inVain'> | undefined;
  let waits = false;
  let times = 0;
  for (let index = event - 1; index >= 0; index--) {
    const { kind, values } = trace.event(index);
    if (values[0] !== core) continue;
    if (kind.name === 'arrive') break;
    if (kind.name === 'enter') entered = index;
    if (kind.name === 'wait') waits ||= look === undefined;
    const atomic = kind.name === 'atomic';
    if (!atomic && kind.name !== 'load' && kind.name !== 'forwarded-load') continue;
    const [address, value] = values.slice(atomic ? 2 : 1);
    if (address === COUNTER_ADDRESS) continue;
    look ??= { event: index, address, value, entered };
    if (look.address !== address || look.value !== value) break;
    times++;
  }
  return look && { ...look, inVain: waits || times >= LOOKS_IN_VAIN };
}

/** Whether the core has used atomic operations since it asked for the lock. */
function usedAtomics(trace: Trace, event: number, core: number): boolean {
  for (let index = event - 1; index >= 0; index--) {
    const { kind, values } = trace.event(index);
    if (values[0] !== core) continue;
    if (kind.name === 'atomic') return true;
    if (kind.name === 'arrive') return false;
  }
  return false;
}

/** The last write to the word between two events; none when nobody wrote there. */
function lastWrite(trace: Trace, from: number, to: number, address: number): { core: number } | undefined {
  for (let index = to - 1; index > from; index--) {
    const { kind, values } = trace.event(index);
    const at =
      kind.name === 'atomic' ? values[2] : ['store', 'flush'].includes(kind.name) ? values[1] : undefined;
    if (at === address) return { core: values[0] };
  }
  return undefined;
}

function whyBuffered(trace: Trace, event: number, [first, second]: readonly [number, number]): string {
  for (const [core, other] of [
    [first, second],
    [second, first],
  ]) {
    const hidden = hiddenStore(trace, event, core, other);
    if (hidden >= 0)
      return `Without store buffers this cannot happen: core ${core}'s store to ${place(hidden)} was still in its store buffer when core ${other} read that word. A fence, or an atomic operation, makes earlier stores visible before the core looks on.`;
  }
  return 'Without store buffers this cannot happen: see which store the other core did not see yet.';
}

/** The address of the last store by `core` that `other` missed, since it read the word before the store left its buffer; -1 for none. */
function hiddenStore(trace: Trace, event: number, core: number, other: number): number {
  const buffered: number[] = [];
  let missed = -1;
  for (let index = 0; index < event; index++) {
    const { kind, values } = trace.event(index);
    if (values[0] === core && kind.name === 'buffered-store') buffered.push(values[1]);
    else if (values[0] === core && kind.name === 'flush') buffered.shift();
    else if (values[0] === other && kind.name === 'load' && values[1] !== COUNTER_ADDRESS) {
      if (buffered.includes(values[1])) missed = values[1];
    } else if (values[0] === core && kind.name === 'leave') missed = -1;
  }
  return missed;
}

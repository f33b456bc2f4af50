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
  return address === LOCK_ADDRESS ? 'lock' : `lock+${address - LOCK_ADDRESS}`;
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

/**
 * Why two cores could enter: both read the same value of the same word before either's write was seen, or a
 * store had not left its buffer. Empty where the trace shows neither.
 */
export function whyBothEntered(trace: Trace, event: number, first: number, second: number): string {
  const lastRead = (core: number): { address: number; value: number } | undefined => {
    for (let index = event - 1; index >= 0; index--) {
      const { kind, values } = trace.event(index);
      if (values[0] !== core || !['load', 'atomic'].includes(kind.name)) continue;
      const [address, value] = kind.name === 'atomic' ? values.slice(2) : values.slice(1);
      if (address !== COUNTER_ADDRESS) return { address, value };
    }
    return undefined;
  };
  for (const core of [first, second]) {
    const hidden = hiddenStore(trace, event, core, core === first ? second : first);
    if (hidden >= 0)
      return `Core ${core}'s store to ${place(hidden)} was still in its store buffer when core ${core === first ? second : first} read that word: a fence, or an atomic operation, makes earlier stores visible before the core looks on.`;
  }
  const a = lastRead(first);
  const b = lastRead(second);
  if (a !== undefined && b !== undefined && a.address === b.address && a.value === b.value)
    return `Both read ${a.value} from ${place(a.address)} before either wrote it: look and take must be one atomic operation.`;
  return '';
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

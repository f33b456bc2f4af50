/**
 * What an interleaving consists of, as a trace shows it: one row a kind of event. The cycle of such an event is
 * the number of the scheduler's step (from 0); what a thread does between two steps (arriving, beginning to
 * wait, finishing) carries the number of the step before.
 *
 * Addresses are byte addresses of 32-bit words. `operation` is one of OPERATION in hardware/operations.ts.
 */
import { type EventKinds, eventNumbers } from '../engine/trace';

export const INTERLEAVING_EVENTS = [
  { name: 'load', fields: ['thread', 'address', 'value'], description: 'A load reads memory.' },
  {
    name: 'forwarded-load',
    fields: ['thread', 'address', 'value'],
    description: "A load reads the newest store to its word in the core's own store buffer, not memory.",
  },
  { name: 'store', fields: ['thread', 'address', 'value'], description: 'A store writes memory at once.' },
  {
    name: 'buffered-store',
    fields: ['thread', 'address', 'value'],
    description: "A store enters the core's store buffer; no other core sees it yet.",
  },
  {
    name: 'flush',
    fields: ['thread', 'address', 'value'],
    description: 'The oldest store of a store buffer reaches memory: now every core sees it.',
  },
  {
    name: 'atomic',
    fields: ['thread', 'operation', 'address', 'value'],
    description: 'An atomic operation reads and writes its word in one step; value is what was there before.',
  },
  {
    name: 'fence',
    fields: ['thread'],
    description: 'A fence: every earlier store of the core has reached memory.',
  },
  {
    name: 'wait',
    fields: ['thread', 'address'],
    description:
      'A thread waits for the word to change: as long as it does not, looking again leads nowhere.',
  },
  { name: 'arrive', fields: ['thread'], description: 'A thread asks for the lock: acquire is called.' },
  {
    name: 'enter',
    fields: ['thread'],
    description: 'A thread enters the critical section: acquire has returned.',
  },
  {
    name: 'leave',
    fields: ['thread'],
    description: 'A thread leaves the critical section: release is called next.',
  },
  { name: 'mark', fields: ['thread', 'point'], description: 'A thread passes another marked point.' },
  { name: 'sleep', fields: ['thread', 'channel'], description: 'A thread goes to sleep in the kernel.' },
  {
    name: 'wake',
    fields: ['thread', 'channel', 'woken'],
    description: 'A thread wakes sleepers of a channel; woken is how many there were to wake.',
  },
  { name: 'finish', fields: ['thread', 'result'], description: 'A thread has finished.' },
  {
    name: 'look-again',
    fields: ['threads'],
    description:
      'All threads that have not finished and are awake (so many) wait, and nothing can change: looking again is in vain.',
  },
  {
    name: 'violation',
    fields: ['kind', 'thread', 'other', 'address'],
    description:
      'A property is violated: kind is a row of VIOLATIONS; other and address are -1 where there is none.',
  },
] as const satisfies EventKinds;

/** Index of each kind in the table, by name. */
export const EVENT = eventNumbers(INTERLEAVING_EVENTS);

/**
 * What an interleaving consists of, as a trace shows it: one row a kind of event. The cycle of such an event is
 * the number of the scheduler's step (from 0); what a thread does between two steps (arriving, beginning to
 * wait, finishing) carries the number of the step before.
 *
 * Addresses are byte addresses of 32-bit words. `operation` is one of OPERATION in programs/operations.ts.
 */
import { defineEvents, type EventDefinitions } from '../engine/define-events';
import { OPERATION } from '../programs/operations';
import { VIOLATIONS } from './violation';

const asPartOfSentence = (text: string) => text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/, '');

/** @param who what a number in the field `thread` names. @param places what addresses are called. */
export const interleavingDefinitions = (
  who: 'thread' | 'core' | 'process',
  places: Readonly<Record<string, number>> = {},
) =>
  ({
    load: {
      fields: ['thread', 'address', 'value'],
      description: 'A load reads memory.',
      sentence: `${who} {thread} loads {address:place}: {value}`,
      words: { address: places },
    },
    'forwarded-load': {
      fields: ['thread', 'address', 'value'],
      description: "A load reads the newest store to its word in the core's own store buffer, not memory.",
      sentence: `${who} {thread} loads {address:place} from its own store buffer: {value}`,
      words: { address: places },
    },
    store: {
      fields: ['thread', 'address', 'value'],
      description: 'A store writes memory at once.',
      sentence: `${who} {thread} stores {value} at {address:place}`,
      words: { address: places },
    },
    'buffered-store': {
      fields: ['thread', 'address', 'value'],
      description: "A store enters the core's store buffer; no other core sees it yet.",
      sentence: `${who} {thread} puts a store of {value} at {address:place} into its store buffer`,
      words: { address: places },
    },
    flush: {
      fields: ['thread', 'address', 'value'],
      description: 'The oldest store of a store buffer reaches memory: now every core sees it.',
      sentence: `the store buffer of ${who} {thread} writes {value} to {address:place}: now every core sees it`,
      words: { address: places },
    },
    atomic: {
      fields: ['thread', 'operation', 'address', 'value'],
      description:
        'An atomic operation reads and writes its word in one step; value is what was there before.',
      sentence: `${who} {thread}: {operation} at {address:place}; there was {value}`,
      words: { operation: Object.keys(OPERATION), address: places },
    },
    fence: {
      fields: ['thread'],
      description: 'A fence: every earlier store of the core has reached memory.',
      sentence: `${who} {thread} passes a fence: all its stores are visible`,
    },
    wait: {
      fields: ['thread', 'address'],
      description:
        'A thread waits for the word to change: as long as it does not, looking again leads nowhere.',
      sentence: `${who} {thread} waits until {address:place} changes`,
      words: { address: places },
    },
    arrive: {
      fields: ['thread'],
      description: 'A thread asks for the lock: acquire is called.',
      sentence: `${who} {thread} asks for the lock`,
    },
    enter: {
      fields: ['thread'],
      description: 'A thread enters the critical section: acquire has returned.',
      sentence: `${who} {thread} enters the critical section`,
    },
    leave: {
      fields: ['thread'],
      description: 'A thread leaves the critical section: release is called next.',
      sentence: `${who} {thread} leaves the critical section`,
    },
    mark: {
      fields: ['thread', 'point'],
      description: 'A thread passes another marked point.',
      sentence: `${who} {thread} passes point {point}`,
    },
    sleep: {
      fields: ['thread', 'channel'],
      description: 'A thread goes to sleep in the kernel.',
      sentence: `${who} {thread} goes to sleep on {channel:place}`,
    },
    wake: {
      fields: ['thread', 'channel', 'woken'],
      description: 'A thread wakes sleepers of a channel; woken is how many there were to wake.',
      sentence: `${who} {thread} wakes {woken} sleeping on {channel:place}`,
    },
    finish: {
      fields: ['thread', 'result'],
      description: 'A thread has finished.',
      sentence: `${who} {thread} finishes with {result}`,
    },
    'look-again': {
      fields: ['threads'],
      description:
        'All threads that have not finished and are awake (so many) wait, and nothing can change: looking again is in vain.',
      sentence: 'all {threads} unfinished threads wait: however often they look, they see the same',
    },
    violation: {
      fields: ['kind', 'thread', 'other', 'address'],
      description:
        'A property is violated: kind is a row of VIOLATIONS; other and address are -1 where there is none.',
      sentence: `violation ({thread:${who}}): {kind}`,
      words: { kind: VIOLATIONS.map(({ description }) => asPartOfSentence(description)) },
    },
  }) as const satisfies EventDefinitions;

export const INTERLEAVING_EVENTS = defineEvents(interleavingDefinitions('thread'));

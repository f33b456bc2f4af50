/** What happens in a run of threads whose lengths are known: what the kernel tells, who has how much left, and what `enqueue` answered. */
import { defineEvents } from '../../../simulator/engine/define-events';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';

export const REMAINING_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  remaining: {
    fields: ['thread', 'cycles'],
    description: 'Cycles that the thread, which begins to wait, still has to compute until its end.',
    sentence: 'thread {thread} has {cycles:count cycles} left to compute',
  },
  left: {
    fields: ['core', 'thread', 'cycles'],
    description:
      'When a thread comes: the thread that a core was given last, or is to make room for, and the cycles that it has left.',
    sentence: 'core {core} has thread {thread}, with {cycles:count cycles} left to compute',
  },
  claim: {
    fields: ['thread', 'core'],
    description:
      'The policy answered the enqueue of the thread with this core, which makes room at once; -1: none.',
    sentence: 'the policy lets {core:core} make room for thread {thread}',
  },
});

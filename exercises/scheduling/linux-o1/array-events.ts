/** What happens in a run under 140 priorities: what the kernel tells, who has which, and what the policy answers and reports. */
import { defineEvents } from '../../../simulator/engine/define-events';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';

export const ARRAY_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  own: {
    fields: ['thread', 'priority'],
    description: 'The priority that the thread was given: below 100 real time, from 100 on time sharing.',
    sentence: 'thread {thread} was given priority {priority}',
  },
  claim: {
    fields: ['thread', 'core'],
    description:
      'The policy answered the enqueue of the thread with 1 + this core: who runs there makes room at once.',
    sentence: 'the policy wants core {core} to make room at once: thread {thread} is there',
  },
  array: {
    fields: ['thread', 'expired'],
    description:
      'The array in which the thread waits, as the policy reports it: 0 the active one, 1 the expired one.',
    sentence: 'thread {thread} waits in the {expired} array, says the policy',
    words: { expired: ['active', 'expired'] },
  },
});

/** What happens in a run of threads with priorities: what the kernel tells, who has which, and what `enqueue` answered. */
import { defineEvents } from '../../../simulator/engine/define-events';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';

export const PRIORITY_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  priority: {
    fields: ['thread', 'priority'],
    description: 'The priority that the thread has of its own: 0 is the highest.',
    sentence: 'thread {thread} has priority {priority}',
  },
  claim: {
    fields: ['thread', 'core'],
    description:
      'The policy answered the enqueue of the thread with 1 + this core: who runs there makes room at once.',
    sentence: 'the policy wants core {core} to make room at once: thread {thread} is there',
  },
});

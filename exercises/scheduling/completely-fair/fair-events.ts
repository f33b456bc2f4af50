/** What happens in a run of threads with nice values: what the kernel tells, who is how nice, and what the policy reports. */
import { defineEvents } from '../../../simulator/engine/define-events';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';

export const FAIR_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  nice: {
    fields: ['thread', 'nice', 'weight'],
    description: 'How nice the thread is to others, from -20 to 19, and the weight that this gives it.',
    sentence: 'thread {thread} has nice {nice}, so weight {weight}',
  },
  'virtual-runtime': {
    fields: ['thread', 'cycles'],
    description: 'The virtual runtime that the policy reports of the thread.',
    sentence: 'the virtual runtime of thread {thread} is {cycles}, says the policy',
  },
});

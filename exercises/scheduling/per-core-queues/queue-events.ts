/** What happens in a run of threads with memory of their own: what the kernel tells, and where cores and memory are. */
import { defineEvents } from '../../../simulator/engine/define-events';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';

export const QUEUE_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  'core-node': {
    fields: ['core', 'node'],
    description: 'The memory node that the core belongs to.',
    sentence: 'core {core} belongs to node {node}',
  },
  home: {
    fields: ['thread', 'node'],
    description: 'The node in whose memory all lies that the thread works with.',
    sentence: 'thread {thread} has its memory in node {node}',
  },
});

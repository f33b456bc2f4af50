/** What happens at locks of the kernel whose owners may inherit priorities (kernel-locks.ts), beside what it schedules. */
import { defineEvents } from '../../engine/define-events';
import { SCHEDULING_EVENTS } from '../scheduling/scheduling-events';

/** What locks are called. */
export const LOCK_NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

export const LOCK_EVENTS = defineEvents({
  ...SCHEDULING_EVENTS.definitions,
  own: {
    fields: ['thread', 'priority'],
    description: 'The priority that the thread has of its own: 0 is the highest.',
    sentence: 'thread {thread} has priority {priority} of its own',
  },
  acquire: {
    fields: ['thread', 'lock', 'answer', 'patience'],
    description:
      'A thread asked for a lock. -1 refused, 0 it waits, 1 it has it. Patience: cycles, 0 for ever.',
    sentence: 'thread {thread} asks for lock {lock}: {answer}',
    words: { lock: LOCK_NAMES, answer: { 'it is refused': -1, 'it waits': 0, 'it has it': 1 } },
  },
  release: {
    fields: ['thread', 'lock', 'next'],
    description: 'The owner gave the lock back. Who has it now, or -1.',
    sentence: 'thread {thread} gives lock {lock} back: it goes to {next:thread}',
    words: { lock: LOCK_NAMES },
  },
  'give-up': {
    fields: ['thread', 'lock'],
    description: 'The patience of a waiting thread is over: it goes on without the lock.',
    sentence: 'thread {thread} gives up waiting for lock {lock}',
    words: { lock: LOCK_NAMES },
  },
  counts: {
    fields: ['thread', 'priority', 'raised', 'own'],
    description:
      'In the call just made the thread came to count as this priority: 0 its own, 1 better, 2 worse than its own.',
    sentence: 'thread {thread} counts as priority {priority} from now on: {raised}',
    words: { raised: ['its own', 'raised', 'worse than its own'] },
  },
  'waits-for': {
    fields: ['thread', 'lock', 'owner'],
    description: 'From now on the thread waits for this one, which has the lock.',
    sentence: 'thread {thread} waits for {owner:thread}, which has lock {lock}',
    words: { lock: LOCK_NAMES },
  },
  'bad-priority': {
    fields: ['thread', 'priority'],
    description: 'setPriority was called with a thread or a priority that does not exist; ignored.',
    sentence: 'thread {thread} was to count as {priority}, which cannot be',
  },
});

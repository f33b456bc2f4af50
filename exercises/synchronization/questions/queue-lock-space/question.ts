/** The space of an array lock and a list lock: their layout is that of the simulator's own array lock. */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

/** Bytes, each of them in lines of its own. An array lock: a ticket counter and a place for each core. */
export const arrayLocks = (locks: number, cores: number, lineBytes: number) =>
  locks * (1 + cores) * lineBytes;
/** List locks: a tail each, and one node a thread, which waits for one lock at a time and holds none then. */
export const listLocks = (locks: number, threads: number, lineBytes: number) => (locks + threads) * lineBytes;

function generate(random: Random): Question {
  const lineBytes = random.pick([32, 64, 128]);
  const cores = random.between(2, 64);
  const threads = cores + random.between(1, 200);
  const locks = random.between(2, 500);
  const holder = random.between(0, cores - 1);
  const turns = random.between(2, 40) * cores + holder;
  const array = arrayLocks(locks, cores, lineBytes);
  const list = listLocks(locks, threads, lineBytes);
  return {
    prompt: [
      `A kernel has **${locks} locks**, **${threads} threads** and **${cores} cores**; a line has **${lineBytes} bytes**. A thread waits for at most one lock at a time and holds no other lock meanwhile. It spins without giving up its core, and the one that holds a lock is not preempted either, so that at most as many threads as cores take part in a lock.`,
      '- An **array lock** has a counter, from which each thread takes a ticket by fetch-and-add, and an array with a place for each thread that can take part at once. The thread with ticket t spins on place t mod (number of places).\n- A **list lock** has a pointer to the last one in the queue; a thread brings its own node, on which it spins, and has one node for all locks.',
      'The counter, each place, each pointer and each node have a line of their own.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'space',
        label: 'Bytes for all locks',
        points: 4,
        pointsPer: 'row',
        columns: ['bytes'],
        rowLabels: ['array locks', 'list locks'],
        given: [[null], [null]],
        answer: [[`${array}`], [`${list}`]],
      },
      {
        kind: 'number',
        id: 'preempted',
        label:
          'Now threads may be preempted while they wait, so that all of them can be in one queue. How many bytes do the array locks need?',
        points: 2,
        answer: arrayLocks(locks, threads, lineBytes),
        tolerance: 0,
        unit: 'bytes',
      },
      {
        kind: 'number',
        id: 'place',
        label: `Of the first kind of array lock: on which place does the thread with ticket ${turns} spin?`,
        points: 1,
        answer: turns % cores,
        tolerance: 0,
        unit: '',
      },
      {
        kind: 'number',
        id: 'packed',
        label: `Places of 4 bytes are packed into lines instead, so that ${lineBytes / 4} share a line. All ${Math.min(cores, lineBytes / 4)} places of a line are waited on. How many cached copies does the store that hands the lock on invalidate, if it is made by a core that does not wait?`,
        points: 1,
        answer: Math.min(cores, lineBytes / 4),
        tolerance: 0,
        unit: 'copies',
      },
    ],
    explanation: [
      `Array locks: each has a counter and ${cores} places, $${locks} \\cdot (1 + ${cores}) \\cdot ${lineBytes} = ${array}$ bytes. The space of a lock grows with those who can wait for it, whether anybody does or not.`,
      `List locks: $(${locks} + ${threads}) \\cdot ${lineBytes} = ${list}$ bytes. Nodes belong to threads, so that locks and threads add where before they were multiplied.`,
      `If all ${threads} threads can be in one queue, an array needs that many places, or two waiters would share one: $${locks} \\cdot (1 + ${threads}) \\cdot ${lineBytes} = ${arrayLocks(locks, threads, lineBytes)}$ bytes.`,
      `Ticket ${turns} spins on place ${turns} mod ${cores}, which is ${turns % cores}. Places that share a line are invalidated together: every one that spins there misses, which is what a line each avoids, where one copy goes.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Space of queue locks',
  summary: 'How many bytes do array locks and list locks take, for so many threads and cores?',
  rows: [128],
  generate,
} satisfies QuestionDefinition;

/** Slabs: how many objects fit, what is left over, and how many slabs and list operations a workload takes. */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGE_BYTES = 4096;
const INDEX_BYTES = 2;

/** Of a slab with a header and, for each object, an index of the free list besides the object itself. */
export function slabOf(slabBytes: number, headerBytes: number, objectBytes: number) {
  const objects = Math.floor((slabBytes - headerBytes) / (objectBytes + INDEX_BYTES));
  return { objects, slackBytes: slabBytes - headerBytes - objects * (objectBytes + INDEX_BYTES) };
}

/** Smallest power of two of at least so many bytes: what a buddy allocator hands out. */
export function blockBytes(bytes: number): number {
  let block = 1;
  while (block < bytes) block *= 2;
  return block;
}

function generate(random: Random): Question {
  const pages = 2 ** random.below(3);
  const slabBytes = pages * PAGE_BYTES;
  const headerBytes = 8 * random.between(4, 12);
  const objectBytes = 8 * random.between(9, 75) + 4;
  const { objects, slackBytes } = slabOf(slabBytes, headerBytes, objectBytes);
  const live = random.between(2, 30) * objects + random.between(1, objects - 1);
  const slabs = Math.ceil(live / objects);
  const freed = random.between(1, 6);
  const block = blockBytes(objectBytes);
  const number = (id: string, label: string, points: number, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      `A **slab cache** holds objects of exactly **${objectBytes} bytes**. A slab is ${pages === 1 ? 'one page' : `${pages} contiguous pages`} of 4096 bytes: a header of **${headerBytes} bytes**, and for each object the object itself and ${INDEX_BYTES} bytes in the index of free objects. Objects need no alignment.`,
      'A new slab is taken only when every slab is full.',
    ].join('\n\n'),
    parts: [
      number('objects', 'Objects per slab', 2, objects, 'objects'),
      number('slack', 'Bytes of a slab that nothing can use', 1, slackBytes, 'bytes'),
      number('slabs', `Slabs after ${live} objects have been allocated and none freed`, 2, slabs, 'slabs'),
      number(
        'more',
        `Then ${freed} of them ${freed === 1 ? 'is' : 'are'} freed, in any slabs, and no slab is given back. How many objects can be allocated before a new slab is needed?`,
        2,
        slabs * objects - live + freed,
        'objects',
      ),
      number(
        'buddy',
        `A buddy allocator would give each object the next power of two of bytes. How many bytes would be lost inside the blocks of ${live} objects?`,
        2,
        live * (block - objectBytes),
        'bytes',
      ),
    ],
    explanation: [
      `An object takes ${objectBytes} + ${INDEX_BYTES} = ${objectBytes + INDEX_BYTES} bytes, and ${slabBytes} − ${headerBytes} = ${slabBytes - headerBytes} bytes are there: ${objects} fit, and ${slackBytes} bytes are left.`,
      `${live} objects at ${objects} each need ${slabs} slabs, the last not full: ${slabs} · ${objects} − ${live} = ${slabs * objects - live} places are free, and ${freed} more after the frees. Every hole has exactly the size of an object, so any of them serves the next allocation: there is no external fragmentation.`,
      `The next power of two is ${block}: ${block - objectBytes} bytes lost for each object, ${live * (block - objectBytes)} together. The slabs lose ${slackBytes} bytes each, ${slabs * slackBytes} together, besides headers and indexes.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Objects per slab',
  summary: 'Fit objects of one size into slabs, and compare what is lost with a buddy allocator.',
  rows: [98],
  generate,
} satisfies QuestionDefinition;

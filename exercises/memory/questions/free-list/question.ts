/** A free list by hand: what each request is answered, what was searched, and what is free. Told by the simulator's own. */
import type { Random } from '../../../../simulator/engine/random';
import {
  FITS,
  type Fit,
  type FreeBlock,
  FreeListAllocator,
} from '../../../../simulator/kernel/memory/free-list-allocator';
import type { Question, QuestionDefinition } from '../../../question-definition';
import { plainWords } from '../../plain-words';

const FIT_RULES: Readonly<Record<Fit, string>> = {
  first: '**First fit**: the first free block in the list that is large enough.',
  best: '**Best fit**: of all free blocks that are large enough the smallest; of equal ones the lowest.',
  worst: '**Worst fit**: the largest of all free blocks; of equal ones the lowest.',
  next: '**Next fit**: the first that is large enough from where the last search ended (at the rest of the block that was cut, or behind the one that was taken whole), round the list once.',
};
const ROWS = 5;

interface Step {
  readonly operation: string;
  readonly answer: number;
  readonly searched: number;
  readonly free: readonly FreeBlock[];
}

/** The same operations under a fit; `+n` asks for n bytes, `-k` frees what request k got. */
export function follow(
  fit: Fit,
  arenaBytes: number,
  headerBytes: number,
  operations: readonly string[],
): readonly Step[] {
  const memory = plainWords(8 + 12 * arenaBytes);
  const allocator = new FreeListAllocator(memory, 0, arenaBytes, 1, 0, FITS[fit], headerBytes);
  allocator.initialise();
  const given: number[] = [];
  return operations.map((operation): Step => {
    const number = Number(operation.slice(1));
    const isRequest = operation.startsWith('+');
    const answer = isRequest ? allocator.allocate(number) : allocator.free(given[number]);
    if (isRequest) given.push(answer);
    return { operation, answer, searched: isRequest ? allocator.searched : 0, free: allocator.freeBlocks() };
  });
}

/** Holes of different sizes, then requests for them, so that the fits choose differently. */
function drawn(random: Random) {
  for (;;) {
    const fit = random.pick(['first', 'best', 'worst', 'next'] as const);
    const arenaBytes = 10 * random.between(12, 20);
    const headerBytes = random.pick([0, 0, 4]);
    const sizes = Array.from({ length: 5 }, () => random.between(6, 28));
    const [joined, ...others] = random.shuffled([0, 1, 2, 3, 4]);
    const frees = random.shuffled([others[0], others[1], others[2]]);
    const operations = [
      ...sizes.map((bytes) => `+${bytes}`),
      `-${frees[0]}`,
      `-${frees[1]}`,
      `+${random.between(4, 20)}`,
      `-${frees[2]}`,
      `+${random.between(4, 24)}`,
      `-${joined}`,
      `+${random.between(20, 50)}`,
    ];
    const steps = follow(fit, arenaBytes, headerBytes, operations);
    if (steps.slice(0, 5).some(({ answer }) => answer === -1)) continue;
    const last = steps[steps.length - 1];
    if (last.free.length < 2 || last.free.length > ROWS) continue;
    const others3 = (['first', 'best', 'worst', 'next'] as const).filter((other) => other !== fit);
    const listOf = (all: readonly Step[]) => JSON.stringify(all[all.length - 1].free);
    const differing = others3.find(
      (other) => listOf(follow(other, arenaBytes, headerBytes, operations)) !== listOf(steps),
    );
    if (differing !== undefined) return { fit, arenaBytes, headerBytes, operations, steps };
  }
}

function generate(random: Random): Question {
  const { fit, arenaBytes, headerBytes, operations, steps } = drawn(random);
  const asked = steps.slice(5);
  const last = steps[steps.length - 1];
  const free = last.free.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = Math.max(...last.free.map(({ bytes }) => bytes));
  const told = (blocks: readonly FreeBlock[]) =>
    blocks.map(({ address, bytes }) => `${address}: ${bytes}`).join(', ') || 'nothing';
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const block = last.free.at(i);
    return block === undefined ? ['-', '-'] : [`${block.address}`, `${block.bytes}`];
  });
  return {
    prompt: [
      `A heap of **${arenaBytes} bytes** from address 0 on, all of it one free block. The free list is kept in the order of addresses; a block that fits is cut at its lower end; a freed block is joined with free neighbours on both sides.`,
      FIT_RULES[fit],
      headerBytes === 0
        ? 'Blocks have no header.'
        : `Every block has a header of **${headerBytes} bytes** in front of the bytes asked for: it counts as part of the block, and a request is answered with the address behind it.`,
      `Operations, in this order: ${operations.map((operation) => `\`${operation}\``).join(', ')}. Here \`+n\` asks for n bytes, and \`-k\` frees what request k was given, counted from 0. The answer to a request that no block fits is -1. Searched are the free blocks that a request looks at, the one that it takes included.`,
    ].join('\n\n'),
    given: {
      caption: 'The first five operations',
      columns: ['operation', 'answer', 'free then'],
      rows: steps.slice(0, 5).map((step) => [step.operation, `${step.answer}`, told(step.free)]),
    },
    parts: [
      {
        kind: 'table',
        id: 'requests',
        label: 'The further requests: answer, and free blocks searched',
        points: 6,
        pointsPer: 'row',
        columns: ['answer', 'searched'],
        rowLabels: asked
          .filter(({ operation }) => operation.startsWith('+'))
          .map(({ operation }) => operation),
        given: asked.filter(({ operation }) => operation.startsWith('+')).map(() => [null, null]),
        answer: asked
          .filter(({ operation }) => operation.startsWith('+'))
          .map(({ answer, searched }) => [`${answer}`, `${searched}`]),
      },
      {
        kind: 'table',
        id: 'list',
        label: 'The free list at the end, lowest address first (- where there is no further block)',
        points: 5,
        pointsPer: 'row',
        columns: ['address', 'bytes'],
        rowLabels: rows.map((_, i) => `block ${i + 1}`),
        given: rows.map(() => [null, null]),
        answer: rows,
      },
      {
        kind: 'number',
        id: 'fragmented',
        label: 'Of the free bytes at the end, how many are not in the largest free block?',
        points: 1,
        answer: free - largest,
        tolerance: 0,
        unit: 'bytes',
      },
    ],
    explanation: [
      ...asked.map(({ operation, answer, searched, free: blocks }) =>
        operation.startsWith('+')
          ? `\`${operation}\`: ${headerBytes > 0 ? `${Number(operation.slice(1)) + headerBytes} bytes with the header; ` : ''}${searched} searched, answer ${answer}. Free: ${told(blocks)}.`
          : `\`${operation}\`: free are now ${told(blocks)}.`,
      ),
      `${free} bytes are free, ${largest} of them in one block: a request for more than ${Math.max(0, largest - headerBytes)} bytes fails although ${free} are free. That is external fragmentation; joining neighbours is what keeps it small.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'The free list after these operations',
  summary: 'Follow requests and frees through a free list by first, best, worst or next fit, with joining.',
  rows: [96],
  generate,
} satisfies QuestionDefinition;

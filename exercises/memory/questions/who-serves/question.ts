/** Which allocator serves a need, and how often malloc crosses into the kernel: counted by the simulator's break. */
import type { Random } from '../../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../../simulator/hardware/memory/physical-memory';
import { FrameAllocator } from '../../../../simulator/kernel/memory/frame-allocator';
import { ProgramBreak } from '../../../../simulator/kernel/memory/program-break';
import type { Question, QuestionDefinition } from '../../../question-definition';

const NEEDS: readonly (readonly [need: string, server: 'kernel' | 'user' | 'neither', why: string])[] = [
  [
    'The control block of a process that fork makes',
    'kernel',
    'Process state that only the kernel may read and write.',
  ],
  ['A page table of a new address space', 'kernel', 'Page tables are kernel state, in frames.'],
  ['The inode of a file that is opened', 'kernel', 'The kernel caches inodes for all processes.'],
  [
    'The buffer of a socket that waits for packets',
    'kernel',
    'Packets arrive whoever runs; the buffer is kernel memory.',
  ],
  ['The kernel stack of a new thread', 'kernel', 'The kernel runs on it; no program may touch it.'],
  [
    'The frame behind a heap page that is touched first',
    'kernel',
    'Frames of physical memory are given out by the kernel alone.',
  ],
  ['The node of a linked list that a program adds', 'user', 'Dynamic state of a process: malloc.'],
  [
    'The text that a program reads a line into, of a length known only then',
    'user',
    'Dynamic state of a process: malloc.',
  ],
  [
    'The control block of a thread of a user-level thread library',
    'user',
    'The kernel does not know these threads; the library allocates them.',
  ],
  [
    'A block that fits into one which the program freed before',
    'user',
    'The free list of the heap is user state: no crossing.',
  ],
  [
    'A local variable of a function that is called',
    'neither',
    'It lies on the stack: a register moves, and no allocator is asked.',
  ],
  [
    'A global variable that is set when the program is loaded',
    'neither',
    'It has its place in the data segment for the whole life of the process.',
  ],
];

/** Requests without frees: which of them ask the kernel, and for the end of the heap then. */
export function crossings(requests: readonly number[], headerBytes: number, growthBytes: number) {
  const kernel = new ProgramBreak(new FrameAllocator(1024), 0, 1024 * PAGE_BYTES);
  let used = 0;
  const asks = requests.map((bytes) => {
    used += bytes + headerBytes;
    if (used <= kernel.end) return false;
    kernel.sbrk(Math.ceil((used - kernel.end) / growthBytes) * growthBytes);
    return true;
  });
  return {
    asks,
    heapBytes: kernel.end,
    frames: kernel.heapFrames,
    crossings: kernel.crossings,
    usedBytes: used,
  };
}

function generate(random: Random): Question {
  const needs = random.shuffled(NEEDS).slice(0, 6);
  const headerBytes = random.pick([8, 16]);
  const growthBytes = random.pick([2048, 4096, 8192, 16_384]);
  const requests = Array.from(
    { length: random.between(5, 9) },
    () => 8 * random.between(20, growthBytes / 16),
  );
  const {
    asks,
    heapBytes,
    frames,
    crossings: count,
    usedBytes,
  } = crossings(requests, headerBytes, growthBytes);
  const more = random.between(3, 40);
  const small = 8 * random.between(2, 12);
  const further = crossings(
    [...requests, ...Array.from({ length: more }, () => small)],
    headerBytes,
    growthBytes,
  );
  const number = (id: string, label: string, answer: number, unit: string) =>
    ({ kind: 'number', id, label, points: 1, answer, tolerance: 0, unit }) as const;
  return {
    prompt: [
      'The **kernel allocator** gives out memory for state of the kernel and for what processes have from the start, and knows which frames are free. The **user allocator** (malloc and free) manages the heap inside one process, and asks the kernel with `sbrk` only for more.',
      `A program's heap is empty. malloc takes **${headerBytes} bytes** of header for each block and puts block behind block. When the heap is too small for a request, it calls \`sbrk\` once, for the smallest multiple of **${growthBytes} bytes** that is enough. Pages have ${PAGE_BYTES} bytes; the kernel gives a frame to every page of the heap at once. Nothing is freed.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'server',
        label: 'Who serves this: kernel, user or neither?',
        points: 6,
        pointsPer: 'row',
        columns: ['served by'],
        rowLabels: needs.map(([need]) => need),
        given: needs.map(() => [null]),
        answer: needs.map(([, server]) => [server]),
      },
      {
        kind: 'choice',
        id: 'asks',
        label: `These requests come in this order. Which of them cross into the kernel?`,
        points: 3,
        options: requests.map((bytes, i) => `request ${i}: ${bytes} bytes`),
        answer: asks.flatMap((asked, i) => (asked ? [i] : [])),
        multiple: true,
      },
      number('frames', 'Frames that the heap has after them', frames, 'frames'),
      number('left', 'Bytes of the heap that no block has after them', heapBytes - usedBytes, 'bytes'),
      number(
        'further',
        `Then ${more} requests of ${small} bytes each follow. How many calls of sbrk were there in all?`,
        further.crossings,
        'calls',
      ),
    ],
    explanation: [
      ...needs.map(([need, server, why]) => `${need}: **${server}**. ${why}`),
      `With headers the requests take ${usedBytes} bytes. Whenever the sum passes the end of the heap, sbrk moves it: ${count} ${count === 1 ? 'crossing' : 'crossings'} for ${requests.length} requests, a heap of ${heapBytes} bytes, ${frames} ${frames === 1 ? 'frame' : 'frames'}, and ${heapBytes - usedBytes} bytes at its end that serve further requests without the kernel.`,
      `The ${more} further requests take ${more * (small + headerBytes)} bytes: ${further.crossings - count} more ${further.crossings - count === 1 ? 'crossing' : 'crossings'}, ${further.crossings} in all.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Who serves this?',
  summary: 'Kernel or user allocator, and how often a heap asks the kernel to grow.',
  rows: [95],
  generate,
} satisfies QuestionDefinition;

/**
 * Allocations and frees under an allocator of the machine: where each lies, what was looked at, and what is free.
 *
 *      --operations +10,+20,-0       allocate 10 and 20 bytes, free what the first allocation (0) got
 *
 *      first, best, worst, next      one free list by address; `searched` counts free blocks
 *      buddy, slab                   trees and caches; `searched` counts words of their own that are read
 *
 * Free are, of slabs: stretches of empty slabs, and in each other slab stretches of objects that nobody has.
 *
 * Results are offsets in the heap, behind the header where there is one; -1 where nothing fits or nothing is held.
 */
import { BuddyAllocator, type WordMemory } from '../kernel/memory/buddy-allocator';
import { FITS, type Fit, FreeListAllocator } from '../kernel/memory/free-list-allocator';
import { MOST_CACHES, SlabAllocator } from '../kernel/memory/slab-allocator';
import { type Bars, defineLaboratory, type Outcome } from './laboratory';
import { choice, list, onOrOff, ParameterError, wholeNumber, wholeNumberIn } from './parameter';

const MAX_HEAP_BYTES = 65_536;
const MAX_OPERATIONS = 200;
/** In the picture, a lane each. */
const MAX_LANES = 40;
const MAX_SLABS = 256;

const POLICIES = ['first', 'best', 'worst', 'next', 'buddy', 'slab'] as const;

interface Operation {
  readonly kind: 'allocate' | 'free';
  /** Bytes, or the number of an allocation. */
  readonly number: number;
}

interface Block {
  readonly address: number;
  readonly size: number;
}

/** Any of the allocators, as the laboratory needs it. */
interface Heap {
  allocate(bytes: number): number;
  /** @returns 0, or -1 when nothing is held there. */
  free(address: number): number;
  /** Of the last call. */
  searched(): number;
  /** What is taken for an allocation, header and waste included. @param bytes that were asked for. */
  blockOf(address: number, bytes: number): Block;
  freeBlocks(): readonly Block[];
}

interface Setting {
  readonly policy: (typeof POLICIES)[number];
  readonly size: number;
  readonly header: number;
  readonly 'keep-apart': boolean;
  readonly minimum: number;
  readonly slab: number;
}

/** The allocators' own words. */
class CountedWords implements WordMemory {
  private loads = 0;
  private readonly words: Int32Array;

  constructor(count: number) {
    this.words = new Int32Array(count);
  }

  load(address: number): number {
    this.loads++;
    return this.words[address / 4];
  }

  store(address: number, value: number): number {
    this.words[address / 4] = value;
    return 0;
  }

  takeLoads(): number {
    const { loads } = this;
    this.loads = 0;
    return loads;
  }
}

function freeList(fit: Fit, { size, header, ...options }: Setting): Heap {
  const joins = options['keep-apart'] ? 0 : 1;
  const allocator = new FreeListAllocator(
    new CountedWords(2 + 3 * size),
    0,
    size,
    1,
    0,
    FITS[fit],
    header,
    joins,
  );
  allocator.initialise();
  let searched = 0;
  return {
    allocate(bytes) {
      const address = allocator.allocate(bytes);
      searched = allocator.searched;
      return address;
    },
    free(address) {
      searched = 0;
      return allocator.free(address);
    },
    searched: () => searched,
    blockOf: (address) => ({ address: address - header, size: allocator.blockBytes(address) }),
    freeBlocks: () => allocator.freeBlocks().map(({ address, bytes }) => ({ address, size: bytes })),
  };
}

function buddies({ size, minimum }: Setting): Heap {
  if (!isPowerOfTwo(minimum) || minimum < 4)
    throw new ParameterError('minimum', `must be a power of two from 4 on, got ${minimum}`);
  if (size < minimum || !isPowerOfTwo(size))
    throw new ParameterError('size', `must be a power of two from ${minimum} on for buddy, got ${size}`);
  const words = new CountedWords((2 * size) / minimum);
  const allocator = new BuddyAllocator(words, 0, size, minimum, 0);
  allocator.initialise();
  /** What of the node's block is neither given out nor below such a block: as buddy-allocator.ts writes its words. */
  const freeIn = (node: number, address: number, bytes: number): Block[] => {
    const word = words.load(4 * node);
    const whole = bytes / minimum;
    if (word === whole) return [{ address, size: bytes }];
    if (word === 0 || word === 1 << 30) return [];
    return [...freeIn(2 * node, address, bytes / 2), ...freeIn(2 * node + 1, address + bytes / 2, bytes / 2)];
  };
  let searched = 0;
  const counted = (call: () => number): number => {
    words.takeLoads();
    const answer = call();
    searched = words.takeLoads();
    return answer;
  };
  return {
    allocate: (bytes) => counted(() => allocator.allocate(bytes)),
    free: (address) => counted(() => allocator.free(address)),
    searched: () => searched,
    blockOf: (address) => ({ address, size: allocator.blockBytes(address) }),
    freeBlocks: () => freeIn(1, 0, size),
  };
}

function slabs({ size, slab }: Setting): Heap {
  if (size % slab !== 0)
    throw new ParameterError('size', `must be a multiple of the ${slab} bytes of a slab, got ${size}`);
  const count = size / slab;
  if (count > MAX_SLABS)
    throw new ParameterError(
      'slab',
      `makes ${count} slabs of the heap, of at most ${MAX_SLABS}; take larger ones`,
    );
  const words = new CountedWords(3 + 2 * MOST_CACHES + count * (6 + slab));
  const allocator = new SlabAllocator(words, 0, size, slab, 1, 0);
  allocator.initialise();
  const caches = new Map<number, number>();
  const held = new Set<number>();
  let searched = 0;
  return {
    allocate(bytes) {
      words.takeLoads();
      if (!caches.has(bytes)) caches.set(bytes, allocator.createCache(bytes));
      const address = allocator.allocate(caches.get(bytes) as number);
      if (address >= 0) held.add(address);
      searched = words.takeLoads();
      return address;
    },
    free(address) {
      words.takeLoads();
      held.delete(address);
      const answer = allocator.free(address);
      searched = words.takeLoads();
      return answer;
    },
    searched: () => searched,
    blockOf: (address, bytes) => ({ address, size: bytes }),
    freeBlocks() {
      const free: Block[] = [];
      const addresses = [...held].toSorted((a, b) => a - b);
      const add = (address: number, to: number, isEmpty: boolean): void => {
        const last = free.at(-1);
        if (address >= to) return;
        if (isEmpty && emptyTo === address && last !== undefined)
          free[free.length - 1] = { address: last.address, size: to - last.address };
        else free.push({ address, size: to - address });
        if (isEmpty) emptyTo = to;
      };
      let emptyTo = -1;
      for (let start = 0; start < size; start += slab) {
        const objectBytes = allocator.objectBytesAt(start);
        if (objectBytes < 0) {
          add(start, start + slab, true);
          continue;
        }
        let from = start;
        for (const address of addresses) {
          if (address < start || address >= start + slab) continue;
          add(from, address, false);
          from = address + objectBytes;
        }
        add(from, start + Math.floor(slab / objectBytes) * objectBytes, false);
      }
      return free;
    },
  };
}

function heapOf(setting: Setting): Heap {
  if (setting.policy === 'buddy') return buddies(setting);
  return setting.policy === 'slab' ? slabs(setting) : freeList(setting.policy, setting);
}

function isPowerOfTwo(value: number): boolean {
  return (value & (value - 1)) === 0;
}

function parseOperation(given: string): Operation | undefined {
  const number = wholeNumberIn(given.slice(1));
  if (number === undefined || number > MAX_HEAP_BYTES) return undefined;
  if (given.startsWith('+')) return number === 0 ? undefined : { kind: 'allocate', number };
  return given.startsWith('-') ? { kind: 'free', number } : undefined;
}

export const allocator = defineLaboratory({
  name: 'allocator',
  title: 'Memory allocators',
  summary:
    'Allocates and frees under one allocator: where each block lies, how far was searched, what stays free.',
  parameters: {
    policy: choice({
      ...{ choices: POLICIES, initial: 'first' },
      sentence:
        'A free list by address searched for the first, the smallest, the largest or the next block that fits; buddies; slabs with a cache for each size.',
    }),
    size: wholeNumber({
      ...{ from: 1, to: MAX_HEAP_BYTES, initial: 100 },
      sentence: 'Bytes of the heap: for buddy a power of two, for slab a multiple of a slab.',
    }),
    operations: list({
      ...{ item: '+bytes or -allocation', example: '+10,+20,-0', from: 1, to: MAX_OPERATIONS },
      initial: '+10,+20,-0,+5',
      parseItem: parseOperation,
      sentence:
        'What is asked for in order: +n allocates n bytes, -i frees the i-th allocation, numbered from 0.',
    }),
    header: wholeNumber({
      ...{ from: 0, to: 1024, initial: 0 },
      sentence: 'Of the free lists: bytes in front of each block for the allocator itself.',
    }),
    'keep-apart': onOrOff({
      sentence: 'Of the free lists: free neighbours are not joined, to see what comes of it.',
    }),
    minimum: wholeNumber({
      ...{ from: 4, to: MAX_HEAP_BYTES, initial: 4 },
      sentence: 'Of buddy: bytes of the smallest block, a power of two.',
    }),
    slab: wholeNumber({
      ...{ from: 1, to: MAX_HEAP_BYTES, initial: 64 },
      sentence: `Of slab: bytes of a slab; there are ${MOST_CACHES} sizes at most.`,
    }),
  },
  examples: [
    { title: 'First fit', setting: { policy: 'first', operations: '+10,+20,+30,-1,+5,-0,+12,-2' } },
    { title: 'Best fit', setting: { policy: 'best', operations: '+10,+20,+30,-1,+5,-0,+12,-2' } },
    { title: 'Worst fit', setting: { policy: 'worst', operations: '+10,+20,+30,-1,+5,-0,+12,-2' } },
    {
      title: 'What comes of never joining neighbours',
      setting: { policy: 'best', 'keep-apart': 'on', operations: '+3,-0,+5,-1,+8,-2,+8,-3,+2,+7' },
    },
    { title: 'Buddies', setting: { policy: 'buddy', size: '64', operations: '+7,+12,+3,-0,-2,-1' } },
    {
      title: 'Slabs',
      setting: { policy: 'slab', size: '128', slab: '32', operations: '+10,+10,+10,+10,+6,-1,+10' },
    },
  ],
  run({ operations, ...setting }) {
    const heap = heapOf(setting);
    const steps = carryOut(heap, operations);
    return inParts(steps, setting);
  },
});

interface Step {
  readonly operation: Operation;
  readonly result: number;
  readonly searched: number;
  readonly free: readonly Block[];
  /** By allocation, those that are held, of steps that are shown. */
  readonly held: readonly (Block & {
    readonly allocation: number;
    readonly bytes: number;
    readonly at: number;
  })[];
}

function carryOut(heap: Heap, operations: readonly Operation[]): Step[] {
  const allocations: { readonly at: number; readonly bytes: number; isHeld: boolean }[] = [];
  return operations.map((operation, index) => {
    const { kind, number } = operation;
    let result = -1;
    let searched = 0;
    if (kind === 'allocate') {
      result = heap.allocate(number);
      searched = heap.searched();
      allocations.push({ at: result, bytes: number, isHeld: result >= 0 });
    } else {
      const freed = allocations[number];
      if (freed === undefined)
        throw new ParameterError(
          'operations',
          `frees allocation ${number} as item ${index + 1}, when there are ${allocations.length}, numbered from 0`,
        );
      if (freed.isHeld) {
        result = heap.free(freed.at);
        searched = heap.searched();
        freed.isHeld = false;
      }
    }
    const isShown = index < MAX_LANES || index === operations.length - 1;
    const held = (isShown ? allocations : []).flatMap(({ at, bytes, isHeld }, allocation) =>
      isHeld ? [{ ...heap.blockOf(at, bytes), allocation, bytes, at }] : [],
    );
    return { operation, result, searched, free: heap.freeBlocks(), held };
  });
}

function inParts(steps: readonly Step[], { size, policy }: Setting): Outcome {
  const sign = ({ kind, number }: Operation): string => `${kind === 'allocate' ? '+' : '-'}${number}`;
  const shown = steps.slice(0, MAX_LANES);
  return {
    json: {
      operations: steps.map(({ result, searched }) => ({ result, searched })),
      free: steps.at(-1)?.free,
    },
    parts: [
      {
        title:
          shown.length < steps.length
            ? `The heap after each of ${MAX_LANES} operations`
            : 'The heap after each operation',
        picture: {
          kind: 'bars',
          axis: 'address',
          to: size,
          lanes: shown.map(({ operation, held, free }, index) => ({
            label: `${index + 1}: ${sign(operation)}`,
            spans: [...held.flatMap(spansOf), ...free.map(spanOfFree)].toSorted((a, b) => a.from - b.from),
          })),
        },
        table: {
          columns: ['step', 'operation', 'result', 'searched', 'free: address+size'],
          rows: steps.map(({ operation, result, searched, free }, index) => [
            ...[index + 1, sign(operation), result, searched],
            free.map((block) => `${block.address}+${block.size}`).join(' '),
          ]),
        },
      },
      {
        title: `In the end, under ${policy}`,
        table: {
          columns: ['held', 'asked for', 'lost in blocks', 'free', 'largest free'],
          rows: [totals(steps)],
        },
      },
    ],
  };
}

type Span = Bars['lanes'][number]['spans'][number];

function spansOf({ address, size, allocation, bytes, at }: Step['held'][number]): Span[] {
  const spans: Span[] = [
    { from: address, to: at, label: 'header', tone: 'blocked' },
    { from: at, to: at + bytes, label: String(allocation), tone: allocation },
    { from: at + bytes, to: address + size, label: 'lost', tone: 'bad' },
  ];
  return spans.filter(({ from, to }) => from < to);
}

const spanOfFree = ({ address, size }: Block): Span => ({
  ...{ from: address, to: address + size, label: 'free', tone: 'idle' },
});

function totals(steps: readonly Step[]): number[] {
  const { held, free } = steps.at(-1) as Step;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const taken = sum(held.map(({ size }) => size));
  const asked = sum(held.map(({ bytes }) => bytes));
  const sizes = free.map(({ size }) => size);
  return [taken, asked, taken - asked, sum(sizes), Math.max(0, ...sizes)];
}

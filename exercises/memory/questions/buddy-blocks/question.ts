/** A buddy allocator by hand: addresses, buddies, and the free blocks that are left. Told by the simulator's own. */
import type { Random } from '../../../../simulator/engine/random';
import { BuddyAllocator } from '../../../../simulator/kernel/memory/buddy-allocator';
import type { Question, QuestionDefinition } from '../../../question-definition';
import { plainWords } from '../../plain-words';

/** The sizes of the free blocks, of which each is found by asking for it, largest first, in an arena that is given up. */
function freeBlocks(allocator: BuddyAllocator, sizes: readonly number[]): ReadonlyMap<number, number> {
  const counted = new Map(sizes.map((size) => [size, 0]));
  for (const size of sizes.toSorted((a, b) => b - a))
    while (allocator.allocate(size) !== -1) counted.set(size, (counted.get(size) ?? 0) + 1);
  return counted;
}

export function arena(arenaBytes: number, leastBytes: number): BuddyAllocator {
  const allocator = new BuddyAllocator(
    plainWords((8 * arenaBytes) / leastBytes),
    0,
    arenaBytes,
    leastBytes,
    0,
  );
  allocator.initialise();
  return allocator;
}

function drawn(random: Random) {
  for (;;) {
    const leastBytes = random.pick([16, 32, 64]);
    const levels = random.between(4, 5);
    const arenaBytes = leastBytes * 2 ** levels;
    const sizes = Array.from({ length: levels + 1 }, (_, order) => leastBytes * 2 ** order);
    const allocator = arena(arenaBytes, leastBytes);
    const requests = Array.from({ length: 5 }, () =>
      random.between(leastBytes / 4, Math.floor(arenaBytes / 5)),
    );
    const given = requests.map((bytes) => ({ bytes, address: allocator.allocate(bytes) }));
    if (given.some(({ address }) => address === -1)) continue;
    const blocks = given.map((each) => ({ ...each, blockBytes: allocator.blockBytes(each.address) }));
    const [first, second] = random.shuffled([0, 1, 2, 3, 4]);
    const asked = random.pick(blocks.filter((_, i) => i !== first && i !== second));
    for (const i of [first, second]) allocator.free(blocks[i].address);
    const last = random.between(leastBytes + 1, Math.floor(arenaBytes / 3));
    const lastAddress = allocator.allocate(last);
    const lastBytes = lastAddress === -1 ? 0 : allocator.blockBytes(lastAddress);
    const free = freeBlocks(allocator, sizes);
    return {
      leastBytes,
      arenaBytes,
      sizes,
      blocks,
      frees: [first, second],
      asked,
      last,
      lastAddress,
      lastBytes,
      free,
    };
  }
}

function generate(random: Random): Question {
  const { leastBytes, arenaBytes, sizes, blocks, frees, asked, last, lastAddress, lastBytes, free } =
    drawn(random);
  const held = blocks.filter((_, i) => !frees.includes(i));
  const waste =
    held.reduce((sum, { bytes, blockBytes }) => sum + blockBytes - bytes, 0) +
    (lastBytes === 0 ? 0 : lastBytes - last);
  const buddy = asked.address ^ asked.blockBytes;
  return {
    prompt: [
      `A **buddy allocator** manages an arena of **${arenaBytes} bytes** from address 0 on; the smallest block has **${leastBytes} bytes**. It takes the smallest free block that fits, of equal ones the lowest, gives the lower half of what it splits, and merges freed buddies as far up as they can.`,
      `Requests, in this order: ${blocks.map(({ bytes }) => `**${bytes}**`).join(', ')} bytes. Then request ${frees[0]} is freed, then request ${frees[1]} (counted from 0), and at last **${last}** bytes are asked for. A request that no block fits is answered with -1.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'blocks',
        label: 'Address and size of the block that each of the first five requests is given',
        points: 5,
        pointsPer: 'row',
        columns: ['address', 'bytes of the block'],
        rowLabels: blocks.map(({ bytes }, i) => `request ${i}: ${bytes} bytes`),
        given: blocks.map(() => [null, null]),
        answer: blocks.map(({ address, blockBytes }) => [`${address}`, `${blockBytes}`]),
      },
      {
        kind: 'number',
        id: 'buddy',
        label: `Address of the buddy of the block that request ${blocks.indexOf(asked)} was given`,
        points: 2,
        answer: buddy,
        tolerance: 0,
        unit: '',
      },
      {
        kind: 'number',
        id: 'last',
        label: `What is the last request, for ${last} bytes, answered?`,
        points: 2,
        answer: lastAddress,
        tolerance: 0,
        unit: '',
      },
      {
        kind: 'table',
        id: 'free',
        label: 'How many free blocks of each size are there at the end?',
        points: 3,
        pointsPer: 'column',
        columns: ['free blocks'],
        rowLabels: sizes.map((size) => `${size} bytes`),
        given: sizes.map(() => [null]),
        answer: sizes.map((size) => [`${free.get(size) ?? 0}`]),
      },
      {
        kind: 'number',
        id: 'waste',
        label: 'Internal fragmentation at the end: bytes of the blocks in use beyond what was asked for',
        points: 2,
        answer: waste,
        tolerance: 0,
        unit: 'bytes',
      },
    ],
    explanation: [
      ...blocks.map(
        ({ bytes, address, blockBytes }, i) =>
          `Request ${i}: ${bytes} bytes need a block of ${blockBytes}, the next power of two; it lies at ${address}.`,
      ),
      `The buddy of ${asked.address} is found by flipping the bit of the block's size: ${asked.address} XOR ${asked.blockBytes} = ${buddy}. One XOR and one look tell whether a freed block can merge; no list is walked for it.`,
      `After both frees the last request is answered ${lastAddress}${lastAddress === -1 ? ': no free block is large enough, even where enough bytes are free' : `, a block of ${lastBytes} bytes`}. Free then: ${
        sizes
          .filter((size) => (free.get(size) ?? 0) > 0)
          .map((size) => `${free.get(size)} of ${size}`)
          .join(', ') || 'nothing'
      }.`,
      `The blocks in use hold ${waste} bytes more than was asked for. Rounding to powers of two can waste almost half of a block.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'Buddies: blocks after these operations',
  summary: 'Split, merge and find buddies: addresses, the buddy of a block, what is free, what is wasted.',
  rows: [97],
  generate,
} satisfies QuestionDefinition;

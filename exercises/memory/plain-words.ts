import type { WordMemory } from '../../simulator/kernel/memory/buddy-allocator';

/** Words of zeros from address 0 on, for an allocator of a question. */
export function plainWords(bytes: number): WordMemory {
  const words = new Int32Array(bytes / 4);
  return {
    load: (address) => words[address / 4],
    store: (address, value) => {
      words[address / 4] = value;
      return 0;
    },
  };
}

/** Words full of old contents, whose accesses are counted, for tests of allocators. */
import { Random } from '../../engine/random';

export function countedMemory(bytes: number) {
  const random = new Random('old contents');
  const words = Int32Array.from({ length: bytes / 4 }, () => random.word() | 0);
  const inRange = (address: number) => {
    if (address % 4 !== 0 || address < 0 || address >= bytes)
      throw new RangeError(`access to ${address} of ${bytes}`);
    return address / 4;
  };
  const memory = {
    accesses: 0,
    load(address: number): number {
      memory.accesses++;
      return words[inRange(address)];
    },
    store(address: number, value: number): number {
      memory.accesses++;
      words[inRange(address)] = value;
      return 0;
    },
  };
  return memory;
}

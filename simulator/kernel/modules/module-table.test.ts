/** Modules come at run time behind one interface: nothing of the kernel changes, and what lacks an operation is refused. */
import { describe, expect, it } from 'vitest';
import { ModuleTable } from './module-table';

const DEVICE = 3;
const FILE_SYSTEM = 8;

/** A kernel's memory with modules in it; an operation tells where it was run. */
function kernel(words: Readonly<Record<number, number>>) {
  const ran: (readonly [operation: number, argument: number])[] = [];
  const table = new ModuleTable({
    load: (address) => words[address] ?? 0,
    run: (operation, argument) => {
      ran.push([operation, argument]);
      return operation % 100 < 2 ? 0 : operation + argument;
    },
  });
  table.describe(DEVICE, 4, 0b0111);
  return { table, ran };
}
const image = (address: number, ...words: readonly number[]) =>
  Object.fromEntries(words.map((word, i) => [address + 4 * i, word]));

describe('the module table', () => {
  it('[row 7] serves a device and a file system that come at run time, and an interface that it has not known', () => {
    const { table, ran } = kernel({
      ...image(1000, DEVICE, 7, 100, 101, 102, 0),
      ...image(2000, FILE_SYSTEM, 7, 200, 201, 202),
    });
    expect(table.load(2000)).toBe(-1);
    table.describe(FILE_SYSTEM, 3, 0b111);
    expect([table.load(1000), table.load(2000)]).toEqual([0, 0]);
    const [device, files] = [table.open(DEVICE, 7), table.open(FILE_SYSTEM, 7)];
    expect([table.call(device, 2, 5), table.call(files, 2, 6), table.call(device, 3, 0)]).toEqual([
      107, 208, -1,
    ]);
    expect([table.unload(DEVICE, 7), table.close(device), table.unload(DEVICE, 7)]).toEqual([-1, 0, 0]);
    expect([table.open(DEVICE, 7), table.call(device, 2, 5)]).toEqual([-1, -1]);
    expect(ran).toEqual([
      [100, 0],
      [200, 0],
      [102, 5],
      [202, 6],
      [101, 0],
    ]);
  });

  it('[row 7] refuses a module that lacks a required operation before anything of it runs', () => {
    for (const missing of [0, 1, 2]) {
      const operations = [100, 101, 102, 103].map((operation, i) => (i === missing ? 0 : operation));
      const { table, ran } = kernel(image(1000, DEVICE, 7, ...operations));
      expect([table.load(1000), table.open(DEVICE, 7), ran]).toEqual([-1, -1, []]);
    }
  });
});

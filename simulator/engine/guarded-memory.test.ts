/** What goes astray has no effect and is told once; old contents do not give the case's chance away. */
import { describe, expect, it } from 'vitest';
import { GuardedMemory, oldContents, RIGHTS, type StrayAccess } from './guarded-memory';
import { Random } from './random';

function memory() {
  const strays: StrayAccess[] = [];
  const made = new GuardedMemory(64, (stray) => strays.push(stray));
  made.allow(RIGHTS.read, 16, 8);
  made.allow(RIGHTS.readWrite, 24, 9);
  return { made, strays };
}

describe('GuardedMemory', () => {
  it('keeps words lowest byte first, and counts every access', () => {
    const { made, strays } = memory();
    expect(made.storeWord(24, 0x80000001)).toBe(true);
    expect([made.loadByte(24), made.loadByte(27), made.loadWord(24)]).toEqual([1, 0x80, 0x80000001 | 0]);
    expect(made.accesses).toBe(4);
    expect(strays).toEqual([]);
  });

  it.each([
    ['before a region', 12],
    ['partly outside', 32],
    ['misaligned', 26],
    ['at the end of memory', 64],
    ['negative', -4],
    ['beyond 2^31', 2 ** 31],
    ['no integer', Number.NaN],
    ['a fraction', 24.5],
    ['infinite', Number.POSITIVE_INFINITY],
  ])('a word access %s has no effect', (_, address) => {
    const { made, strays } = memory();
    expect([made.loadWord(address), made.storeWord(address, 7)]).toEqual([0xa5a5a5a5 | 0, false]);
    const told = Number.isInteger(address) ? address : -1;
    expect(strays).toEqual([
      { isStore: false, address: told, bytes: 4, value: 0 },
      { isStore: true, address: told, bytes: 4, value: 7 },
    ]);
    expect(Array.from({ length: 64 }, (__, at) => made.peekByte(at)).every((byte) => byte === 0)).toBe(true);
  });

  it('lets a region for reading be read only', () => {
    const { made, strays } = memory();
    expect([made.loadByte(16), made.storeByte(16, 1), made.loadByte(16)]).toEqual([0, false, 0]);
    expect(strays).toHaveLength(1);
  });

  it('takes old contents from one small number, whatever the case', () => {
    const random = new Random('case');
    const drawn = random.fork('x').below(0x10000);
    const again = new Random('case').fork('x');
    expect(oldContents(again).word()).toBe(new Random(`old contents ${drawn}`).word());
  });
});

/** Programs from files: what is loaded, how they end, and what is wrong with files that are none. */
import { describe, expect, test } from 'vitest';
import { assemble } from '../assembler/assembler';
import { ElfError, parseElf } from './elf';
import { LoadError, ProgramMachine } from './program-machine';

const BASE = 0x8000_0000;
const HEADER = 52;
const PROGRAM_HEADER = 32;

/** A 32-bit RISC-V executable of one segment, with the program's labels as symbols. */
function elfOf(source: string, physicalAddress = BASE, extraMemoryBytes = 0): Uint8Array {
  const { bytes, symbols } = assemble(source, BASE);
  const names = ['', ...symbols.keys()];
  const nameOffsets: number[] = [];
  let nameTable = '';
  for (const name of names) {
    nameOffsets.push(nameTable.length);
    nameTable += `${name}\0`;
  }
  const text = HEADER + PROGRAM_HEADER;
  const symbolTable = text + bytes.length;
  const strings = symbolTable + names.length * 16;
  const sections = (strings + nameTable.length + 3) & ~3;
  const file = new Uint8Array(sections + 3 * 40);
  const view = new DataView(file.buffer);
  const words = (at: number, ...values: number[]) => {
    values.forEach((value, i) => {
      view.setUint32(at + 4 * i, value, true);
    });
  };
  file.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
  view.setUint16(16, 2, true);
  view.setUint16(18, 243, true);
  words(20, 1, BASE, HEADER, sections, 0);
  [HEADER, PROGRAM_HEADER, 1, 40, 3, 2].forEach((value, i) => {
    view.setUint16(40 + 2 * i, value, true);
  });
  words(HEADER, 1, text, BASE, physicalAddress, bytes.length, bytes.length + extraMemoryBytes, 7, 4);
  file.set(bytes, text);
  names.forEach((name, i) => {
    words(symbolTable + 16 * i, nameOffsets[i]!, symbols.get(name) ?? 0, 0, 0);
  });
  for (let i = 0; i < nameTable.length; i++) file[strings + i] = nameTable.charCodeAt(i);
  words(sections + 40, 0, 2, 0, 0, symbolTable, names.length * 16, 2, 0, 4, 16);
  words(sections + 80, 0, 3, 0, 0, strings, nameTable.length);
  return file;
}

const TOHOST = '\n.data\n.align 6\ntohost: .word 0, 0';
const run = (source: string, timed = false, limit = 10_000) => {
  const machine = new ProgramMachine(parseElf(elfOf(source + TOHOST)), { timed });
  return { machine, outcome: machine.run(limit) };
};

describe('how a program ends', () => {
  test.each([false, true])('passed, failed, waiting, at the limit (timed: %s)', (timed) => {
    const store = (value: number) => `la t0, tohost\nli t1, ${value}\nsw t1, 0(t0)\nsw zero, 4(t0)\n1: j 1b`;
    expect(run(store(1), timed).outcome).toEqual({ kind: 'passed' });
    expect(run(store((7 << 1) | 1), timed).outcome).toEqual({ kind: 'failed', test: 7 });
    expect(run('wfi', timed).outcome).toEqual({ kind: 'waiting' });
    expect(run('1: j 1b', timed, 500).outcome).toEqual({ kind: 'limit' });
    // An even value is no end.
    expect(run(store(2), timed, 500).outcome).toEqual({ kind: 'limit' });
  });

  test.each([
    ['low half first', 'sw t1, 0(t0)\nsw t2, 4(t0)'],
    ['high half first', 'sw t2, 4(t0)\nsw t1, 0(t0)'],
  ])('characters are printed, odd and even ones, %s', (_, stores) => {
    const source = `la t0, tohost
      la t3, text
      li t2, 0x01010000
      1: lbu t1, 0(t3)
      beqz t1, 3f
      ${stores}
      2: lw t4, 0(t0)
      lw t5, 4(t0)
      or t4, t4, t5
      bnez t4, 2b
      addi t3, t3, 1
      j 1b
      3: li t1, 1
      sw t1, 0(t0)
      sw zero, 4(t0)
      4: j 4b
      .data
      text: .asciz "ABba"`;
    for (const timed of [false, true]) {
      const { machine, outcome } = run(source, timed);
      expect([machine.output, outcome.kind]).toEqual(['ABba', 'passed']);
    }
  });
});

describe('files', () => {
  const good = elfOf('nop');
  const changed = (at: number, value: number) => {
    const file = good.slice();
    file[at] = value;
    return file;
  };

  test('entry, segment and symbols are read; memory behind the file’s bytes is zero', () => {
    const program = parseElf(elfOf('start: nop\nhere: nop', BASE, 100));
    expect(program.entry).toBe(BASE);
    expect(program.symbols.get('here')).toBe(BASE + 4);
    expect(program.segments).toMatchObject([{ physicalAddress: BASE, memoryBytes: 108 }]);
  });

  test.each([
    ['too short', good.slice(0, 20), 'too few for a header'],
    ['no magic number', changed(0, 0), 'does not begin with'],
    ['64-bit', changed(4, 2), '64-bit'],
    ['big-endian', changed(5, 2), 'big-endian'],
    ['another machine', changed(18, 62), 'for machine 62'],
    ['truncated', good.slice(0, 86), 'truncated'],
    ['nothing to load', changed(52, 4), 'nothing to load'],
  ])('%s', (_, file, message) => {
    expect(() => parseElf(file)).toThrow(ElfError);
    expect(() => parseElf(file)).toThrow(message);
  });

  test('a segment larger than RAM is refused', () => {
    expect(() => new ProgramMachine(parseElf(elfOf('nop', BASE, 0x1000_0000)))).toThrow(LoadError);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INSTRUCTIONS, immediateOf } from '../riscv/instruction-set';
import { assemble } from './assembler';
import { disassemble } from './disassembler';

const wordsOf = (source: string, base = 0x8000_0000) => {
  const { bytes } = assemble(source, base);
  const view = new DataView(bytes.buffer);
  return Array.from({ length: bytes.length >> 2 }, (_, i) => view.getUint32(i * 4, true));
};
const hex = (source: string) => wordsOf(source).map((word) => word.toString(16).padStart(8, '0'));

describe('assembler', () => {
  test('encodes as the manual’s listings say', () => {
    // Words from GNU as 2.40 for the same text.
    expect(
      hex(`
        addi x1, x0, -1
        sw   x1, -4(sp)
        lw   a0, 8(s0)
        lui  ra, 0x80000
        srai x1, x1, 31
        mulhu t0, t1, t2
        amoadd.w.aqrl a0, a1, (a2)
        lr.w a0, (a1)
        csrrw a0, mstatus, a1
        csrwi mie, 8
        sfence.vma a0, a1
        mret
        fence`),
    ).toEqual([
      'fff00093',
      'fe112e23',
      '00842503',
      '800000b7',
      '41f0d093',
      '027332b3',
      '06b6252f',
      '1005a52f',
      '30059573',
      '30445073',
      '12b50073',
      '30200073',
      '0ff0000f',
    ]);
  });

  test('resolves labels, forward, backward and numeric, and splits far addresses', () => {
    const { symbols, bytes } = assemble(`
      start: j end
      1: bnez a0, 1b
         beq a0, a1, 1f
      1: la t0, table
         call start
      end: ret
      .data
      table: .word start, end, -1
      text: .asciz "a\\n"
      .align 2
      after: .half 0x1234`);
    expect(symbols.get('table')).toBe(0x8000_1000);
    expect(symbols.get('after')).toBe(0x8000_1010);
    expect([...bytes.slice(0x1000, 0x1012)]).toEqual([
      0, 0, 0, 0x80, 28, 0, 0, 0x80, 255, 255, 255, 255, 97, 10, 0, 0, 0x34, 0x12,
    ]);
    const view = new DataView(bytes.buffer);
    const texts = [0, 4, 8].map((at) => disassemble(view.getInt32(at, true), 0x8000_0000 + at));
    expect(texts).toEqual(['jal zero, 0x8000001c', 'bne a0, zero, 0x80000004', 'beq a0, a1, 0x8000000c']);
  });

  test('li loads any 32-bit value', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
        let register = 0;
        for (const word of wordsOf(`li a0, ${value}`)) {
          const text = disassemble(word | 0, 0);
          const immediate = Number(text.split(' ').pop());
          register = text.startsWith('lui') ? immediate << 12 : (register + immediate) | 0;
        }
        expect(register).toBe(value);
      }),
      { seed: 31 },
    );
  });

  test('the disassembler prints every instruction so that the assembler gives the same word', () => {
    const words = fc.tuple(
      fc.constantFrom(...INSTRUCTIONS),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    );
    fc.assert(
      fc.property(words, ([row, random]) => {
        const word = row.match | (random & ~row.mask);
        const canonical = row.operands === '' || row.operands === 'fence';
        const text = disassemble(word, 0x8000_0000);
        const again = wordsOf(text)[0] | 0;
        if (!canonical) expect(again, text).toBe(word);
        expect(immediateOf(again, row.operands)).toBe(canonical ? 0 : immediateOf(word, row.operands));
      }),
      { seed: 32, numRuns: 3000 },
    );
  });

  test.each([
    ['addi a0, a1, 5000', 'line 1: addi: the immediate must be from -2048 to 2047, got 5000'],
    ['\nfoo a0', 'line 2: there is no instruction foo'],
    ['j nowhere', 'line 1: there is no label nowhere'],
    ['add a0, a1', 'line 1: add takes rd, rs1, rs2'],
    ['add a0, a1, b7', 'line 1: b7 is no register'],
    ['lw a0, a1', 'line 1: "a1" should look like 8(sp)'],
    ['x: nop\nx: nop', 'line 2: x is defined twice'],
    ['.ascii "\\q"', 'line 1: there is no escape \\q'],
    ['.align 40', 'line 1: an alignment must be a power of two up to 4 MiB'],
  ])('refuses %j with its line', (source, message) => {
    expect(() => assemble(source)).toThrow(message);
  });
});

import { describe, expect, test } from 'vitest';
import * as interpreter from './core';
import { findInstruction, INSTRUCTIONS, immediateOf } from './instruction-set';

describe('the instruction table', () => {
  test('numbers the interpreter’s operations in its own order', () => {
    const special: Record<string, string> = { 'fence.i': 'fenceInstruction', 'sfence.vma': 'sfenceVma' };
    // A constant enumeration has no value for the type checker; the compiled module has one.
    const numbers = (interpreter as unknown as Record<string, Record<string, number>>).Op;
    INSTRUCTIONS.forEach((row, i) => {
      expect(numbers[special[row.name] ?? row.name.replace('.w', '')], row.name).toBe(i + 2);
    });
  });

  test('every row finds itself and no other', () => {
    for (const row of INSTRUCTIONS) expect(findInstruction(row.match)?.name).toBe(row.name);
  });

  test('words that are no instruction are not found', () => {
    for (const word of [0, -1, 0x0000_007f, 0x4000_1033, 0x0200_1013, 0x0010_2073 & ~0x7f])
      expect(findInstruction(word)).toBeUndefined();
  });

  test.each([
    [0xfff0_0093, 'rd, rs1, immediate', -1],
    [0xfe11_2e23, 'rs2, immediate(rs1)', -4],
    [0xfe00_0ee3, 'rs1, rs2, target', -4],
    [0xffdf_f06f, 'rd, target', -4],
    [0x8000_00b7, 'rd, upper', 0x8000_0000 | 0],
    [0x41f0_d093, 'rd, rs1, shift', 31],
  ] as const)('takes the immediate of %i written as %s', (word, operands, immediate) => {
    expect(immediateOf(word | 0, operands)).toBe(immediate);
  });
});

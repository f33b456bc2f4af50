/** Instruction words from operands: the inverse of `immediateOf` and the decoder. */
import type { InstructionRow } from '../riscv/instruction-set';

export interface Operands {
  readonly rd?: number;
  readonly rs1?: number;
  readonly rs2?: number;
  /** Immediate, shift amount, CSR number, or the distance to the target. Upper immediates: the 20 bits themselves. */
  readonly immediate?: number;
}

/** The operand does not fit its field: the message says the range. */
export class OperandError extends Error {}

function inRange(value: number, low: number, high: number, what: string): number {
  if (!Number.isInteger(value) || value < low || value > high)
    throw new OperandError(`${what} must be from ${low} to ${high}, got ${value}`);
  return value;
}

function even(value: number, what: string): number {
  if (value % 2 !== 0) throw new OperandError(`${what} must be even, got ${value}`);
  return value;
}

/** @throws OperandError when an operand does not fit. */
export function encode(row: InstructionRow, { rd = 0, rs1 = 0, rs2 = 0, immediate = 0 }: Operands): number {
  const base = row.match | (rd << 7) | (rs1 << 15);
  switch (row.operands) {
    case 'rd, rs1, rs2':
    case 'rd, rs2, (rs1)':
    case 'rs1, rs2':
      return base | (rs2 << 20);
    case 'rd, rs1, immediate':
    case 'rd, immediate(rs1)':
      return base | (inRange(immediate, -2048, 2047, 'the immediate') << 20);
    case 'rd, rs1, shift':
      return base | (inRange(immediate, 0, 31, 'the shift amount') << 20);
    case 'rs2, immediate(rs1)': {
      const offset = inRange(immediate, -2048, 2047, 'the offset');
      return row.match | (rs1 << 15) | (rs2 << 20) | ((offset >> 5) << 25) | ((offset & 31) << 7);
    }
    case 'rs1, rs2, target': {
      const distance = even(
        inRange(immediate, -4096, 4094, 'the distance of a branch'),
        'the distance of a branch',
      );
      return (
        row.match |
        (rs1 << 15) |
        (rs2 << 20) |
        (((distance >> 12) & 1) << 31) |
        (((distance >> 5) & 0x3f) << 25) |
        (((distance >> 1) & 0xf) << 8) |
        (((distance >> 11) & 1) << 7)
      );
    }
    case 'rd, upper':
      return row.match | (rd << 7) | (inRange(immediate, -0x8_0000, 0xf_ffff, 'the upper immediate') << 12);
    case 'rd, target': {
      const distance = even(
        inRange(immediate, -0x10_0000, 0xf_fffe, 'the distance of a jump'),
        'the distance of a jump',
      );
      return (
        row.match |
        (rd << 7) |
        (((distance >> 20) & 1) << 31) |
        (((distance >> 1) & 0x3ff) << 21) |
        (((distance >> 11) & 1) << 20) |
        (((distance >> 12) & 0xff) << 12)
      );
    }
    case 'rd, csr, rs1':
      return base | (inRange(immediate, 0, 0xfff, 'the control register') << 20);
    case 'rd, csr, immediate':
      return (
        row.match |
        (rd << 7) |
        (inRange(rs1, 0, 31, 'the immediate') << 15) |
        (inRange(immediate, 0, 0xfff, 'the control register') << 20)
      );
    case 'rd, (rs1)':
      return base;
    case 'fence':
      // All accesses before all accesses: predecessor and successor sets iorw.
      return row.match | (immediate === 0 ? 0x0ff0_0000 : immediate << 20);
    case '':
      return row.match;
  }
}

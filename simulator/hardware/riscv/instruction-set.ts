/**
 * The instruction set RV32IMA + Zicsr + Zifencei with the privileged instructions, as one table.
 *
 * Each row gives the bits that identify an instruction (`match` under `mask`), how its operands are written and
 * what it does in a line. Decoder, assembler, disassembler and documents all read this table; only what an
 * instruction *does* stands elsewhere (core.ts), which numbers them by their place in this table.
 *
 * Source: The RISC-V Instruction Set Manual, volume I (unprivileged, 20240411), chapters 2, 6, 7, 12, 13 and the
 * instruction listings of chapter 34; volume II (privileged), chapter 3.3 and 10.
 */
/** How operands are written in assembly, and where their bits lie. */
export type OperandFormat =
  | 'rd, rs1, rs2'
  | 'rd, rs1, immediate'
  | 'rd, rs1, shift'
  | 'rd, immediate(rs1)'
  | 'rs2, immediate(rs1)'
  | 'rs1, rs2, target'
  | 'rd, upper'
  | 'rd, target'
  | 'rd, csr, rs1'
  | 'rd, csr, immediate'
  | 'rd, (rs1)'
  | 'rd, rs2, (rs1)'
  | 'rs1, rs2'
  | 'fence'
  | '';

export interface InstructionRow {
  readonly name: string;
  readonly match: number;
  readonly mask: number;
  readonly operands: OperandFormat;
  readonly description: string;
}

const OPCODE_MASK = 0x7f;
const FUNCT3_MASK = 0x707f;
const FUNCT7_MASK = 0xfe00_707f | 0;
const AMO_MASK = 0xf800_707f | 0;
const WHOLE = -1;

const row = (
  name: string,
  match: number,
  mask: number,
  operands: OperandFormat,
  description: string,
): InstructionRow => ({ name, match: match | 0, mask, operands, description });

/** Register with register: opcode 0x33. */
const register = (name: string, funct7: number, funct3: number, description: string) =>
  row(name, (funct7 << 25) | (funct3 << 12) | 0x33, FUNCT7_MASK, 'rd, rs1, rs2', description);

const immediate = (name: string, funct3: number, description: string) =>
  row(name, (funct3 << 12) | 0x13, FUNCT3_MASK, 'rd, rs1, immediate', description);

const shift = (name: string, funct7: number, funct3: number, description: string) =>
  row(name, (funct7 << 25) | (funct3 << 12) | 0x13, FUNCT7_MASK, 'rd, rs1, shift', description);

const loading = (name: string, funct3: number, description: string) =>
  row(name, (funct3 << 12) | 0x03, FUNCT3_MASK, 'rd, immediate(rs1)', description);

const storing = (name: string, funct3: number, description: string) =>
  row(name, (funct3 << 12) | 0x23, FUNCT3_MASK, 'rs2, immediate(rs1)', description);

const branch = (name: string, funct3: number, description: string) =>
  row(name, (funct3 << 12) | 0x63, FUNCT3_MASK, 'rs1, rs2, target', description);

/** Atomic memory operation; the acquire and release bits are accepted and add nothing to this machine's order. */
const atomic = (name: string, funct5: number, description: string) =>
  row(name, (funct5 << 27) | 0x202f, AMO_MASK, 'rd, rs2, (rs1)', description);

const control = (name: string, funct3: number, operands: OperandFormat, description: string) =>
  row(name, (funct3 << 12) | 0x73, FUNCT3_MASK, operands, description);

export const INSTRUCTIONS: readonly InstructionRow[] = [
  row('lui', 0x37, OPCODE_MASK, 'rd, upper', 'rd = upper 20 bits, the lower 12 zero'),
  row('auipc', 0x17, OPCODE_MASK, 'rd, upper', 'rd = address of this instruction + upper 20 bits'),
  row('jal', 0x6f, OPCODE_MASK, 'rd, target', 'rd = next address; jump'),
  row(
    'jalr',
    0x67,
    FUNCT3_MASK,
    'rd, immediate(rs1)',
    'rd = next address; jump to rs1 + immediate, bit 0 cleared',
  ),
  branch('beq', 0, 'branch if equal'),
  branch('bne', 1, 'branch if not equal'),
  branch('blt', 4, 'branch if less, signed'),
  branch('bge', 5, 'branch if greater or equal, signed'),
  branch('bltu', 6, 'branch if less, unsigned'),
  branch('bgeu', 7, 'branch if greater or equal, unsigned'),
  loading('lb', 0, 'load a byte, sign-extended'),
  loading('lh', 1, 'load 2 bytes, sign-extended'),
  loading('lw', 2, 'load 4 bytes'),
  loading('lbu', 4, 'load a byte, zero-extended'),
  loading('lhu', 5, 'load 2 bytes, zero-extended'),
  storing('sb', 0, 'store a byte'),
  storing('sh', 1, 'store 2 bytes'),
  storing('sw', 2, 'store 4 bytes'),
  immediate('addi', 0, 'add, overflow ignored'),
  immediate('slti', 2, '1 if less, signed, else 0'),
  immediate('sltiu', 3, '1 if less, unsigned (immediate sign-extended first), else 0'),
  immediate('xori', 4, 'bitwise exclusive or'),
  immediate('ori', 6, 'bitwise or'),
  immediate('andi', 7, 'bitwise and'),
  shift('slli', 0x00, 1, 'shift left'),
  shift('srli', 0x00, 5, 'shift right, zeros in'),
  shift('srai', 0x20, 5, 'shift right, sign in'),
  register('add', 0x00, 0, 'add, overflow ignored'),
  register('sub', 0x20, 0, 'subtract, overflow ignored'),
  register('sll', 0x00, 1, 'shift left by the low 5 bits of rs2'),
  register('slt', 0x00, 2, '1 if less, signed, else 0'),
  register('sltu', 0x00, 3, '1 if less, unsigned, else 0'),
  register('xor', 0x00, 4, 'bitwise exclusive or'),
  register('srl', 0x00, 5, 'shift right, zeros in, by the low 5 bits of rs2'),
  register('sra', 0x20, 5, 'shift right, sign in, by the low 5 bits of rs2'),
  register('or', 0x00, 6, 'bitwise or'),
  register('and', 0x00, 7, 'bitwise and'),
  row('fence', 0x0f, FUNCT3_MASK, 'fence', 'earlier accesses before later ones'),
  row('fence.i', 0x100f, FUNCT3_MASK, '', 'later fetches see earlier stores'),
  row('ecall', 0x0000_0073, WHOLE, '', 'environment call: trap to a more privileged mode'),
  row('ebreak', 0x0010_0073, WHOLE, '', 'breakpoint trap'),
  control('csrrw', 1, 'rd, csr, rs1', 'swap a control register with rs1'),
  control('csrrs', 2, 'rd, csr, rs1', 'read a control register and set the bits of rs1'),
  control('csrrc', 3, 'rd, csr, rs1', 'read a control register and clear the bits of rs1'),
  control('csrrwi', 5, 'rd, csr, immediate', 'csrrw with a 5-bit immediate'),
  control('csrrsi', 6, 'rd, csr, immediate', 'csrrs with a 5-bit immediate'),
  control('csrrci', 7, 'rd, csr, immediate', 'csrrc with a 5-bit immediate'),
  register('mul', 0x01, 0, 'low 32 bits of the product'),
  register('mulh', 0x01, 1, 'high 32 bits of the product, signed × signed'),
  register('mulhsu', 0x01, 2, 'high 32 bits of the product, signed × unsigned'),
  register('mulhu', 0x01, 3, 'high 32 bits of the product, unsigned × unsigned'),
  register('div', 0x01, 4, 'signed quotient towards zero; by zero: -1; overflow: the dividend'),
  register('divu', 0x01, 5, 'unsigned quotient; by zero: 2^32 - 1'),
  register('rem', 0x01, 6, 'signed remainder; by zero: the dividend; overflow: 0'),
  register('remu', 0x01, 7, 'unsigned remainder; by zero: the dividend'),
  row('lr.w', 0x1000_202f, 0xf9f0_707f | 0, 'rd, (rs1)', 'load a word and reserve it'),
  atomic('sc.w', 0x03, 'store if still reserved; rd = 0 if stored, else 1'),
  atomic('amoswap.w', 0x01, 'swap memory with rs2'),
  atomic('amoadd.w', 0x00, 'add rs2 to memory'),
  atomic('amoxor.w', 0x04, 'exclusive or of memory and rs2'),
  atomic('amoand.w', 0x0c, 'and of memory and rs2'),
  atomic('amoor.w', 0x08, 'or of memory and rs2'),
  atomic('amomin.w', 0x10, 'the lesser of memory and rs2, signed'),
  atomic('amomax.w', 0x14, 'the greater of memory and rs2, signed'),
  atomic('amominu.w', 0x18, 'the lesser of memory and rs2, unsigned'),
  atomic('amomaxu.w', 0x1c, 'the greater of memory and rs2, unsigned'),
  row('sret', 0x1020_0073, WHOLE, '', 'return from a trap that supervisor mode handled'),
  row('mret', 0x3020_0073, WHOLE, '', 'return from a trap that machine mode handled'),
  row('wfi', 0x1050_0073, WHOLE, '', 'wait for an interrupt'),
  row(
    'sfence.vma',
    0x1200_0073,
    0xfe00_7fff | 0,
    'rs1, rs2',
    'later translations see earlier page-table stores',
  ),
];

const BY_OPCODE: readonly (readonly InstructionRow[])[] = Array.from({ length: 128 }, (_, opcode) =>
  INSTRUCTIONS.filter((each) => (each.match & OPCODE_MASK) === opcode),
);

/** @returns the row of an instruction word; undefined when the word is no instruction of this set. */
export function findInstruction(word: number): InstructionRow | undefined {
  return BY_OPCODE[word & OPCODE_MASK].find((each) => (word & each.mask) === each.match);
}

/** The immediate of a word, sign-extended as its format says; shift amounts and upper immediates included. */
export function immediateOf(word: number, operands: OperandFormat): number {
  switch (operands) {
    case 'rd, rs1, immediate':
    case 'rd, immediate(rs1)':
      return word >> 20;
    case 'rd, rs1, shift':
      return (word >>> 20) & 31;
    case 'rs2, immediate(rs1)':
      return ((word >> 25) << 5) | ((word >>> 7) & 31);
    case 'rs1, rs2, target':
      return ((word >> 31) << 12) | ((word << 4) & 0x800) | ((word >>> 20) & 0x7e0) | ((word >>> 7) & 0x1e);
    case 'rd, upper':
      return word & 0xffff_f000;
    case 'rd, target':
      return ((word >> 31) << 20) | (word & 0xf_f000) | ((word >>> 9) & 0x800) | ((word >>> 20) & 0x7fe);
    case 'rd, csr, rs1':
    case 'rd, csr, immediate':
      return (word >>> 20) & 0xfff;
    default:
      return 0;
  }
}

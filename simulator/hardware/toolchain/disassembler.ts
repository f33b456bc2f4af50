/** Instruction words as assembly text, for traces: the form that the assembler reads back. */
import { CSR_NAMES } from '../riscv/control-registers';
import { findInstruction, immediateOf } from '../riscv/instruction-set';
import { REGISTER_NAMES } from './registers';

/** @param address of the instruction: targets are printed as addresses. @returns `.word 0x...` for what is no instruction. */
export function disassemble(word: number, address: number): string {
  const row = findInstruction(word);
  if (row === undefined) return `.word 0x${(word >>> 0).toString(16).padStart(8, '0')}`;
  const register = (shift: number) => REGISTER_NAMES[(word >>> shift) & 31];
  const [rd, rs1, rs2] = [register(7), register(15), register(20)];
  const immediate = immediateOf(word, row.operands);
  const target = `0x${((address + immediate) >>> 0).toString(16)}`;
  const controlRegister = CSR_NAMES.get(immediate) ?? `0x${immediate.toString(16)}`;
  const name = row.name + ordering(word, row.name);
  switch (row.operands) {
    case 'rd, rs1, rs2':
      return `${name} ${rd}, ${rs1}, ${rs2}`;
    case 'rd, rs1, immediate':
    case 'rd, rs1, shift':
      return `${name} ${rd}, ${rs1}, ${immediate}`;
    case 'rd, immediate(rs1)':
      return `${name} ${rd}, ${immediate}(${rs1})`;
    case 'rs2, immediate(rs1)':
      return `${name} ${rs2}, ${immediate}(${rs1})`;
    case 'rs1, rs2, target':
      return `${name} ${rs1}, ${rs2}, ${target}`;
    case 'rd, upper':
      return `${name} ${rd}, 0x${(immediate >>> 12).toString(16)}`;
    case 'rd, target':
      return `${name} ${rd}, ${target}`;
    case 'rd, csr, rs1':
      return `${name} ${rd}, ${controlRegister}, ${rs1}`;
    case 'rd, csr, immediate':
      return `${name} ${rd}, ${controlRegister}, ${(word >>> 15) & 31}`;
    case 'rd, (rs1)':
      return `${name} ${rd}, (${rs1})`;
    case 'rd, rs2, (rs1)':
      return `${name} ${rd}, ${rs2}, (${rs1})`;
    case 'rs1, rs2':
      return `${name} ${rs1}, ${rs2}`;
    case 'fence':
    case '':
      return name;
  }
}

function ordering(word: number, name: string): string {
  if (!name.endsWith('.w')) return '';
  return ['', '.rl', '.aq', '.aqrl'][(word >>> 25) & 3];
}

/**
 * A small assembler for RV32IMA: for tests, exercises and guests.
 *
 *      start:  li    t0, 10            # numbers: 10, -3, 0x1f, 0b101, 'a'
 *      1:      addi  t0, t0, -1
 *              bnez  t0, 1b            # numeric labels: 1b backward, 1f forward
 *              la    a0, message
 *              lw    a1, %lo(message)(a0)
 *              .data
 *      message: .asciz "hello"
 *
 * Two passes: the first gives every statement its address (pseudo-instructions have a fixed length: `li` takes
 * two words unless its value is known and small; `la` and `call` take two), the second encodes. Text comes first,
 * data follows on the next page. Directives: .text .data .word .half .byte .ascii .asciz .space .align .balign
 * .org .equ .globl. Comments: # and //. Source of the pseudo-instructions: RISC-V Assembly Programmer's Manual.
 *
 * Leaves out: macros, relocation, linking, compressed instructions.
 */
import { CSR_NAMES } from '../riscv/control-registers';
import { INSTRUCTIONS, type InstructionRow } from '../riscv/instruction-set';
import { encode, OperandError, type Operands } from './encode';
import { registerNumber } from './registers';

export interface AssembledProgram {
  /** Address of the first byte. */
  readonly base: number;
  readonly bytes: Uint8Array;
  /** Labels and .equ names. */
  readonly symbols: ReadonlyMap<string, number>;
  /** Line (from 1) of the source for each address that begins an instruction. */
  readonly lines: ReadonlyMap<number, number>;
}

/** The source is wrong: says line and what to write. */
class AssemblyError extends Error {
  constructor(
    readonly line: number,
    detail: string,
  ) {
    super(`line ${line}: ${detail}`);
    this.name = 'AssemblyError';
  }
}

interface Statement {
  readonly line: number;
  readonly section: Section;
  /** From the section's start. */
  readonly offset: number;
  readonly name: string;
  readonly operands: readonly string[];
  readonly byteLength: number;
}

type Section = 'text' | 'data';

const PAGE_BYTES = 4096;
const ROWS: ReadonlyMap<string, InstructionRow> = new Map(INSTRUCTIONS.map((row) => [row.name, row]));
const CSR_NUMBERS: ReadonlyMap<string, number> = new Map(
  [...CSR_NAMES].map(([number, name]) => [name, number]),
);

/**
 * Pseudo-instructions of one word: name to the instruction they stand for, with $0, $1, $2 for their operands.
 */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  nop: ['addi', 'zero', 'zero', '0'],
  mv: ['addi', '$0', '$1', '0'],
  not: ['xori', '$0', '$1', '-1'],
  neg: ['sub', '$0', 'zero', '$1'],
  seqz: ['sltiu', '$0', '$1', '1'],
  snez: ['sltu', '$0', 'zero', '$1'],
  sltz: ['slt', '$0', '$1', 'zero'],
  sgtz: ['slt', '$0', 'zero', '$1'],
  beqz: ['beq', '$0', 'zero', '$1'],
  bnez: ['bne', '$0', 'zero', '$1'],
  blez: ['bge', 'zero', '$0', '$1'],
  bgez: ['bge', '$0', 'zero', '$1'],
  bltz: ['blt', '$0', 'zero', '$1'],
  bgtz: ['blt', 'zero', '$0', '$1'],
  bgt: ['blt', '$1', '$0', '$2'],
  ble: ['bge', '$1', '$0', '$2'],
  bgtu: ['bltu', '$1', '$0', '$2'],
  bleu: ['bgeu', '$1', '$0', '$2'],
  j: ['jal', 'zero', '$0'],
  jr: ['jalr', 'zero', '0($0)'],
  ret: ['jalr', 'zero', '0(ra)'],
  csrr: ['csrrs', '$0', '$1', 'zero'],
  csrw: ['csrrw', 'zero', '$0', '$1'],
  csrs: ['csrrs', 'zero', '$0', '$1'],
  csrc: ['csrrc', 'zero', '$0', '$1'],
  csrwi: ['csrrwi', 'zero', '$0', '$1'],
  csrsi: ['csrrsi', 'zero', '$0', '$1'],
  csrci: ['csrrci', 'zero', '$0', '$1'],
  rdcycle: ['csrrs', '$0', 'cycle', 'zero'],
  rdcycleh: ['csrrs', '$0', 'cycleh', 'zero'],
  rdtime: ['csrrs', '$0', 'time', 'zero'],
  rdinstret: ['csrrs', '$0', 'instret', 'zero'],
};

/** @param base address of the first instruction. @throws AssemblyError */
export function assemble(source: string, base = 0x8000_0000): AssembledProgram {
  return new Assembler(source, base).assemble();
}

class Assembler {
  private readonly symbols = new Map<string, number>();
  private readonly labels: {
    readonly name: string;
    readonly section: Section;
    readonly offset: number;
    readonly line: number;
  }[] = [];
  private readonly statements: Statement[] = [];
  private readonly lengths: Record<Section, number> = { text: 0, data: 0 };
  private readonly starts: Record<Section, number> = { text: 0, data: 0 };
  private section: Section = 'text';

  constructor(
    private readonly source: string,
    private readonly base: number,
  ) {}

  assemble(): AssembledProgram {
    this.source.split('\n').forEach((text, index) => {
      this.readLine(stripComment(text), index + 1);
    });
    this.starts.text = this.base;
    const textBytes =
      this.lengths.data === 0 ? this.lengths.text : Math.ceil(this.lengths.text / PAGE_BYTES) * PAGE_BYTES;
    this.starts.data = this.base + textBytes;
    for (const label of this.labels) {
      if (/^\d+$/.test(label.name)) continue;
      if (this.symbols.has(label.name)) throw new AssemblyError(label.line, `${label.name} is defined twice`);
      this.symbols.set(label.name, this.starts[label.section] + label.offset);
    }
    const bytes = new Uint8Array(textBytes + this.lengths.data);
    const lines = new Map<number, number>();
    for (const statement of this.statements) this.emit(statement, bytes, lines);
    return { base: this.base, bytes, symbols: this.symbols, lines };
  }

  private readLine(text: string, line: number): void {
    let rest = text.trim();
    for (
      let match = /^([A-Za-z_.$][\w.$]*|\d+):\s*/.exec(rest);
      match !== null;
      match = /^([A-Za-z_.$][\w.$]*|\d+):\s*/.exec(rest)
    ) {
      this.labels.push({
        name: match[1],
        section: this.section,
        offset: this.lengths[this.section],
        line,
      });
      rest = rest.slice(match[0].length);
    }
    if (rest === '') return;
    const space = rest.search(/\s/);
    const name = (space < 0 ? rest : rest.slice(0, space)).toLowerCase();
    const operands = splitOperands(space < 0 ? '' : rest.slice(space));
    if (name.startsWith('.') && this.directive(name, operands, line)) return;
    const byteLength = this.lengthOf(name, operands, line);
    this.statements.push({
      line,
      section: this.section,
      offset: this.lengths[this.section],
      name,
      operands,
      byteLength,
    });
    this.lengths[this.section] += byteLength;
  }

  /** Directives that emit nothing. @returns false for the others. */
  private directive(name: string, operands: readonly string[], line: number): boolean {
    switch (name) {
      case '.text':
      case '.data':
        this.section = name.slice(1) as Section;
        return true;
      case '.globl':
      case '.global':
      case '.option':
      case '.type':
      case '.size':
        return true;
      case '.equ':
      case '.set':
        this.symbols.set(operands[0] ?? '', this.constant(operands[1] ?? '', line));
        return true;
      case '.align':
      case '.p2align':
        this.pad(2 ** this.constant(operands[0] ?? '', line), line);
        return true;
      case '.balign':
        this.pad(this.constant(operands[0] ?? '', line), line);
        return true;
      case '.org': {
        const target = this.constant(operands[0] ?? '', line);
        if (target < this.lengths[this.section])
          throw new AssemblyError(
            line,
            `.org ${target} lies before the current offset ${this.lengths[this.section]}`,
          );
        this.lengths[this.section] = target;
        return true;
      }
      default:
        return false;
    }
  }

  /** Labels written just before an alignment move along with it. */
  private pad(alignment: number, line: number): void {
    if (!(alignment >= 1) || (alignment & (alignment - 1)) !== 0 || alignment > PAGE_BYTES * 1024)
      throw new AssemblyError(line, `an alignment must be a power of two up to 4 MiB, got ${alignment}`);
    this.lengths[this.section] = Math.ceil(this.lengths[this.section] / alignment) * alignment;
  }

  private lengthOf(name: string, operands: readonly string[], line: number): number {
    switch (name) {
      case '.word':
      case '.long':
        return 4 * operands.length;
      case '.half':
      case '.short':
        return 2 * operands.length;
      case '.byte':
        return operands.length;
      case '.ascii':
        return textOf(operands[0], line).length;
      case '.asciz':
      case '.string':
        return textOf(operands[0], line).length + 1;
      case '.space':
      case '.zero':
        return this.constant(operands[0] ?? '', line);
      case 'la':
      case 'lla':
      case 'call':
      case 'tail':
        return 8;
      case 'li': {
        const value = this.tryConstant(operands[1] ?? '');
        return value !== undefined && fitsImmediate(value | 0) ? 4 : 8;
      }
      default:
        if (name.startsWith('.')) throw new AssemblyError(line, `there is no directive ${name}`);
        if (ROWS.has(name) || rowWithOrdering(name) !== undefined || name in ALIASES) return 4;
        throw new AssemblyError(line, `there is no instruction ${name}`);
    }
  }

  private emit(statement: Statement, bytes: Uint8Array, lines: Map<number, number>): void {
    const { line, name, operands } = statement;
    const address = this.starts[statement.section] + statement.offset;
    let at = address - this.base;
    const put = (value: number, size: number) => {
      for (let i = 0; i < size; i++) bytes[at++] = value >>> (8 * i);
    };
    switch (name) {
      case '.word':
      case '.long':
        for (const each of operands) put(this.value(each, address, line), 4);
        return;
      case '.half':
      case '.short':
        for (const each of operands) put(this.value(each, address, line), 2);
        return;
      case '.byte':
        for (const each of operands) put(this.value(each, address, line), 1);
        return;
      case '.ascii':
      case '.asciz':
      case '.string':
        for (const unit of textOf(operands[0], line)) put(unit, 1);
        return;
      case '.space':
      case '.zero':
        return;
      default:
        lines.set(address, line);
        for (const word of this.words(statement, address)) put(word, 4);
    }
  }

  /** The instruction words of one statement. */
  private words({ name, operands, line, byteLength }: Statement, address: number): number[] {
    const one = (row: string, parts: readonly string[], at: number) => this.instruction(row, parts, at, line);
    switch (name) {
      case 'li': {
        const value = this.value(operands[1] ?? '', address, line) | 0;
        const rd = operands[0] ?? '';
        if (byteLength === 4) return [one('addi', [rd, 'zero', String(value)], address)];
        return [
          one('lui', [rd, String(upperPart(value))], address),
          one('addi', [rd, rd, String(lowerPart(value))], address + 4),
        ];
      }
      case 'la':
      case 'lla': {
        const rd = operands[0] ?? '';
        const distance = (this.value(operands[1] ?? '', address, line) - address) | 0;
        return [
          one('auipc', [rd, String(upperPart(distance))], address),
          one('addi', [rd, rd, String(lowerPart(distance))], address + 4),
        ];
      }
      case 'call':
      case 'tail': {
        const link = name === 'call' ? 'ra' : 'zero';
        const scratch = name === 'call' ? 'ra' : 't1';
        const distance = (this.value(operands[0] ?? '', address, line) - address) | 0;
        return [
          one('auipc', [scratch, String(upperPart(distance))], address),
          one('jalr', [link, `${lowerPart(distance)}(${scratch})`], address + 4),
        ];
      }
      default:
        return [one(name, operands, address)];
    }
  }

  private instruction(name: string, operands: readonly string[], address: number, line: number): number {
    const alias = ALIASES[name];
    // `jal target` and `jalr rs1` leave out the link register; `jalr rd, rs1, offset` is the older form.
    if (alias !== undefined) {
      const [target, ...parts] = alias as [string, ...string[]];
      const filled = parts.map((part) =>
        part.replace(/\$(\d)/, (_, i) => operands[Number(i)] ?? missing(line, name)),
      );
      return this.instruction(target, filled, address, line);
    }
    if (name === 'jal' && operands.length === 1)
      return this.instruction('jal', ['ra', ...operands], address, line);
    if (name === 'jalr' && operands.length === 1)
      return this.instruction(
        'jalr',
        ['ra', operands[0]?.includes('(') ? operands[0] : `0(${operands[0]})`],
        address,
        line,
      );
    if (name === 'jalr' && operands.length === 3)
      return this.instruction('jalr', [operands[0], `${operands[2]}(${operands[1]})`], address, line);
    const row = ROWS.get(name) ?? rowWithOrdering(name);
    if (row === undefined) throw new AssemblyError(line, `there is no instruction ${name}`);
    const ordering = name.endsWith('.aqrl') ? 3 : name.endsWith('.aq') ? 2 : name.endsWith('.rl') ? 1 : 0;
    try {
      return encode(row, this.operandsOf(row, operands, address, line)) | (ordering << 25);
    } catch (error) {
      if (error instanceof OperandError) throw new AssemblyError(line, `${name}: ${error.message}`);
      throw error;
    }
  }

  private operandsOf(row: InstructionRow, given: readonly string[], address: number, line: number): Operands {
    const wanted = row.operands === '' || row.operands === 'fence' ? 0 : row.operands.split(', ').length;
    const optional = row.operands === 'fence' || row.name === 'sfence.vma';
    if (given.length !== wanted && !(optional && given.length <= 2))
      throw new AssemblyError(
        line,
        `${row.name} takes ${row.operands === '' ? 'no operands' : row.operands}`,
      );
    const register = (text: string | undefined): number => {
      const number = registerNumber(text ?? 'zero');
      if (number === undefined) throw new AssemblyError(line, `${text} is no register`);
      return number;
    };
    const value = (text: string | undefined) => this.value(text ?? '', address, line);
    const [a, b, c] = given;
    switch (row.operands) {
      case 'rd, rs1, rs2':
        return { rd: register(a), rs1: register(b), rs2: register(c) };
      case 'rd, rs1, immediate':
      case 'rd, rs1, shift':
        return { rd: register(a), rs1: register(b), immediate: value(c) };
      case 'rd, immediate(rs1)': {
        const [immediate, rs1] = splitMemory(b, line);
        return { rd: register(a), rs1: register(rs1), immediate: value(immediate) };
      }
      case 'rs2, immediate(rs1)': {
        const [immediate, rs1] = splitMemory(b, line);
        return { rs2: register(a), rs1: register(rs1), immediate: value(immediate) };
      }
      case 'rs1, rs2, target':
        return { rs1: register(a), rs2: register(b), immediate: (value(c) - address) | 0 };
      case 'rd, upper':
        return { rd: register(a), immediate: value(b) };
      case 'rd, target':
        return { rd: register(a), immediate: (value(b) - address) | 0 };
      case 'rd, csr, rs1':
        return { rd: register(a), immediate: this.controlRegister(b, address, line), rs1: register(c) };
      case 'rd, csr, immediate':
        return { rd: register(a), immediate: this.controlRegister(b, address, line), rs1: value(c) };
      case 'rd, (rs1)':
        return { rd: register(a), rs1: register(splitMemory(b, line)[1]) };
      case 'rd, rs2, (rs1)':
        return { rd: register(a), rs2: register(b), rs1: register(splitMemory(c, line)[1]) };
      case 'rs1, rs2':
        return { rs1: register(a), rs2: register(b) };
      default:
        return {};
    }
  }

  private controlRegister(text: string | undefined, address: number, line: number): number {
    return CSR_NUMBERS.get(text ?? '') ?? this.value(text ?? '', address, line);
  }

  private constant(text: string, line: number): number {
    const value = this.tryConstant(text);
    if (value === undefined) throw new AssemblyError(line, `"${text}" must be a number that is known here`);
    return value;
  }

  private tryConstant(text: string): number | undefined {
    try {
      return evaluate(text, (name) => {
        const value = this.symbols.get(name);
        if (value === undefined) throw new OperandError(name);
        return value;
      });
    } catch (error) {
      if (error instanceof OperandError) return undefined;
      throw error;
    }
  }

  private value(text: string, address: number, line: number): number {
    try {
      return evaluate(text, (name) => this.symbols.get(name) ?? this.numericLabel(name, address));
    } catch (error) {
      if (error instanceof OperandError) throw new AssemblyError(line, error.message);
      throw error;
    }
  }

  /** `1b`: the last label 1 at or before this address; `1f`: the next one behind it. */
  private numericLabel(name: string, address: number): number {
    const match = /^(\d+)([bf])$/.exec(name);
    if (match === null) throw new OperandError(`there is no label ${name}`);
    const places = this.labels
      .filter((label) => label.name === match[1])
      .map((label) => this.starts[label.section] + label.offset)
      .sort((a, b) => a - b);
    const found =
      match[2] === 'b'
        ? places.filter((place) => place <= address).pop()
        : places.find((place) => place > address);
    if (found === undefined)
      throw new OperandError(
        `there is no label ${match[1]} ${match[2] === 'b' ? 'before' : 'behind'} this line`,
      );
    return found;
  }
}

function missing(line: number, name: string): never {
  throw new AssemblyError(line, `${name} has too few operands`);
}

const fitsImmediate = (value: number) => value >= -2048 && value <= 2047;

/** The 20 bits for lui or auipc, so that adding the sign-extended lower part gives `value`. */
const upperPart = (value: number) => ((value + 0x800) >>> 12) & 0xf_ffff;
const lowerPart = (value: number) => (value << 20) >> 20;

/** `amoadd.w.aq` is `amoadd.w` with an ordering bit. */
function rowWithOrdering(name: string): InstructionRow | undefined {
  const match = /^(.*\.w)\.(aq|rl|aqrl)$/.exec(name);
  return match === null ? undefined : ROWS.get(match[1]);
}

function stripComment(text: string): string {
  if (!text.includes('#') && !text.includes('//')) return text;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"' && text[i - 1] !== '\\') quoted = !quoted;
    if (!quoted && (text[i] === '#' || text.startsWith('//', i))) return text.slice(0, i);
  }
  return text;
}

function splitOperands(text: string): string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  if (trimmed.startsWith('"')) return [trimmed];
  return trimmed.split(',').map((part) => part.trim());
}

/** `8(sp)` to ['8', 'sp']; `(sp)` to ['0', 'sp']; `%lo(x)(sp)` to ['%lo(x)', 'sp']. */
function splitMemory(text: string | undefined, line: number): [string, string] {
  const match = /^(.*)\(\s*([a-z]\w*)\s*\)$/.exec(text ?? '');
  if (match === null) throw new AssemblyError(line, `"${text ?? ''}" should look like 8(sp)`);
  const offset = match[1].trim();
  return [offset === '' ? '0' : offset, match[2]];
}

const ESCAPES: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, '0': 0, '\\': 92, '"': 34, "'": 39 };

function textOf(text: string | undefined, line: number): number[] {
  const match = /^"(.*)"$/.exec(text ?? '');
  if (match === null) throw new AssemblyError(line, 'a text stands in double quotes');
  const bytes: number[] = [];
  const content = match[1];
  for (let i = 0; i < content.length; i++) {
    const unit = content.charCodeAt(i);
    const code = unit === 92 ? ESCAPES[content[++i] ?? ''] : unit;
    if (code === undefined) throw new AssemblyError(line, `there is no escape \\${content[i]}`);
    if (code > 127) throw new AssemblyError(line, 'only ASCII characters are possible in a text');
    bytes.push(code);
  }
  return bytes;
}

/** Sums and differences of numbers, characters, names, %hi(...) and %lo(...). @throws OperandError */
function evaluate(text: string, lookUp: (name: string) => number): number {
  if (/^-?\d+$/.test(text)) return Number(text) || 0;
  const part =
    /\s*([+-])?\s*(%(?:hi|lo)\(([^)]*)\)|0x[\da-f_]+|0b[01_]+|'(?:\\.|[^\\])'|\d+[bf](?![\w])|[\d_]+|[a-z_.$][\w.$]*)/giy;
  let total = 0;
  let at = 0;
  while (at < text.length || at === 0) {
    part.lastIndex = at;
    const match = part.exec(text);
    if (match === null || (at > 0 && match[1] === undefined))
      throw new OperandError(`"${text}" is no number, name or sum of them`);
    total += (match[1] === '-' ? -1 : 1) * term(match[2], match[3], lookUp);
    at = part.lastIndex;
  }
  return total;
}

function term(text: string, inner: string | undefined, lookUp: (name: string) => number): number {
  if (text.startsWith('%hi(')) return upperPart(evaluate(inner as string, lookUp));
  if (text.startsWith('%lo(')) return lowerPart(evaluate(inner as string, lookUp));
  if (text.startsWith("'")) return text[1] === '\\' ? (ESCAPES[text[2]] ?? 0) : text.charCodeAt(1);
  if (/^\d/.test(text) && !/^\d+[bf]$/.test(text)) return Number(text.replaceAll('_', ''));
  return lookUp(text);
}

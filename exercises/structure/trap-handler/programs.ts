/**
 * Programs in machine code that trap, drawn from a seed: instructions that the kernel does for them, then one that ends
 * them, or their own exit.
 *
 *      CODE_BASE   code: 2 pages, read and execute   data: 2 pages   heap, up to the break (grows when it is touched)
 */
import type { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { CSR } from '../../../simulator/hardware/riscv/control-registers';
import { assemble } from '../../../simulator/hardware/toolchain/assembler';
import {
  CODE_BASE,
  GUARD_PAGE,
  STACK_LIMIT,
  STACK_TOP,
} from '../../../simulator/kernel/processes/process-record';
import type { SystemProgram } from '../../../simulator/kernel/processes/program-image';
import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';

export type TrapParameters = {
  readonly processes: number;
  /** Instructions of each process that the kernel is to do for it. */
  readonly traps: number;
  readonly about: 'everything' | 'counters' | 'arithmetic' | 'misaligned' | 'borders' | 'zero';
  /** Whether each has the number of the one before, which is over: other code at the same addresses. */
  readonly inTurn: boolean;
  /** What each process attempts in the end; of one kind, each the next one of its list. */
  readonly attempts: 'none' | 'any' | 'system' | 'alike' | 'access';
};

const CODE_BYTES = 2 * PAGE_BYTES;
const DATA = CODE_BASE + CODE_BYTES;
const HEAP = DATA + 2 * PAGE_BYTES;
/** In the third page of the heap. */
const BREAK = HEAP + 2 * PAGE_BYTES + 8;
const HEAP_END = HEAP + 3 * PAGE_BYTES;

const OPCODE = { load: 0x03, store: 0x23, atomic: 0x2f, register: 0x33, system: 0x73 } as const;
/** Values at which arithmetic shows what it is. */
const VALUES = [0, 1, 2, 3, -1, -2, 7, -7, 10, 100, 0x7fff_ffff, -0x8000_0000, 0xffff, 0x1_0000, 0x1234_5678];
const COUNTERS = [CSR.cycle, CSR.time, CSR.cycleh, CSR.timeh];

const system = (register: number, funct3: number, source: number, target = 9) =>
  (register << 20) | (source << 15) | (funct3 << 12) | (target << 7) | OPCODE.system;
/** sret, mret, wfi, sfence.vma, ebreak; writes of counters; counters and registers that are not told. */
const SYSTEM_ATTEMPTS = [
  ...[0x1020_0073, 0x3020_0073, 0x1050_0073, 0x1200_0073, 0x0010_0073],
  system(CSR.cycle, 1, 0),
  system(CSR.time, 1, 8),
  system(CSR.cycle, 2, 8),
  system(CSR.timeh, 3, 8),
  system(CSR.time, 5, 0),
  system(CSR.cycleh, 6, 31),
  system(CSR.cycle, 7, 1, 0),
  system(CSR.cycle, 4, 0),
  system(CSR.instret, 2, 0),
  system(CSR.instreth, 3, 0, 0),
  system(CSR.cycle + 3, 2, 0),
  system(CSR.cycleh + 31, 6, 0),
  system(CSR.mcycle, 2, 0, 0),
  system(CSR.sstatus, 2, 0),
  system(CSR.satp, 1, 8),
];
const alike = (funct7: number, funct3: number, opcode: number = OPCODE.register) =>
  (funct7 << 25) | (funct3 << 12) | opcode;
/** What looks like the arithmetic that is done, and words that are no instruction. */
const ALIKE = [
  ...[1, 2, 3, 4, 6].map((funct3) => alike(1, funct3)),
  ...[0, 5, 7].map((funct3) => alike(2, funct3)),
  ...[alike(0x21, 5), alike(0x41, 7), alike(1, 0, 0x3b), alike(1, 5, 0x3b), alike(0, 0, 0x0b), 0],
];
const LOAD_RESERVED = 2;
const ATOMICS = [0, 1, LOAD_RESERVED, 3, 12];
/** Where memory that may be used so begins or ends, and whether the access is a store. */
const FORBIDDEN: readonly (readonly [number, boolean])[] = [
  [DATA, true],
  [DATA - 40, true],
  [HEAP_END, true],
  [HEAP_END, false],
  [STACK_TOP, true],
  [STACK_TOP, false],
  [STACK_LIMIT, true],
  [STACK_LIMIT, false],
  [GUARD_PAGE + 8, false],
  [CODE_BASE, false],
  [0x8000_0004, false],
  [2 ** 32, true],
  [4, false],
];

/** @param index of the process among those that trap, from 0 on. */
export function trappingProgram(random: Random, parameters: TrapParameters, index: number): SystemProgram {
  const code = new Uint8Array(CODE_BYTES);
  const draw = new Draw(random, parameters, index);
  code.set(assemble(draw.source(), CODE_BASE).bytes);
  const words = new Uint32Array((2 * PAGE_BYTES) / 4);
  for (let i = 0; i < words.length; i++) words[i] = random.word();
  return {
    name: `program ${index}`,
    code,
    data: new Uint8Array(words.buffer),
  };
}

class Draw {
  private readonly lines: string[] = [];

  constructor(
    private readonly random: Random,
    private readonly parameters: TrapParameters,
    private readonly index: number,
  ) {}

  source(): string {
    const { random, lines } = this;
    const { traps, about, attempts } = this.parameters;
    lines.push(`li a0, ${BREAK}`, `li a7, ${SYSTEM_CALL.setBreak}`, 'ecall');
    for (let register = 1; register < 32; register++) lines.push(`li x${register}, ${random.word() | 0}`);
    for (let i = 0; i < traps; i++)
      this.done(
        about === 'everything' || about === 'zero'
          ? random.pick(['counters', 'arithmetic', 'misaligned', 'borders'])
          : about,
      );
    if (attempts !== 'none') this.attempt(attempts);
    lines.push('li a0, 0', `li a7, ${SYSTEM_CALL.exit}`, 'ecall');
    return `${lines.join('\n')}\n`;
  }

  /** An instruction that the kernel does. */
  private done(about: string): void {
    const { random } = this;
    if (about === 'counters') {
      const funct3 = random.pick([2, 2, 3, 6, 7]);
      this.word((random.pick(COUNTERS) << 20) | (funct3 << 12) | (this.register() << 7) | OPCODE.system);
    } else if (about === 'arithmetic') {
      const a = this.register();
      const b = a === 0 ? random.between(1, 31) : this.register();
      // By x0 large numbers are divided, of which the program counter would be no divisor.
      this.load(a, b === 0 ? random.word() | (2 ** 31 + 1) : this.value());
      this.load(b, this.value());
      this.word(arithmetic(random.pick([0, 5, 7]), this.register(), a, b));
    } else this.access(about === 'borders' ? this.border() : this.inside());
  }

  /** A misaligned access. @param address odd, or even for words only. */
  private access(address: number): void {
    const { random } = this;
    const isWord = address % 2 === 0 || random.chance(1, 2);
    const stores = random.chance(1, 2);
    const base = random.between(1, 31);
    const offset = random.pick([0, 1, -1, 2047, -2048, random.between(-2000, 2000)]);
    const register = stores ? this.register() : this.register();
    if (stores && register !== base) this.load(register, random.word() | 0);
    this.load(base, (address - offset) | 0);
    if (stores) this.word(storing(isWord ? 2 : 1, base, register, offset));
    else this.word(loading(isWord ? 2 : random.pick([1, 5]), base, register, offset));
  }

  private inside(): number {
    const { random } = this;
    const start = random.pick([DATA, DATA, HEAP, STACK_TOP - PAGE_BYTES]);
    return start + 4 * random.below(PAGE_BYTES / 4 - 1) + random.between(1, 3);
  }

  /** Over the border of two pages that the process may use, touched or not. */
  private border(): number {
    const { random } = this;
    const border = random.pick([
      DATA + PAGE_BYTES,
      HEAP,
      HEAP + PAGE_BYTES,
      HEAP + 2 * PAGE_BYTES,
      STACK_TOP - PAGE_BYTES,
      STACK_LIMIT + random.between(1, 9) * PAGE_BYTES,
    ]);
    return border - random.pick([1, 1, 2, 3]);
  }

  /** One that is not done, whatever the registers hold. */
  private attempt(about: 'any' | 'system' | 'alike' | 'access'): void {
    const { random, index } = this;
    const system = SYSTEM_ATTEMPTS.map((word) => () => this.system(word));
    const alike = ALIKE.map((word) => () => this.word(word === 0 ? 0 : word | this.operands()));
    const access = [
      ...ATOMICS.map((funct5) => () => this.atomic(funct5)),
      ...FORBIDDEN.map(
        ([address, stores]) =>
          () =>
            this.forbidden(address, stores),
      ),
    ];
    const list = { any: random.pick([system, alike, access]), system, alike, access }[about];
    (about === 'any' ? random.pick(list) : (list[index % list.length] as () => void))();
  }

  private system(word: number): void {
    const source = (word >>> 15) & 31;
    // Not what the register holds makes it a write: csrrs finds 0 in it.
    const sets = ((word >>> 12) & 7) === 2;
    if (source > 0 && (sets || this.random.chance(1, 2))) this.load(source, 0);
    this.word(word);
  }

  private operands(): number {
    return (this.register() << 20) | (this.register() << 15) | (this.register() << 7);
  }

  private atomic(funct5: number): void {
    const base = this.random.between(1, 31);
    this.load(base, this.inside());
    const source = funct5 === LOAD_RESERVED ? 0 : this.register();
    this.word(
      (funct5 << 27) | (source << 20) | (base << 15) | (2 << 12) | (this.register() << 7) | OPCODE.atomic,
    );
  }

  /** A misaligned access to what the process may not use so, or only in part. */
  private forbidden(border: number, stores: boolean): void {
    const { random } = this;
    const base = random.between(1, 31);
    const register = stores ? this.register() : this.register();
    this.load(base, (border - random.between(1, 3)) | 0);
    this.word(stores ? storing(2, base, register, 0) : loading(2, base, register, 0));
  }

  /** Of the destination, or of an operand. */
  private register(): number {
    const { random } = this;
    return this.parameters.about === 'zero' && random.chance(1, 2) ? 0 : random.between(1, 31);
  }

  private value(): number {
    const { random } = this;
    return random.chance(1, 2) ? random.pick(VALUES) : random.word() | 0;
  }

  private load(register: number, value: number): void {
    if (register !== 0) this.lines.push(`li x${register}, ${value | 0}`);
  }

  private word(word: number): void {
    this.lines.push(`.word ${word >>> 0}`);
  }
}

const arithmetic = (funct3: number, rd: number, rs1: number, rs2: number) =>
  (1 << 25) | (rs2 << 20) | (rs1 << 15) | (funct3 << 12) | (rd << 7) | OPCODE.register;
const loading = (funct3: number, base: number, rd: number, offset: number) =>
  ((offset & 0xfff) << 20) | (base << 15) | (funct3 << 12) | (rd << 7) | OPCODE.load;
const storing = (funct3: number, base: number, source: number, offset: number) =>
  ((offset >> 5) << 25) |
  (source << 20) |
  (base << 15) |
  (funct3 << 12) |
  ((offset & 31) << 7) |
  OPCODE.store;

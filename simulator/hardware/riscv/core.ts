/**
 * A RISC-V core: RV32IMA + Zicsr + Zifencei with machine, supervisor and user mode and Sv32 translation.
 *
 *      run(limit) ──▶ page of decoded instructions ──▶ execute until the page is left, a trap, or the limit
 *                         ▲ decoded on first use          │ loads and stores: a small table of translated pages;
 *                         └ forgotten when stored to      ▼ else the slow path: translate, protect, device or RAM
 *
 * Two ways to run share one interpreter. *Functional*: one cycle an instruction, RAM read and written directly.
 * *Timed*: a `CoreMemory` without a RAM window sees every access and moves `cycle` on.
 *
 * Promises: deterministic; precise traps; allocates nothing per instruction. Fetches see every store to memory at
 * once, the own core's, another's or a device's, without fence.i; through an instruction cache they see what is
 * there (decoded-pages.ts).
 *
 * Leaves out: compressed instructions, floating point, hypervisor mode, big-endian data, triggers.
 * Source: The RISC-V Instruction Set Manual, volumes I and II (20240411).
 */

import { OPERATION } from '../../programs/operations';
import type { CostOverrides } from '../cost-overrides';
import * as COSTS from '../costs';
import type { DecodedPage } from '../memory/decoded-pages';
import { PAGE_BYTES } from '../memory/physical-memory';
import { ACCESS, type Access } from '../memory/physical-memory-protection';
import { Sv32Walker, type WalkContext } from '../translation/sv32';
import { ControlRegisterFile, type ControlRegisterOwner } from './control-register-file';
import {
  CAUSE,
  HARDWARE_EVENT,
  HARDWARE_EVENT_COUNT,
  INTERRUPT_PRIORITY,
  PRIVILEGE,
  STATUS,
} from './control-registers';
import type { CoreMemory } from './core-memory';
import { findInstruction, INSTRUCTIONS, immediateOf } from './instruction-set';

/**
 * Numbers of the decoded instructions: 0 and 1 are the decoder's own, then the rows of INSTRUCTIONS in order
 * (a test holds the two together).
 */
// biome-ignore lint/suspicious/noConstEnum: case labels must be literals for the switch to become a jump table
export const enum Op {
  undecoded,
  illegal,
  lui,
  auipc,
  jal,
  jalr,
  beq,
  bne,
  blt,
  bge,
  bltu,
  bgeu,
  lb,
  lh,
  lw,
  lbu,
  lhu,
  sb,
  sh,
  sw,
  addi,
  slti,
  sltiu,
  xori,
  ori,
  andi,
  slli,
  srli,
  srai,
  add,
  sub,
  sll,
  slt,
  sltu,
  xor,
  srl,
  sra,
  or,
  and,
  fence,
  fenceInstruction,
  ecall,
  ebreak,
  csrrw,
  csrrs,
  csrrc,
  csrrwi,
  csrrsi,
  csrrci,
  mul,
  mulh,
  mulhsu,
  mulhu,
  div,
  divu,
  rem,
  remu,
  lr,
  sc,
  amoswap,
  amoadd,
  amoxor,
  amoand,
  amoor,
  amomin,
  amomax,
  amominu,
  amomaxu,
  sret,
  mret,
  wfi,
  sfenceVma,
}

const FIRST_ROW = 2;
const WORDS_PER_PAGE = PAGE_BYTES / 4;

/** Register number of the decoder for a destination x0: written, never read. */
const SINK = 32;

/** Pages kept in each of the small tables of translated pages; a power of two. */
const FAST_PAGES = 256;
const FAST_MASK = FAST_PAGES - 1;
/** A tag that no page has: bit 11 is cleared in every compared address. */
const NO_PAGE = 0x800;
/** Set in the tag of a page for storing that holds decoded instructions: its stores are told, which takes longer. */
const HOLDS_INSTRUCTIONS = 0x400;

export interface CoreOptions {
  readonly hartId?: number;
  /** First instruction. Default 0x8000_0000. */
  readonly resetAddress?: number;
  /**
   * A misaligned load or store traps (default), is carried out byte by byte (access), or traps in machine mode
   * and is carried out below it (firmware), as where firmware emulates it unseen. Atomics always trap.
   */
  readonly misaligned?: 'trap' | 'access' | 'firmware';
  /** The walker sets accessed and dirty bits (default), or their lack is a page fault. */
  readonly accessedDirty?: 'set' | 'fault';
  /**
   * A *legacy* instruction set: these instructions, where they would trap as illegal in user mode, silently do
   * nothing instead, as seventeen instructions of early x86 processors did. Names as in INSTRUCTIONS.
   */
  readonly silentInUserMode?: readonly string[];
  /** Instructions that this core lacks: they are illegal, as on one without that extension. Names as in INSTRUCTIONS. */
  readonly absent?: readonly string[];
  /** Whether physical memory protection exists. Without it, all modes may reach all memory. Default true. */
  readonly physicalMemoryProtection?: boolean;
  /** The platform's real-time counter. Default: the core's cycles. */
  readonly time?: () => number;
  /** Of instructions beyond their own cycle, with timed memory. Default: the table's. */
  readonly costs?: Pick<CostOverrides, 'multiply' | 'divide' | 'branchTaken'>;
}

/** All sensitive instructions of this set that are privileged: what `silentInUserMode` may list. */
const SENSITIVE_INSTRUCTIONS: readonly string[] = [
  'csrrw',
  'csrrs',
  'csrrc',
  'csrrwi',
  'csrrsi',
  'csrrci',
  'mret',
  'sret',
  'wfi',
  'sfence.vma',
];

export interface TrapRecord {
  cause: number;
  interrupt: boolean;
  value: number;
  pc: number;
  fromPrivilege: number;
  toPrivilege: number;
}

export class Core implements ControlRegisterOwner {
  readonly hartId: number;
  /** x0 to x31, and the sink for writes to x0. */
  readonly x = new Int32Array(33);
  pc: number;
  privilege: number = PRIVILEGE.machine;
  /** Executed wfi and waits for an interrupt. */
  waiting = false;
  cycle = 0;
  retired = 0;
  readonly eventCounts = new Float64Array(HARDWARE_EVENT_COUNT);
  readonly registers: ControlRegisterFile;
  /** Told of every trap taken, when set. The record is reused. */
  onTrap: ((trap: TrapRecord) => void) | undefined;
  /** Set by devices and the program itself to make `run` return. */
  stopRequested = false;

  private readonly options: CoreOptions;
  private readonly silent: ReadonlySet<number>;
  private readonly absent: ReadonlySet<string>;
  private readonly protects: boolean;
  private readonly walker: Sv32Walker;
  private readonly walkContext: WalkContext = {
    root: 0,
    userMode: false,
    supervisorUserMemory: false,
    makeExecutableReadable: false,
    setsAccessedDirty: true,
  };
  private readonly trapRecord: TrapRecord = {
    cause: 0,
    interrupt: false,
    value: 0,
    pc: 0,
    fromPrivilege: 0,
    toPrivilege: 0,
  };

  /** The exception that the slow path met; -1: none. */
  private faultCause = -1;
  private faultValue = 0;
  /** Instructions of this entry to `execute` that `cycle` does not count yet, as of the last slow access. */
  private unsettled = 0;

  /** Whether the page that was fetched last may be executed from without asking protection again. */
  private protectedAlike = true;
  private readonly fetchTags = new Int32Array(FAST_PAGES).fill(NO_PAGE);
  private readonly fetchPages: (DecodedPage | undefined)[] = new Array(FAST_PAGES).fill(undefined);
  private readonly loadTags = new Int32Array(FAST_PAGES).fill(NO_PAGE);
  private readonly loadOffsets = new Int32Array(FAST_PAGES);
  private readonly storeTags = new Int32Array(FAST_PAGES).fill(NO_PAGE);
  private readonly storeOffsets = new Int32Array(FAST_PAGES);
  private readonly multiplyCycles: number;
  private readonly divideCycles: number;
  private readonly branchTakenCycles: number;

  constructor(
    readonly memory: CoreMemory,
    options: CoreOptions = {},
  ) {
    this.options = options;
    const { costs = {} } = options;
    this.multiplyCycles = costs.multiply ?? COSTS.multiply.value;
    this.divideCycles = costs.divide ?? COSTS.divide.value;
    this.branchTakenCycles = costs.branchTaken ?? COSTS.branchTaken.value;
    this.hartId = options.hartId ?? 0;
    this.pc = (options.resetAddress ?? 0x8000_0000) | 0;
    this.protects = options.physicalMemoryProtection ?? true;
    this.registers = new ControlRegisterFile(this);
    this.silent = new Set((options.silentInUserMode ?? []).map(opNamed));
    this.absent = new Set(options.absent ?? []);
    this.walkContext.setsAccessedDirty = (options.accessedDirty ?? 'set') === 'set';
    // Protection sees the walker's accesses as the supervisor's: volume II section 3.7.
    const protects = this.protects;
    const { protection } = this.registers;
    this.walker = new Sv32Walker({
      refused: false,
      readEntry(address) {
        this.refused = protects && !protection.allows(address, 4, ACCESS.load, false);
        if (this.refused) return 0;
        const entry = memory.load(address, 4);
        this.refused = memory.refused;
        return entry;
      },
      writeEntry(address, entry) {
        this.refused = protects && !protection.allows(address, 4, ACCESS.store, false);
        if (this.refused) return;
        memory.store(address, 4, entry);
        this.refused = memory.refused;
      },
    });
    memory.attach(this);
  }

  time(): number {
    return this.options.time?.() ?? this.cycle;
  }

  /** The cycle of the access that is being made: what memory and devices should take for the time. */
  get accessCycle(): number {
    return this.cycle + this.unsettled;
  }

  translationChanged(): void {
    this.fetchTags.fill(NO_PAGE);
    this.loadTags.fill(NO_PAGE);
    this.storeTags.fill(NO_PAGE);
  }

  /** Makes the next store to any page take the slow path again: somebody watches or reserved a word. */
  forgetStorePages(): void {
    this.storeTags.fill(NO_PAGE);
  }

  /** Drives one line of mip. @param interrupt one of INTERRUPT. */
  setInterruptLine(interrupt: number, raised: boolean): void {
    const bit = 1 << interrupt;
    const registers = this.registers;
    registers.hardwarePending = raised ? registers.hardwarePending | bit : registers.hardwarePending & ~bit;
    if (raised && (registers.interruptEnable & bit) !== 0) this.waiting = false;
  }

  /**
   * Runs up to `limit` instructions (trapping ones count). Returns early when the core waits for an interrupt or
   * `stopRequested` was set. @returns how many.
   */
  run(limit: number): number {
    let done = 0;
    this.stopRequested = false;
    if (!this.memory.remembersPages) return this.runTimed(limit);
    while (done < limit && !this.stopRequested) {
      this.takeInterrupt();
      if (this.waiting) break;
      const page = this.fetchPage(this.pc);
      if (page === undefined) {
        this.takeFault(this.pc);
        this.cycle++;
        done++;
        continue;
      }
      done += this.execute(page, this.protectedAlike ? limit - done : 1);
    }
    return done;
  }

  /** As `run`, one instruction at a time: memory sees every fetch, and what an instruction costs is charged. */
  private runTimed(limit: number): number {
    let done = 0;
    while (done < limit && !this.stopRequested) {
      this.takeInterrupt();
      if (this.waiting) break;
      done++;
      const { pc } = this;
      const i = (pc & (PAGE_BYTES - 1)) >>> 2;
      const page = this.fetchPage(pc);
      if (page === undefined) {
        this.takeFault(pc);
        this.cycle++;
        continue;
      }
      if (!this.decode(page, i)) {
        this.takeFault(pc);
        this.cycle++;
        continue;
      }
      const retired = this.retired;
      this.execute(page, 1);
      if (this.retired !== retired) this.charge(page.ops[i], this.pc !== ((pc + 4) | 0));
    }
    return done;
  }

  /** Time and events of an instruction that retired, beyond its own cycle and its accesses. */
  private charge(op: number, jumped: boolean): void {
    let cycles = 0;
    if (op >= Op.mul && op <= Op.mulhu) cycles = this.multiplyCycles;
    else if (op >= Op.div && op <= Op.remu) cycles = this.divideCycles;
    else if (op >= Op.jal && op <= Op.bgeu) {
      const taken = jumped || op <= Op.jalr;
      this.eventCounts[HARDWARE_EVENT.branch]++;
      if (taken) {
        this.eventCounts[HARDWARE_EVENT.branchTaken]++;
        cycles = this.branchTakenCycles;
      }
    } else if (op === Op.fence) this.memory.fence();
    if (cycles === 0) return;
    this.cycle += cycles;
    this.eventCounts[HARDWARE_EVENT.stallCycle] = this.eventCounts[HARDWARE_EVENT.stallCycle] + cycles;
  }

  save(): {
    x: number[];
    pc: number;
    privilege: number;
    waiting: boolean;
    cycle: number;
    retired: number;
    events: number[];
    registers: number[];
  } {
    return {
      x: [...this.x],
      pc: this.pc,
      privilege: this.privilege,
      waiting: this.waiting,
      cycle: this.cycle,
      retired: this.retired,
      events: [...this.eventCounts],
      registers: this.registers.save(),
    };
  }

  restore(state: ReturnType<Core['save']>): void {
    this.x.set(state.x);
    this.pc = state.pc;
    this.privilege = state.privilege;
    this.waiting = state.waiting;
    this.cycle = state.cycle;
    this.retired = state.retired;
    this.eventCounts.set(state.events);
    this.registers.restore(state.registers);
    this.translationChanged();
    this.memory.decodedPages.forget();
  }

  /** Executes inside one page until it is left. @returns instructions executed, a trapping one included. */
  private execute(page: DecodedPage, limit: number): number {
    const { ops, rd, rs1, rs2, immediates } = page;
    const x = this.x;
    const base = this.pc & ~(PAGE_BYTES - 1);
    const words = this.memory.words;
    const bytes = this.memory.bytes;
    const { loadTags, loadOffsets, storeTags, storeOffsets } = this;
    let i = (this.pc & (PAGE_BYTES - 1)) >>> 2;
    let done = 0;

    for (;;) {
      let target: number;
      switch (ops[i]) {
        case Op.undecoded:
          if (!this.decode(page, i)) {
            this.pc = base + i * 4;
            this.settle(done);
            this.takeFault(this.pc);
            this.cycle++;
            return done + 1;
          }
          continue;
        case Op.lui:
          x[rd[i]] = immediates[i];
          break;
        case Op.auipc:
          x[rd[i]] = base + i * 4 + immediates[i];
          break;
        case Op.jal:
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, rd[i], done);
          x[rd[i]] = base + i * 4 + 4;
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.jalr:
          return this.jump(base, i, (x[rs1[i]] + immediates[i]) & ~1, rd[i], done);
        case Op.beq:
          if (x[rs1[i]] !== x[rs2[i]]) break;
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, SINK, done);
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.bne:
          if (x[rs1[i]] === x[rs2[i]]) break;
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, SINK, done);
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.blt:
          if (x[rs1[i]] >= x[rs2[i]]) break;
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, SINK, done);
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.bge:
          if (x[rs1[i]] < x[rs2[i]]) break;
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, SINK, done);
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.bltu:
          if (x[rs1[i]] >>> 0 >= x[rs2[i]] >>> 0) break;
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, SINK, done);
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.bgeu:
          if (x[rs1[i]] >>> 0 < x[rs2[i]] >>> 0) break;
          target = i * 4 + immediates[i];
          if ((target & ~(PAGE_BYTES - 4)) !== 0) return this.jump(base, i, base + target, SINK, done);
          i = target >>> 2;
          if (++done === limit) return this.leave(base + i * 4, done);
          continue;
        case Op.lw: {
          const address = (x[rs1[i]] + immediates[i]) | 0;
          const slot = (address >>> 12) & FAST_MASK;
          if ((address & ~0xffc) === loadTags[slot]) {
            x[rd[i]] = words[(address + loadOffsets[slot]) >>> 2];
            break;
          }
          this.unsettled = done;
          const value = this.loadSlow(address, 4);
          if (this.faultCause >= 0) return this.trapped(base, i, done);
          x[rd[i]] = value;
          if (this.stopRequested) return this.leave(base + i * 4 + 4, done + 1);
          break;
        }
        case Op.lb:
        case Op.lbu: {
          const address = (x[rs1[i]] + immediates[i]) | 0;
          const slot = (address >>> 12) & FAST_MASK;
          let value: number;
          if ((address & ~0xfff) === loadTags[slot]) value = bytes[(address + loadOffsets[slot]) | 0];
          else {
            this.unsettled = done;
            value = this.loadSlow(address, 1);
            if (this.faultCause >= 0) return this.trapped(base, i, done);
          }
          x[rd[i]] = ops[i] === Op.lb ? (value << 24) >> 24 : value;
          break;
        }
        case Op.lh:
        case Op.lhu: {
          const address = (x[rs1[i]] + immediates[i]) | 0;
          const slot = (address >>> 12) & FAST_MASK;
          let value: number;
          if ((address & ~0xffe) === loadTags[slot]) {
            const at = (address + loadOffsets[slot]) | 0;
            value = bytes[at] | (bytes[at + 1] << 8);
          } else {
            this.unsettled = done;
            value = this.loadSlow(address, 2);
            if (this.faultCause >= 0) return this.trapped(base, i, done);
          }
          x[rd[i]] = ops[i] === Op.lh ? (value << 16) >> 16 : value;
          break;
        }
        case Op.sw: {
          const address = (x[rs1[i]] + immediates[i]) | 0;
          const slot = (address >>> 12) & FAST_MASK;
          if ((address & ~0xffc) === storeTags[slot]) {
            words[(address + storeOffsets[slot]) >>> 2] = x[rs2[i]];
            break;
          }
          this.unsettled = done;
          this.storeSlow(address, 4, x[rs2[i]]);
          if (this.faultCause >= 0) return this.trapped(base, i, done);
          if (this.stopRequested || this.registers.pending !== 0)
            return this.leave(base + i * 4 + 4, done + 1);
          break;
        }
        case Op.sb: {
          const address = (x[rs1[i]] + immediates[i]) | 0;
          const slot = (address >>> 12) & FAST_MASK;
          if ((address & ~0xfff) === storeTags[slot]) {
            bytes[(address + storeOffsets[slot]) | 0] = x[rs2[i]];
            break;
          }
          this.unsettled = done;
          this.storeSlow(address, 1, x[rs2[i]]);
          if (this.faultCause >= 0) return this.trapped(base, i, done);
          if (this.stopRequested || this.registers.pending !== 0)
            return this.leave(base + i * 4 + 4, done + 1);
          break;
        }
        case Op.sh: {
          const address = (x[rs1[i]] + immediates[i]) | 0;
          const slot = (address >>> 12) & FAST_MASK;
          if ((address & ~0xffe) === storeTags[slot]) {
            const at = (address + storeOffsets[slot]) | 0;
            bytes[at] = x[rs2[i]];
            bytes[at + 1] = x[rs2[i]] >>> 8;
            break;
          }
          this.unsettled = done;
          this.storeSlow(address, 2, x[rs2[i]]);
          if (this.faultCause >= 0) return this.trapped(base, i, done);
          if (this.stopRequested || this.registers.pending !== 0)
            return this.leave(base + i * 4 + 4, done + 1);
          break;
        }
        case Op.addi:
          x[rd[i]] = x[rs1[i]] + immediates[i];
          break;
        case Op.slti:
          x[rd[i]] = x[rs1[i]] < immediates[i] ? 1 : 0;
          break;
        case Op.sltiu:
          x[rd[i]] = x[rs1[i]] >>> 0 < immediates[i] >>> 0 ? 1 : 0;
          break;
        case Op.xori:
          x[rd[i]] = x[rs1[i]] ^ immediates[i];
          break;
        case Op.ori:
          x[rd[i]] = x[rs1[i]] | immediates[i];
          break;
        case Op.andi:
          x[rd[i]] = x[rs1[i]] & immediates[i];
          break;
        case Op.slli:
          x[rd[i]] = x[rs1[i]] << immediates[i];
          break;
        case Op.srli:
          x[rd[i]] = x[rs1[i]] >>> immediates[i];
          break;
        case Op.srai:
          x[rd[i]] = x[rs1[i]] >> immediates[i];
          break;
        case Op.add:
          x[rd[i]] = x[rs1[i]] + x[rs2[i]];
          break;
        case Op.sub:
          x[rd[i]] = x[rs1[i]] - x[rs2[i]];
          break;
        case Op.sll:
          x[rd[i]] = x[rs1[i]] << x[rs2[i]];
          break;
        case Op.slt:
          x[rd[i]] = x[rs1[i]] < x[rs2[i]] ? 1 : 0;
          break;
        case Op.sltu:
          x[rd[i]] = x[rs1[i]] >>> 0 < x[rs2[i]] >>> 0 ? 1 : 0;
          break;
        case Op.xor:
          x[rd[i]] = x[rs1[i]] ^ x[rs2[i]];
          break;
        case Op.srl:
          x[rd[i]] = x[rs1[i]] >>> x[rs2[i]];
          break;
        case Op.sra:
          x[rd[i]] = x[rs1[i]] >> x[rs2[i]];
          break;
        case Op.or:
          x[rd[i]] = x[rs1[i]] | x[rs2[i]];
          break;
        case Op.and:
          x[rd[i]] = x[rs1[i]] & x[rs2[i]];
          break;
        case Op.mul:
          x[rd[i]] = Math.imul(x[rs1[i]], x[rs2[i]]);
          break;
        case Op.mulh:
          x[rd[i]] = multiplyHigh(x[rs1[i]], x[rs2[i]]);
          break;
        case Op.mulhsu:
          x[rd[i]] = multiplyHighSignedUnsigned(x[rs1[i]], x[rs2[i]]);
          break;
        case Op.mulhu:
          x[rd[i]] = multiplyHighUnsigned(x[rs1[i]], x[rs2[i]]);
          break;
        case Op.div: {
          const divisor = x[rs2[i]];
          x[rd[i]] = divisor === 0 ? -1 : x[rs1[i]] / divisor;
          break;
        }
        case Op.divu: {
          const divisor = x[rs2[i]] >>> 0;
          x[rd[i]] = divisor === 0 ? -1 : (x[rs1[i]] >>> 0) / divisor;
          break;
        }
        case Op.rem: {
          const divisor = x[rs2[i]];
          x[rd[i]] = divisor === 0 ? x[rs1[i]] : x[rs1[i]] % divisor;
          break;
        }
        case Op.remu: {
          const divisor = x[rs2[i]] >>> 0;
          x[rd[i]] = divisor === 0 ? x[rs1[i]] : (x[rs1[i]] >>> 0) % divisor;
          break;
        }
        case Op.fence:
          break;
        default:
          // Everything rare, and everything after which fetching must start anew.
          this.pc = base + i * 4;
          this.settle(done);
          return done + this.executeRare(page, i);
      }
      done++;
      i++;
      if (done === limit || i === WORDS_PER_PAGE) return this.leave(base + i * 4, done);
    }
  }

  /** Books `done` instructions that were retired in the page. */
  private settle(done: number): void {
    this.retired += done;
    this.cycle += done;
    this.unsettled = 0;
  }

  private leave(pc: number, done: number): number {
    this.pc = pc | 0;
    this.settle(done);
    return done;
  }

  /** A jump out of the page or to a misaligned address. */
  private jump(base: number, i: number, target: number, rd: number, done: number): number {
    if ((target & 3) !== 0) {
      this.fault(CAUSE.instructionMisaligned, target);
      return this.trapped(base, i, done);
    }
    this.x[rd] = base + i * 4 + 4;
    return this.leave(target, done + 1);
  }

  /** The instruction at `i` met a fault: it does not retire. */
  private trapped(base: number, i: number, done: number): number {
    this.pc = (base + i * 4) | 0;
    this.settle(done);
    this.takeFault(this.pc);
    this.cycle++;
    return done + 1;
  }

  /** One instruction of the rare ones, at `this.pc`. @returns 1 */
  private executeRare(page: DecodedPage, i: number): number {
    const op = page.ops[i];
    this.faultCause = -1;
    const next = this.perform(op, page, i);
    if (this.faultCause >= 0) {
      if (
        this.faultCause === CAUSE.illegalInstruction &&
        this.privilege === PRIVILEGE.user &&
        this.silent.has(op)
      ) {
        this.pc = (this.pc + 4) | 0;
        this.retired++;
      } else this.takeFault(this.pc);
    } else {
      this.pc = next | 0;
      this.retired++;
    }
    this.cycle++;
    return 1;
  }

  /** @returns the address of the next instruction; ignored when a fault was set. */
  private perform(op: number, page: DecodedPage, i: number): number {
    const x = this.x;
    const rd = page.rd[i];
    const word = page.words[i];
    const next = this.pc + 4;
    switch (op) {
      case Op.fenceInstruction:
        this.memory.fenceInstructions();
        return next;
      case Op.ecall:
        this.fault(CAUSE.callFromUser + this.privilege, 0);
        return next;
      case Op.ebreak:
        this.fault(CAUSE.breakpoint, this.pc);
        return next;
      case Op.csrrw:
      case Op.csrrs:
      case Op.csrrc:
        this.controlRegister(op, page.immediates[i], x[page.rs1[i]], page.rs1[i] !== 0, rd, word);
        return next;
      case Op.csrrwi:
      case Op.csrrsi:
      case Op.csrrci:
        // The 5-bit immediate stands where rs1 would.
        this.controlRegister(op - 3, page.immediates[i], page.rs1[i], page.rs1[i] !== 0, rd, word);
        return next;
      case Op.mret:
        return this.machineReturn(word);
      case Op.sret:
        return this.supervisorReturn(word);
      case Op.wfi:
        return this.waitForInterrupt(next, word);
      case Op.sfenceVma:
        if (
          this.privilege === PRIVILEGE.user ||
          (this.privilege === PRIVILEGE.supervisor &&
            (this.registers.status & STATUS.trapVirtualMemory) !== 0)
        )
          this.illegal(word);
        else {
          this.translationChanged();
          const address = page.rs1[i] === 0 ? undefined : x[page.rs1[i]];
          const space = page.rs2[i] === 0 ? undefined : x[page.rs2[i]] & 0x1ff;
          this.memory.translationFence(address, space);
        }
        return next;
      case Op.lr:
      case Op.sc:
        this.reservation(op, x[page.rs1[i]], x[page.rs2[i]], rd);
        return next;
      case Op.amoswap:
      case Op.amoadd:
      case Op.amoxor:
      case Op.amoand:
      case Op.amoor:
      case Op.amomin:
      case Op.amomax:
      case Op.amominu:
      case Op.amomaxu: {
        const address = x[page.rs1[i]];
        const physical = this.physicalOf(address, 4, ACCESS.store, true);
        if (physical < 0) return next;
        const old = this.memory.atomic(physical, op, x[page.rs2[i]]);
        if (this.memory.refused) this.fault(CAUSE.storeAccessFault, address);
        else x[rd] = old;
        return next;
      }
      default:
        this.illegal(word);
        return next;
    }
  }

  private illegal(word: number): void {
    this.fault(CAUSE.illegalInstruction, word);
  }

  private controlRegister(
    op: number,
    number: number,
    operand: number,
    writes: boolean,
    rd: number,
    word: number,
  ): void {
    const registers = this.registers;
    if (!registers.mayAccess(number, this.privilege, op === Op.csrrw || writes)) {
      this.illegal(word);
      return;
    }
    const old = registers.read(number);
    if (op === Op.csrrw) registers.write(number, operand);
    else if (writes) {
      const base = registers.read(number, true);
      registers.write(number, op === Op.csrrs ? base | operand : base & ~operand);
    }
    this.x[rd] = old;
  }

  private machineReturn(word: number): number {
    if (this.privilege !== PRIVILEGE.machine) {
      this.illegal(word);
      return 0;
    }
    const registers = this.registers;
    const previous = (registers.status & STATUS.machinePreviousPrivilege) >>> 11;
    let status = registers.status & ~(STATUS.machineInterruptEnable | STATUS.machinePreviousPrivilege);
    if ((status & STATUS.machinePreviousInterruptEnable) !== 0) status |= STATUS.machineInterruptEnable;
    status |= STATUS.machinePreviousInterruptEnable;
    if (previous !== PRIVILEGE.machine) status &= ~STATUS.modifyPrivilege;
    registers.status = status;
    this.enterPrivilege(previous);
    return registers.machineExceptionPc;
  }

  private supervisorReturn(word: number): number {
    const registers = this.registers;
    if (
      this.privilege === PRIVILEGE.user ||
      (this.privilege === PRIVILEGE.supervisor && (registers.status & STATUS.trapSupervisorReturn) !== 0)
    ) {
      this.illegal(word);
      return 0;
    }
    const previous =
      (registers.status & STATUS.supervisorPreviousPrivilege) !== 0 ? PRIVILEGE.supervisor : PRIVILEGE.user;
    let status =
      registers.status &
      ~(STATUS.supervisorInterruptEnable | STATUS.supervisorPreviousPrivilege | STATUS.modifyPrivilege);
    if ((status & STATUS.supervisorPreviousInterruptEnable) !== 0) status |= STATUS.supervisorInterruptEnable;
    registers.status = status | STATUS.supervisorPreviousInterruptEnable;
    this.enterPrivilege(previous);
    return registers.supervisorExceptionPc;
  }

  private waitForInterrupt(next: number, word: number): number {
    const timeoutWait = (this.registers.status & STATUS.timeoutWait) !== 0;
    if (this.privilege === PRIVILEGE.user || (this.privilege === PRIVILEGE.supervisor && timeoutWait))
      this.illegal(word);
    else if ((this.registers.pending & this.registers.interruptEnable) === 0) this.waiting = true;
    return next;
  }

  private reservation(op: number, address: number, value: number, rd: number): void {
    const access = op === Op.lr ? ACCESS.load : ACCESS.store;
    const physical = this.physicalOf(address, 4, access, true);
    if (physical < 0) return;
    const result =
      op === Op.lr ? this.memory.loadReserved(physical) : this.memory.storeConditional(physical, value);
    if (this.memory.refused)
      this.fault(op === Op.lr ? CAUSE.loadAccessFault : CAUSE.storeAccessFault, address);
    else this.x[rd] = result;
  }

  // Accesses of native code: the same translation, buffers and memory as those of instructions. Addresses are
  // virtual and aligned. `nativeFault` says afterwards whether the access was refused.

  /** Cause of the trap that the last native access would have taken; -1 for none. */
  nativeFault = -1;

  loadWord(address: number): number {
    this.nativeFault = -1;
    const slot = (address >>> 12) & FAST_MASK;
    if (this.loadTags[slot] === (address & ~(PAGE_BYTES - 1)))
      return this.memory.words[(address + this.loadOffsets[slot]) >> 2];
    return this.noticing(this.loadSlow(address, 4));
  }

  storeWord(address: number, value: number): void {
    this.nativeFault = -1;
    const slot = (address >>> 12) & FAST_MASK;
    if (this.storeTags[slot] === (address & ~(PAGE_BYTES - 1)))
      this.memory.words[(address + this.storeOffsets[slot]) >> 2] = value;
    else {
      this.storeSlow(address, 4, value);
      this.noticing(0);
    }
  }

  /** @param kind one of the atomic OPERATIONs. @returns the word before. */
  atomicWord(kind: number, address: number, operand: number, expected: number): number {
    this.faultCause = -1;
    const physical = this.physicalOf(address, 4, ACCESS.store, true);
    if (physical < 0) return this.noticing(0);
    const { memory } = this;
    const before =
      kind === OPERATION.compareAndSwap
        ? memory.compareAndSwap(physical, expected, operand)
        : memory.atomic(physical, kind === OPERATION.fetchAndAdd ? Op.amoadd : Op.amoswap, operand);
    if (memory.refused) this.fault(CAUSE.storeAccessFault, address);
    return this.noticing(before);
  }

  private noticing(value: number): number {
    this.nativeFault = this.faultCause;
    this.faultCause = -1;
    return value;
  }

  // Traps

  private fault(cause: number, value: number): void {
    this.faultCause = cause;
    this.faultValue = value;
  }

  private takeFault(pc: number): void {
    const cause = this.faultCause;
    this.faultCause = -1;
    this.enterTrap(cause, this.faultValue, pc, false);
  }

  /** Takes the pending interrupt that comes first, if one is enabled. */
  private takeInterrupt(): void {
    const registers = this.registers;
    const ready = registers.pending & registers.interruptEnable;
    if (ready === 0) return;
    this.waiting = false;
    const machineOpen =
      this.privilege < PRIVILEGE.machine || (registers.status & STATUS.machineInterruptEnable) !== 0;
    const supervisorOpen =
      this.privilege < PRIVILEGE.supervisor ||
      (this.privilege === PRIVILEGE.supervisor &&
        (registers.status & STATUS.supervisorInterruptEnable) !== 0);
    const forMachine = machineOpen ? ready & ~registers.interruptDelegation : 0;
    const forSupervisor = supervisorOpen ? ready & registers.interruptDelegation : 0;
    const taken = forMachine !== 0 ? forMachine : forSupervisor;
    if (taken === 0) return;
    const interrupt = INTERRUPT_PRIORITY.find((each) => (taken & (1 << each)) !== 0) as number;
    this.enterTrap(interrupt, 0, this.pc, true);
  }

  private enterTrap(cause: number, value: number, pc: number, interrupt: boolean): void {
    const registers = this.registers;
    const delegation = interrupt ? registers.interruptDelegation : registers.exceptionDelegation;
    const toSupervisor = this.privilege <= PRIVILEGE.supervisor && (delegation & (1 << cause)) !== 0;
    const causeRegister = interrupt ? cause | (1 << 31) : cause;
    const from = this.privilege;
    let vector: number;
    if (toSupervisor) {
      registers.supervisorCause = causeRegister;
      registers.supervisorExceptionPc = pc;
      registers.supervisorTrapValue = value;
      let status =
        registers.status & ~(STATUS.supervisorPreviousInterruptEnable | STATUS.supervisorPreviousPrivilege);
      if ((status & STATUS.supervisorInterruptEnable) !== 0)
        status |= STATUS.supervisorPreviousInterruptEnable;
      if (from === PRIVILEGE.supervisor) status |= STATUS.supervisorPreviousPrivilege;
      registers.status = status & ~STATUS.supervisorInterruptEnable;
      vector = registers.supervisorTrapVector;
    } else {
      registers.machineCause = causeRegister;
      registers.machineExceptionPc = pc;
      registers.machineTrapValue = value;
      let status =
        registers.status & ~(STATUS.machinePreviousInterruptEnable | STATUS.machinePreviousPrivilege);
      if ((status & STATUS.machineInterruptEnable) !== 0) status |= STATUS.machinePreviousInterruptEnable;
      registers.status = (status | (from << 11)) & ~STATUS.machineInterruptEnable;
      vector = registers.machineTrapVector;
    }
    this.enterPrivilege(toSupervisor ? PRIVILEGE.supervisor : PRIVILEGE.machine);
    const vectored = interrupt && (vector & 3) === 1;
    this.pc = ((vector & ~3) + (vectored ? cause * 4 : 0)) | 0;
    this.waiting = false;
    this.eventCounts[HARDWARE_EVENT.trap]++;
    if (this.onTrap !== undefined) {
      const record = this.trapRecord;
      record.cause = cause;
      record.interrupt = interrupt;
      record.value = value;
      record.pc = pc;
      record.fromPrivilege = from;
      record.toPrivilege = this.privilege;
      this.onTrap(record);
    }
  }

  /** mstatus was changed along: with the mode, the rules of translation change. */
  private enterPrivilege(privilege: number): void {
    this.privilege = privilege;
    this.translationChanged();
  }

  // Memory

  /** The decoded page at `pc`; undefined with a fault set. */
  private fetchPage(pc: number): DecodedPage | undefined {
    const slot = (pc >>> 12) & FAST_MASK;
    const tag = pc & ~(PAGE_BYTES - 1);
    this.protectedAlike = true;
    if (this.fetchTags[slot] === tag) return this.fetchPages[slot];
    const physical = this.physicalOf(pc, 4, ACCESS.fetch, false);
    if (physical < 0) return undefined;
    const pageAddress = physical - (physical % PAGE_BYTES);
    const page = this.memory.decodedPages.page(pageAddress);
    // A page that is not protected alike everywhere is looked at again for each instruction.
    this.protectedAlike = this.uniform(physical);
    if (this.protectedAlike && this.memory.remembersPages) {
      this.fetchPages[slot] = page;
      this.fetchTags[slot] = tag;
    }
    return page;
  }

  /**
   * Fetches word `i` of the page at `pc`, and decodes it unless it is what was decoded there before.
   * @returns false with a fault set when it cannot be fetched.
   */
  private decode(page: DecodedPage, i: number): boolean {
    const { memory } = this;
    const word = memory.fetch(page.physicalAddress + i * 4);
    if (memory.refused) {
      this.fault(CAUSE.instructionAccessFault, (this.pc & ~(PAGE_BYTES - 1)) + i * 4);
      return false;
    }
    if (page.ops[i] !== Op.undecoded && page.words[i] === word) return true;
    memory.decodedPages.use(page);
    page.words[i] = word;
    const instruction = findInstruction(word);
    if (instruction === undefined || this.absent.has(instruction.name)) {
      page.ops[i] = Op.illegal;
      return true;
    }
    const rd = (word >>> 7) & 31;
    page.rd[i] = rd === 0 ? SINK : rd;
    page.rs1[i] = (word >>> 15) & 31;
    page.rs2[i] = (word >>> 20) & 31;
    page.immediates[i] = immediateOf(word, instruction.operands);
    page.ops[i] = OP_OF.get(instruction.name) as number;
    return true;
  }

  /**
   * Translates and checks an access. @returns the physical address (unsigned), or -1 with a fault set.
   * @param atomic misalignment always traps, and a load that is part of it faults as a store.
   */
  private physicalOf(address: number, size: number, access: Access, atomic: boolean): number {
    const registers = this.registers;
    if (atomic && (address & (size - 1)) !== 0) {
      this.fault(access === ACCESS.load ? CAUSE.loadMisaligned : CAUSE.storeMisaligned, address);
      return -1;
    }
    let privilege = this.privilege;
    if (access !== ACCESS.fetch && (registers.status & STATUS.modifyPrivilege) !== 0)
      privilege = (registers.status & STATUS.machinePreviousPrivilege) >>> 11;
    let physical = address >>> 0;
    if (privilege !== PRIVILEGE.machine && registers.translation < 0) {
      const context = this.walkContext;
      context.root = (registers.translation & 0x3f_ffff) * PAGE_BYTES;
      context.userMode = privilege === PRIVILEGE.user;
      context.supervisorUserMemory = (registers.status & STATUS.supervisorUserMemory) !== 0;
      context.makeExecutableReadable = (registers.status & STATUS.makeExecutableReadable) !== 0;
      const space = (registers.translation >>> 22) & 0x1ff;
      const outcome = this.memory.translate(this.walker, address, access, context, space);
      if (outcome !== 'translated') {
        this.fault(outcome === 'page fault' ? PAGE_FAULTS[access] : ACCESS_FAULTS[access], address);
        return -1;
      }
      physical = this.memory.translated;
    }
    if (
      this.protects &&
      !registers.protection.allows(physical, size, access, privilege === PRIVILEGE.machine)
    ) {
      this.fault(ACCESS_FAULTS[access], address);
      return -1;
    }
    return physical;
  }

  private loadSlow(address: number, size: number): number {
    this.faultCause = -1;
    if ((address & (size - 1)) !== 0) {
      if (this.splitsMisaligned()) return this.loadBytes(address, size);
      this.fault(CAUSE.loadMisaligned, address);
      return 0;
    }
    const physical = this.physicalOf(address, size, ACCESS.load, false);
    if (physical < 0) return 0;
    const value = this.memory.load(physical, size);
    if (this.memory.refused) {
      this.fault(CAUSE.loadAccessFault, address);
      return 0;
    }
    if (this.memory.loadsAreFast(physical) && this.uniform(physical)) {
      const slot = (address >>> 12) & FAST_MASK;
      this.loadTags[slot] = address & ~(PAGE_BYTES - 1);
      this.loadOffsets[slot] = physical - this.memory.ramBase - (address | 0);
    }
    return value;
  }

  private storeSlow(address: number, size: number, value: number): void {
    this.faultCause = -1;
    const slot = (address >>> 12) & FAST_MASK;
    const tag = address & ~(PAGE_BYTES - 1);
    if (this.storeTags[slot] === (tag | HOLDS_INSTRUCTIONS) && (address & (size - 1)) === 0) {
      this.storeBesideInstructions(address, size, value);
      return;
    }
    if ((address & (size - 1)) !== 0) {
      if (this.splitsMisaligned()) this.storeBytes(address, size, value);
      else this.fault(CAUSE.storeMisaligned, address);
      return;
    }
    const physical = this.physicalOf(address, size, ACCESS.store, false);
    if (physical < 0) return;
    this.memory.store(physical, size, value);
    if (this.memory.refused) {
      this.fault(CAUSE.storeAccessFault, address);
      return;
    }
    if (this.memory.storesAreFast(physical) && this.uniform(physical)) {
      this.storeTags[slot] = this.memory.decodedPages.inUse(physical) ? tag | HOLDS_INSTRUCTIONS : tag;
      this.storeOffsets[slot] = physical - this.memory.ramBase - (address | 0);
    }
  }

  /** An aligned store to a remembered page that holds decoded instructions. */
  private storeBesideInstructions(address: number, size: number, value: number): void {
    const { words, bytes, ramBase, decodedPages } = this.memory;
    const slot = (address >>> 12) & FAST_MASK;
    const at = (address + this.storeOffsets[slot]) | 0;
    if (size === 4) words[at >>> 2] = value;
    else {
      bytes[at] = value;
      if (size === 2) bytes[at + 1] = value >>> 8;
    }
    const physical = (at + ramBase) >>> 0;
    decodedPages.stored(physical);
    if (!decodedPages.inUse(physical)) this.storeTags[slot] = address & ~(PAGE_BYTES - 1);
  }

  private uniform(physical: number): boolean {
    return !this.protects || this.registers.protection.uniformPage(physical);
  }

  private splitsMisaligned(): boolean {
    const { misaligned } = this.options;
    return misaligned === 'access' || (misaligned === 'firmware' && this.privilege !== PRIVILEGE.machine);
  }

  /** A fault tells the address of the part that met it, as section 3.1.16 wants. */
  private loadBytes(address: number, size: number): number {
    let value = 0;
    for (let i = 0; i < size; i++) {
      const byte = this.loadSlow((address + i) | 0, 1);
      if (this.faultCause >= 0) return 0;
      value |= byte << (8 * i);
    }
    return size === 4 ? value : value & 0xffff;
  }

  /** All bytes are translated before the first is written, so that a page fault leaves memory as it was. */
  private storeBytes(address: number, size: number, value: number): void {
    for (let i = 0; i < size; i++) if (this.physicalOf((address + i) | 0, 1, ACCESS.store, false) < 0) return;
    for (let i = 0; i < size; i++) {
      this.storeSlow((address + i) | 0, 1, (value >>> (8 * i)) & 0xff);
      if (this.faultCause >= 0) return;
    }
  }
}

const PAGE_FAULTS = [CAUSE.instructionPageFault, CAUSE.loadPageFault, CAUSE.storePageFault] as const;
const ACCESS_FAULTS = [CAUSE.instructionAccessFault, CAUSE.loadAccessFault, CAUSE.storeAccessFault] as const;

const OP_OF: ReadonlyMap<string, number> = new Map(INSTRUCTIONS.map((row, i) => [row.name, i + FIRST_ROW]));

function opNamed(name: string): number {
  if (!SENSITIVE_INSTRUCTIONS.includes(name))
    throw new Error(`${name} is no sensitive instruction. These are: ${SENSITIVE_INSTRUCTIONS.join(', ')}`);
  return OP_OF.get(name) as number;
}

/** What an atomic memory operation stores. @param op one of Op.amoswap to Op.amomaxu. */
export function atomicResult(op: number, old: number, operand: number): number {
  switch (op) {
    case Op.amoadd:
      return (old + operand) | 0;
    case Op.amoxor:
      return old ^ operand;
    case Op.amoand:
      return old & operand;
    case Op.amoor:
      return old | operand;
    case Op.amomin:
      return Math.min(old, operand);
    case Op.amomax:
      return Math.max(old, operand);
    case Op.amominu:
      return old >>> 0 < operand >>> 0 ? old : operand;
    case Op.amomaxu:
      return old >>> 0 > operand >>> 0 ? old : operand;
    default:
      return operand;
  }
}

/** High word of the unsigned product, by 16-bit halves: every partial product fits a double exactly. */
function multiplyHighUnsigned(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + Math.floor((aLow * bLow) / 0x1_0000);
  const middleLow = (middle % 0x1_0000) + aLow * bHigh;
  return (aHigh * bHigh + Math.floor(middle / 0x1_0000) + Math.floor(middleLow / 0x1_0000)) | 0;
}

function multiplyHigh(a: number, b: number): number {
  return (multiplyHighUnsigned(a, b) - (a < 0 ? b : 0) - (b < 0 ? a : 0)) | 0;
}

function multiplyHighSignedUnsigned(a: number, b: number): number {
  return (multiplyHighUnsigned(a, b) - (a < 0 ? b : 0)) | 0;
}

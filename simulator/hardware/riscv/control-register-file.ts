/**
 * The control and status registers of one core: which exist, who may reach them, which bits can be written.
 *
 * Fields that this machine lacks (floating point, vectors, hypervisor, big-endian) read as zero and ignore
 * writes, as the manual's WARL rules allow. Section numbers refer to volume II of the manual.
 */

import { PhysicalMemoryProtection } from '../memory/physical-memory-protection';
import { CSR, HARDWARE_EVENT_COUNT, INTERRUPT, PRIVILEGE, STATUS } from './control-registers';
import { PerformanceCounter } from './performance-counter';

const bit = (number: number) => 1 << number;

const SUPERVISOR_INTERRUPTS =
  bit(INTERRUPT.supervisorSoftware) | bit(INTERRUPT.supervisorTimer) | bit(INTERRUPT.supervisorExternal);
const MACHINE_INTERRUPTS =
  bit(INTERRUPT.machineSoftware) | bit(INTERRUPT.machineTimer) | bit(INTERRUPT.machineExternal);

/** Exceptions that may be delegated: all of table 14 but the call from machine mode. */
const DELEGABLE = 0xb3ff;

/** RV32 with I, M, A, S and U: section 3.1.1. */
const ISA = bit(30) | bit(0) | bit(8) | bit(12) | bit(18) | bit(20);

const STATUS_WRITABLE =
  STATUS.supervisorInterruptEnable |
  STATUS.machineInterruptEnable |
  STATUS.supervisorPreviousInterruptEnable |
  STATUS.machinePreviousInterruptEnable |
  STATUS.supervisorPreviousPrivilege |
  STATUS.machinePreviousPrivilege |
  STATUS.modifyPrivilege |
  STATUS.supervisorUserMemory |
  STATUS.makeExecutableReadable |
  STATUS.trapVirtualMemory |
  STATUS.timeoutWait |
  STATUS.trapSupervisorReturn;

const SUPERVISOR_STATUS =
  STATUS.supervisorInterruptEnable |
  STATUS.supervisorPreviousInterruptEnable |
  STATUS.supervisorPreviousPrivilege |
  STATUS.supervisorUserMemory |
  STATUS.makeExecutableReadable;

const FIRST_HARDWARE_COUNTER = 3;
const COUNTERS = 32;

/** Where counters stand and what a write must tell: the core. */
export interface ControlRegisterOwner {
  readonly hartId: number;
  /** Cycles so far. */
  readonly cycle: number;
  /** Instructions retired before the one that runs. */
  readonly retired: number;
  /** How often each hardware event happened, by HARDWARE_EVENT. */
  readonly eventCounts: Float64Array;
  /** The platform's real-time counter. */
  time(): number;
  /** satp, or a field of mstatus that translation depends on, was written. */
  translationChanged(): void;
}

export class ControlRegisterFile {
  status = 0;
  exceptionDelegation = 0;
  interruptDelegation = 0;
  interruptEnable = 0;
  /** Bits of mip that software set (supervisor's three). */
  softwarePending = 0;
  /** Bits of mip that hardware lines drive. */
  hardwarePending = 0;
  machineTrapVector = 0;
  machineScratch = 0;
  machineExceptionPc = 0;
  machineCause = 0;
  machineTrapValue = 0;
  supervisorTrapVector = 0;
  supervisorScratch = 0;
  supervisorExceptionPc = 0;
  supervisorCause = 0;
  supervisorTrapValue = 0;
  translation = 0;
  private machineCounterEnable = 0;
  private supervisorCounterEnable = 0;
  private counterInhibit = 0;
  private machineEnvironment = 0;
  private supervisorEnvironment = 0;
  private readonly events = new Uint8Array(COUNTERS);
  private readonly counters = Array.from({ length: COUNTERS }, () => new PerformanceCounter());
  readonly protection = new PhysicalMemoryProtection();

  constructor(private readonly owner: ControlRegisterOwner) {}

  get pending(): number {
    return this.softwarePending | this.hardwarePending;
  }

  /** Whether `privilege` may access the register at all; `writes`: also change it. */
  mayAccess(number: number, privilege: number, writes: boolean): boolean {
    if (((number >>> 8) & 3) > privilege) return false;
    if (writes && number >>> 10 === 3) return false;
    if (number === CSR.satp)
      return !(privilege === PRIVILEGE.supervisor && (this.status & STATUS.trapVirtualMemory) !== 0);
    if ((number & 0xf60) === CSR.cycle) {
      const counter = bit(number & 31);
      if (privilege < PRIVILEGE.machine && (this.machineCounterEnable & counter) === 0) return false;
      if (privilege < PRIVILEGE.supervisor && (this.supervisorCounterEnable & counter) === 0) return false;
    }
    return this.exists(number);
  }

  /** @param forUpdate the value that csrrs and csrrc change, which leaves out lines that hardware drives. */
  read(number: number, forUpdate = false): number {
    const counter = this.readCounter(number);
    if (counter !== undefined) return counter;
    if (number >= CSR.pmpcfg0 && number < CSR.pmpcfg0 + 16)
      return this.protection.readConfiguration(number - CSR.pmpcfg0);
    if (number >= CSR.pmpaddr0 && number < CSR.pmpaddr0 + 64)
      return this.protection.readAddress(number - CSR.pmpaddr0);
    if (number >= CSR.mhpmevent3 && number < CSR.mhpmevent3 + 29)
      return this.events[number - CSR.mhpmevent3 + FIRST_HARDWARE_COUNTER];
    switch (number) {
      case CSR.sstatus:
        return this.status & SUPERVISOR_STATUS;
      case CSR.sie:
        return this.interruptEnable & this.interruptDelegation;
      case CSR.stvec:
        return this.supervisorTrapVector;
      case CSR.scounteren:
        return this.supervisorCounterEnable;
      case CSR.senvcfg:
        return this.supervisorEnvironment;
      case CSR.sscratch:
        return this.supervisorScratch;
      case CSR.sepc:
        return this.supervisorExceptionPc;
      case CSR.scause:
        return this.supervisorCause;
      case CSR.stval:
        return this.supervisorTrapValue;
      case CSR.sip:
        return (forUpdate ? this.softwarePending : this.pending) & this.interruptDelegation;
      case CSR.satp:
        return this.translation;
      case CSR.mstatus:
        return this.status;
      case CSR.misa:
        return ISA;
      case CSR.medeleg:
        return this.exceptionDelegation;
      case CSR.mideleg:
        return this.interruptDelegation;
      case CSR.mie:
        return this.interruptEnable;
      case CSR.mtvec:
        return this.machineTrapVector;
      case CSR.mcounteren:
        return this.machineCounterEnable;
      case CSR.menvcfg:
        return this.machineEnvironment;
      case CSR.mcountinhibit:
        return this.counterInhibit;
      case CSR.mscratch:
        return this.machineScratch;
      case CSR.mepc:
        return this.machineExceptionPc;
      case CSR.mcause:
        return this.machineCause;
      case CSR.mtval:
        return this.machineTrapValue;
      case CSR.mip:
        return forUpdate ? this.softwarePending : this.pending;
      case CSR.mhartid:
        return this.owner.hartId;
      default:
        // Read-only zero: identification registers, mstatush, medelegh, triggers.
        return 0;
    }
  }

  write(number: number, value: number): void {
    if (this.writeCounter(number, value)) return;
    if (number >= CSR.pmpcfg0 && number < CSR.pmpcfg0 + 16) {
      this.protection.writeConfiguration(number - CSR.pmpcfg0, value);
      this.owner.translationChanged();
      return;
    }
    if (number >= CSR.pmpaddr0 && number < CSR.pmpaddr0 + 64) {
      this.protection.writeAddress(number - CSR.pmpaddr0, value);
      this.owner.translationChanged();
      return;
    }
    switch (number) {
      case CSR.sstatus:
        this.writeStatus((this.status & ~SUPERVISOR_STATUS) | (value & SUPERVISOR_STATUS));
        break;
      case CSR.sie:
        this.interruptEnable =
          (this.interruptEnable & ~this.interruptDelegation) | (value & this.interruptDelegation);
        break;
      case CSR.stvec:
        this.supervisorTrapVector = trapVector(value);
        break;
      case CSR.scounteren:
        this.supervisorCounterEnable = value;
        break;
      case CSR.senvcfg:
        this.supervisorEnvironment = value & 1;
        break;
      case CSR.sscratch:
        this.supervisorScratch = value;
        break;
      case CSR.sepc:
        this.supervisorExceptionPc = value & ~3;
        break;
      case CSR.scause:
        this.supervisorCause = value;
        break;
      case CSR.stval:
        this.supervisorTrapValue = value;
        break;
      case CSR.sip: {
        const writable = bit(INTERRUPT.supervisorSoftware) & this.interruptDelegation;
        this.softwarePending = (this.softwarePending & ~writable) | (value & writable);
        break;
      }
      case CSR.satp:
        this.translation = value;
        this.owner.translationChanged();
        break;
      case CSR.mstatus:
        this.writeStatus(value);
        break;
      case CSR.medeleg:
        this.exceptionDelegation = value & DELEGABLE;
        break;
      case CSR.mideleg:
        this.interruptDelegation = value & SUPERVISOR_INTERRUPTS;
        break;
      case CSR.mie:
        this.interruptEnable = value & (SUPERVISOR_INTERRUPTS | MACHINE_INTERRUPTS);
        break;
      case CSR.mtvec:
        this.machineTrapVector = trapVector(value);
        break;
      case CSR.mcounteren:
        this.machineCounterEnable = value;
        break;
      case CSR.menvcfg:
        this.machineEnvironment = value & 1;
        break;
      case CSR.mcountinhibit:
        this.writeInhibit(value & ~2);
        break;
      case CSR.mscratch:
        this.machineScratch = value;
        break;
      case CSR.mepc:
        this.machineExceptionPc = value & ~3;
        break;
      case CSR.mcause:
        this.machineCause = value;
        break;
      case CSR.mtval:
        this.machineTrapValue = value;
        break;
      case CSR.mip:
        this.softwarePending = value & SUPERVISOR_INTERRUPTS;
        break;
      default:
        if (number >= CSR.mhpmevent3 && number < CSR.mhpmevent3 + 29) {
          const counter = number - CSR.mhpmevent3 + FIRST_HARDWARE_COUNTER;
          const old = this.counters[counter];
          const [low, high] = [old.readLow(this.source(counter)), old.readHigh(this.source(counter))];
          this.events[counter] = value >>> 0 < HARDWARE_EVENT_COUNT ? value : 0;
          old.writeLow(this.source(counter), low);
          old.writeHigh(this.source(counter), high);
        }
    }
  }

  /** Sets mstatus, keeping fields legal. */
  writeStatus(value: number): void {
    let next = value & STATUS_WRITABLE;
    // MPP holds only modes that exist: 2 keeps what was there.
    if ((next & STATUS.machinePreviousPrivilege) === 2 << 11)
      next = (next & ~STATUS.machinePreviousPrivilege) | (this.status & STATUS.machinePreviousPrivilege);
    const translationFields =
      STATUS.modifyPrivilege |
      STATUS.supervisorUserMemory |
      STATUS.makeExecutableReadable |
      STATUS.machinePreviousPrivilege;
    const changed = (this.status ^ next) & translationFields;
    this.status = next;
    if (changed !== 0) this.owner.translationChanged();
  }

  save(): number[] {
    return [
      this.status,
      this.exceptionDelegation,
      this.interruptDelegation,
      this.interruptEnable,
      this.softwarePending,
      this.hardwarePending,
      this.machineTrapVector,
      this.machineScratch,
      this.machineExceptionPc,
      this.machineCause,
      this.machineTrapValue,
      this.supervisorTrapVector,
      this.supervisorScratch,
      this.supervisorExceptionPc,
      this.supervisorCause,
      this.supervisorTrapValue,
      this.translation,
      this.machineCounterEnable,
      this.supervisorCounterEnable,
      this.counterInhibit,
      this.machineEnvironment,
      this.supervisorEnvironment,
      ...this.events,
      ...this.counters.flatMap((counter) => counter.save()),
      ...this.protection.save(),
    ];
  }

  restore(state: readonly number[]): void {
    let at = 0;
    const next = () => state[at++];
    this.status = next();
    this.exceptionDelegation = next();
    this.interruptDelegation = next();
    this.interruptEnable = next();
    this.softwarePending = next();
    this.hardwarePending = next();
    this.machineTrapVector = next();
    this.machineScratch = next();
    this.machineExceptionPc = next();
    this.machineCause = next();
    this.machineTrapValue = next();
    this.supervisorTrapVector = next();
    this.supervisorScratch = next();
    this.supervisorExceptionPc = next();
    this.supervisorCause = next();
    this.supervisorTrapValue = next();
    this.translation = next();
    this.machineCounterEnable = next();
    this.supervisorCounterEnable = next();
    this.counterInhibit = next();
    this.machineEnvironment = next();
    this.supervisorEnvironment = next();
    for (let i = 0; i < COUNTERS; i++) this.events[i] = next();
    for (const counter of this.counters) counter.restore([next(), next(), next(), next()]);
    this.protection.restore(state.slice(at));
  }

  private exists(number: number): boolean {
    if (EXISTING.has(number)) return true;
    return (
      inRange(number, CSR.mhpmevent3, 29) ||
      inRange(number, CSR.mhpmcounter3, 29) ||
      inRange(number, CSR.mhpmcounter3h, 29) ||
      inRange(number, CSR.cycle, 32) ||
      inRange(number, CSR.cycleh, 32) ||
      inRange(number, CSR.pmpcfg0, 16) ||
      inRange(number, CSR.pmpaddr0, 64)
    );
  }

  /** What counter `index` counts, as it stands now: 0 cycles, 2 instructions, 3 and on hardware events. */
  private source(index: number): number {
    if (index === 0) return this.owner.cycle;
    if (index === 2) return this.owner.retired;
    return this.owner.eventCounts[this.events[index]];
  }

  private readCounter(number: number): number | undefined {
    if (number === CSR.time) return this.owner.time() | 0;
    if (number === CSR.timeh) return Math.floor(this.owner.time() / 0x1_0000_0000) | 0;
    const index = number & 31;
    const base = number - index;
    const counter = this.counters[index];
    if ((base === CSR.mcycle && index !== 1) || base === CSR.cycle)
      return counter.readLow(this.source(index));
    if ((base === CSR.mcycleh && index !== 1) || base === CSR.cycleh)
      return counter.readHigh(this.source(index));
    return undefined;
  }

  private writeCounter(number: number, value: number): boolean {
    const index = number & 31;
    const base = number - index;
    if ((base !== CSR.mcycle && base !== CSR.mcycleh) || index === 1) return false;
    const counter = this.counters[index];
    // A write to either half takes the place of counting the instruction that writes.
    const uncounted = index === 0 || index === 2 ? 1 : 0;
    if (base === CSR.mcycle) counter.writeLow(this.source(index), value, uncounted);
    else counter.writeHigh(this.source(index), value, uncounted);
    return true;
  }

  private writeInhibit(value: number): void {
    for (let index = 0; index < COUNTERS; index++)
      if (((value ^ this.counterInhibit) & bit(index)) !== 0)
        this.counters[index].setRunning(this.source(index), (value & bit(index)) === 0);
    this.counterInhibit = value;
  }
}

const inRange = (number: number, first: number, count: number) => number >= first && number < first + count;

const EXISTING: ReadonlySet<number> = new Set(Object.values(CSR));

/** Direct (0) or vectored (1); other modes are reserved and read as direct. */
function trapVector(value: number): number {
  return (value & 3) > 1 ? value & ~3 : value & ~2;
}

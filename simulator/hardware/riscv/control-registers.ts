/**
 * Control and status registers: numbers, names and the bits of the ones with fields.
 *
 * Source: The RISC-V Instruction Set Manual, volume II (privileged, 20240411), chapters 2.2 (listing), 3 (machine
 * mode) and 10 (supervisor mode). Field behaviour (which bits can be written, what reads as zero) is in
 * control-register-file.ts.
 */

export const CSR = {
  sstatus: 0x100,
  sie: 0x104,
  stvec: 0x105,
  scounteren: 0x106,
  senvcfg: 0x10a,
  sscratch: 0x140,
  sepc: 0x141,
  scause: 0x142,
  stval: 0x143,
  sip: 0x144,
  satp: 0x180,
  mstatus: 0x300,
  misa: 0x301,
  medeleg: 0x302,
  mideleg: 0x303,
  mie: 0x304,
  mtvec: 0x305,
  mcounteren: 0x306,
  menvcfg: 0x30a,
  mstatush: 0x310,
  medelegh: 0x312,
  menvcfgh: 0x31a,
  mcountinhibit: 0x320,
  /** mhpmevent3 to mhpmevent31 follow one another. */
  mhpmevent3: 0x323,
  mscratch: 0x340,
  mepc: 0x341,
  mcause: 0x342,
  mtval: 0x343,
  mip: 0x344,
  /** pmpcfg0 to pmpcfg15, pmpaddr0 to pmpaddr63. */
  pmpcfg0: 0x3a0,
  pmpaddr0: 0x3b0,
  /** Triggers: none exists, so that tselect and tdata1 read as zero. */
  tselect: 0x7a0,
  tdata1: 0x7a1,
  tdata2: 0x7a2,
  tdata3: 0x7a3,
  mcycle: 0xb00,
  minstret: 0xb02,
  mhpmcounter3: 0xb03,
  mcycleh: 0xb80,
  minstreth: 0xb82,
  mhpmcounter3h: 0xb83,
  cycle: 0xc00,
  time: 0xc01,
  instret: 0xc02,
  cycleh: 0xc80,
  timeh: 0xc81,
  instreth: 0xc82,
  mvendorid: 0xf11,
  marchid: 0xf12,
  mimpid: 0xf13,
  mhartid: 0xf14,
  mconfigptr: 0xf15,
} as const;

/** Privilege modes, volume II table 1. */
export const PRIVILEGE = { user: 0, supervisor: 1, machine: 3 } as const;

/** Bits of mstatus; sstatus shows the supervisor's part. Volume II section 3.1.6. */
export const STATUS = {
  supervisorInterruptEnable: 1 << 1,
  machineInterruptEnable: 1 << 3,
  supervisorPreviousInterruptEnable: 1 << 5,
  machinePreviousInterruptEnable: 1 << 7,
  supervisorPreviousPrivilege: 1 << 8,
  machinePreviousPrivilege: 3 << 11,
  modifyPrivilege: 1 << 17,
  supervisorUserMemory: 1 << 18,
  makeExecutableReadable: 1 << 19,
  trapVirtualMemory: 1 << 20,
  timeoutWait: 1 << 21,
  trapSupervisorReturn: 1 << 22,
} as const;

/** Interrupt numbers: bits of mip and mie, and causes with bit 31 set. Volume II table 14. */
export const INTERRUPT = {
  supervisorSoftware: 1,
  machineSoftware: 3,
  supervisorTimer: 5,
  machineTimer: 7,
  supervisorExternal: 9,
  machineExternal: 11,
} as const;

/** Who is taken first when several are pending for the same mode: volume II section 3.1.9. */
export const INTERRUPT_PRIORITY: readonly number[] = [
  INTERRUPT.machineExternal,
  INTERRUPT.machineSoftware,
  INTERRUPT.machineTimer,
  INTERRUPT.supervisorExternal,
  INTERRUPT.supervisorSoftware,
  INTERRUPT.supervisorTimer,
];

/** Exception codes. Volume II table 14. */
export const CAUSE = {
  instructionMisaligned: 0,
  instructionAccessFault: 1,
  illegalInstruction: 2,
  breakpoint: 3,
  loadMisaligned: 4,
  loadAccessFault: 5,
  storeMisaligned: 6,
  storeAccessFault: 7,
  callFromUser: 8,
  callFromSupervisor: 9,
  callFromMachine: 11,
  instructionPageFault: 12,
  loadPageFault: 13,
  storePageFault: 15,
} as const;

/** Names of the exceptions by code, for traces. */
export const CAUSE_NAMES: readonly string[] = [
  'instruction address misaligned',
  'instruction access fault',
  'illegal instruction',
  'breakpoint',
  'load address misaligned',
  'load access fault',
  'store address misaligned',
  'store access fault',
  'environment call from user mode',
  'environment call from supervisor mode',
  'reserved',
  'environment call from machine mode',
  'instruction page fault',
  'load page fault',
  'reserved',
  'store page fault',
];

/** What a hardware performance counter counts, by the number written to its mhpmevent register. */
export const HARDWARE_EVENT = {
  none: 0,
  cacheMiss: 1,
  translationMiss: 2,
  branch: 3,
  branchTaken: 4,
  stallCycle: 5,
  load: 6,
  store: 7,
  trap: 8,
} as const;

export const HARDWARE_EVENT_COUNT = 9;

/** Names by number, for assembler and disassembler. */
export const CSR_NAMES: ReadonlyMap<number, string> = nameRegisters();

function nameRegisters(): Map<number, string> {
  const names = new Map<number, string>();
  for (const [name, number] of Object.entries(CSR)) names.set(number, name);
  for (let i = 3; i < 32; i++) {
    names.set(CSR.mhpmevent3 + i - 3, `mhpmevent${i}`);
    names.set(CSR.mhpmcounter3 + i - 3, `mhpmcounter${i}`);
    names.set(CSR.mhpmcounter3h + i - 3, `mhpmcounter${i}h`);
    names.set(CSR.cycle + i, `hpmcounter${i}`);
    names.set(CSR.cycleh + i, `hpmcounter${i}h`);
  }
  for (let i = 0; i < 16; i++) names.set(CSR.pmpcfg0 + i, `pmpcfg${i}`);
  for (let i = 0; i < 64; i++) names.set(CSR.pmpaddr0 + i, `pmpaddr${i}`);
  return names;
}

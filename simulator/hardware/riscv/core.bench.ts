/**
 * Speed of the core: an integer loop with loads, stores, arithmetic and branches, functional and timed, with and
 * without Sv32 translation.
 */
import { type Benchmark, median } from '../../../scripts/benchmark';
import { createMachine } from '../machine';
import { RAM_BASE } from '../memory/physical-address-space';
import { assemble } from '../toolchain/assembler';
import { TIMED_CACHES } from '../toolchain/program-machine';

const RAM_BYTES = 8 * 1024 * 1024;
const FUNCTIONAL_INSTRUCTIONS = 10_000_000;
const TIMED_INSTRUCTIONS = 300_000;

/** Every core sums and rewrites a table of its own of 4 KiB, for ever. */
const LOOP = `
  csrr t0, mhartid
  slli t0, t0, 12
  la a0, table
  add a0, a0, t0
  outer: mv t1, a0
  li t2, 1024
  1: lw t3, 0(t1)
  add t4, t4, t3
  xor t5, t5, t4
  srli t6, t5, 3
  sw t6, 0(t1)
  addi t1, t1, 4
  addi t2, t2, -1
  bnez t2, 1b
  j outer`;

/** Into supervisor mode, with RAM mapped to itself by superpages. */
const TRANSLATED = `
  la t0, root
  li t1, ${(RAM_BASE >>> 2) | 0xcf | 0}
  li t2, 2048
  add t2, t2, t0
  sw t1, 0(t2)
  srli t0, t0, 12
  li t1, 0x80000000
  or t0, t0, t1
  csrw satp, t0
  csrr t3, mhartid
  li t0, 0x800
  csrw mstatus, t0
  la t0, 1f
  csrw mepc, t0
  mret
  1: mv t0, t3
  slli t0, t0, 12`;

function source(translated: boolean): string {
  const body = translated ? TRANSLATED + LOOP.replace(/csrr t0, mhartid\s+slli t0, t0, 12/, '') : LOOP;
  return `${body}\n.data\nroot: .space 4096\ntable: .space 16384`;
}

function millionPerSecond(cores: number, translated: boolean, timed: boolean): number {
  const machine = createMachine({
    cores,
    quantumCycles: 10_000,
    ramBytes: RAM_BYTES,
    core: { physicalMemoryProtection: false },
    ...(timed && { timed: TIMED_CACHES }),
  });
  machine.writeMemory(RAM_BASE, assemble(source(translated)).bytes);
  const instructions = timed ? TIMED_INSTRUCTIONS : FUNCTIONAL_INSTRUCTIONS;
  const start = performance.now();
  machine.run({ maxInstructions: instructions });
  return instructions / (performance.now() - start) / 1000;
}

const benchmark: Benchmark = async (report) => {
  for (const timed of [false, true])
    for (const cores of [1, 4])
      for (const translated of [false, true]) {
        const value = await median(3, () => millionPerSecond(cores, translated, timed));
        report.line(
          `${timed ? 'timed' : 'functional'} core, ${cores} core${cores === 1 ? '' : 's'}, ${translated ? 'Sv32' : 'no translation'}`,
          value,
          'million instructions/s',
          !timed && translated && cores === 1 ? { aim: 'at least 50' } : {},
        );
      }
};

export default benchmark;

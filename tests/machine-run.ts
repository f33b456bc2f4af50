/**
 * A run of the whole machine whose digest must come out the same on every engine: two cores that count with
 * atomics and lr/sc, timer interrupts, division and high products; a rewind; and random accesses to coherent
 * caches. Bundled for the browser by machine-digest.test.ts.
 */
import { Random } from '../simulator/engine/random';
import { MemorySystem } from '../simulator/hardware/caches/memory-system';
import { createMachine } from '../simulator/hardware/machine';
import { PhysicalMemory } from '../simulator/hardware/memory/physical-memory';
import { assemble } from '../simulator/hardware/toolchain/assembler';
import { OPERATION } from '../simulator/programs/operations';

const PROGRAM = `
        csrr  s0, mhartid
        la    t0, handler
        csrw  mtvec, t0
        li    t0, 128
        csrw  mie, t0
        li    t1, 0x02004000        # mtimecmp of this core
        slli  t2, s0, 3
        add   t1, t1, t2
        sw    zero, 4(t1)
        li    t2, 700
        sw    t2, 0(t1)
        csrsi mstatus, 8
        la    s1, shared
        addi  s4, s1, 4
        li    s2, 400
        li    s3, 0x9e3779b9
loop:   amoadd.w a0, s3, (s1)
1:      lr.w  a1, (s4)
        addi  a1, a1, 1
        sc.w  a3, a1, (s4)
        bnez  a3, 1b
        mulh  a4, a0, s3
        divu  a5, s3, a1
        rem   a6, a0, a1
        xor   a4, a4, a5
        add   a4, a4, a6
        amoxor.w zero, a4, (s1)
        addi  s2, s2, -1
        bnez  s2, loop
end:    wfi
        j     end
handler:
        csrr  t4, mepc
        lw    t5, 8(s1)
        add   t5, t5, t4
        sw    t5, 8(s1)
        li    t6, -1
        sw    t6, 4(t1)
        mret
        .data
shared: .word 1, 0, 0
`;

const FIRST_INSTRUCTIONS = 6_000;
const REST_INSTRUCTIONS = 20_000;
const CACHE_ACCESSES = 20_000;
const MEMORY_BYTES = 4096;

export interface MachineDigests {
  readonly atEnd: string;
  readonly afterRewind: string;
  /** How often the shared word was counted up: 400 by each of two cores. */
  readonly count: number;
  readonly caches: string;
}

export function machineDigests(): MachineDigests {
  const machine = createMachine({ cores: 2, ramBytes: 1 << 20 });
  const program = assemble(PROGRAM);
  machine.writeMemory(program.base, program.bytes);
  machine.run({ maxInstructions: FIRST_INSTRUCTIONS });
  const middle = machine.save();
  machine.run({ maxInstructions: REST_INSTRUCTIONS });
  const atEnd = machine.digest();
  machine.restore(middle);
  machine.run({ maxInstructions: REST_INSTRUCTIONS });
  const count = machine.space.load((program.symbols.get('shared') as number) + 4, 4);
  return { atEnd, afterRewind: machine.digest(), count, caches: cachesDigest() };
}

function cachesDigest(): string {
  const system = new MemorySystem({
    cores: 4,
    levels: [
      { sets: 4, ways: 2, lineBytes: 16 },
      { sets: 16, ways: 4, lineBytes: 16, shared: true },
    ],
    memory: new PhysicalMemory(MEMORY_BYTES),
    protocol: 'moesi',
    atomics: 'cache',
  });
  const random = new Random('every engine');
  let cycle = 0;
  for (let i = 0; i < CACHE_ACCESSES; i++) {
    const core = random.below(4);
    const address = random.below(MEMORY_BYTES / 4) * 4;
    const what = random.below(4);
    if (what === 0) system.store(core, address, random.word() | 0, cycle);
    else if (what === 1) system.atomic(core, OPERATION.fetchAndAdd, address, random.below(100), 0, cycle);
    else system.load(core, address, cycle);
    cycle = system.completionCycle;
  }
  return system.digest();
}

/** Timed cores compute what functional ones do; several cores share memory. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMachine } from '../machine';
import type { MachineCachesOptions } from '../machine-caches';
import { RAM_BASE } from '../memory/physical-address-space';
import { assemble } from '../toolchain/assembler';
import { HARDWARE_EVENT } from './control-registers';

const RAM_BYTES = 64 * 1024;
const CACHES: MachineCachesOptions = {
  instructionCache: { sets: 4, ways: 2, lineBytes: 16 },
  levels: [
    { sets: 4, ways: 2, lineBytes: 16 },
    { sets: 16, ways: 4, lineBytes: 16, shared: true },
  ],
  atomics: 'cache',
  translationBuffers: {
    instructionTlb: { sets: 1, ways: 2 },
    dataTlb: { sets: 1, ways: 2 },
    secondLevelTlb: { sets: 2, ways: 2 },
  },
};

function machine(source: string, cores: number, timed: boolean, quantumCycles = 7) {
  const program = assemble(source);
  const it = createMachine({
    cores,
    quantumCycles,
    ramBytes: RAM_BYTES,
    core: { physicalMemoryProtection: false, misaligned: 'access' },
    ...(timed && { timed: CACHES }),
  });
  it.writeMemory(RAM_BASE, program.bytes);
  const words = () => Array.from({ length: RAM_BYTES / 4 }, (_, i) => it.readWord(RAM_BASE + 4 * i));
  const symbol = (name: string) => program.symbols.get(name) as number;
  return { machine: it, words, word: (address: number) => it.readWord(address), symbol };
}

const ADDERS: readonly [string, string][] = [
  ['amoadd', 'amoadd.w zero, t2, (t0)'],
  ['lr and sc', '2: lr.w t3, (t0)\nadd t3, t3, t2\nsc.w t4, t3, (t0)\nbnez t4, 2b'],
];

describe('several cores', () => {
  test.each(
    ADDERS.flatMap(([name, add]) =>
      [false, true].map((timed): [string, boolean, string] => [name, timed, add]),
    ),
  )('4 cores lose no addition with %s (timed: %s)', (_, timed, add) => {
    const source = `la t0, sum\nli t1, 200\ncsrr t2, mhartid\naddi t2, t2, 1\n1: ${add}\naddi t1, t1, -1\nbnez t1, 1b\nwfi\n.data\nsum: .word 0`;
    const run = (slice: number) => {
      const { machine: it, word, symbol } = machine(source, 4, timed, slice);
      it.run({ maxInstructions: 1_000_000 });
      expect(it.cores.every((core) => core.waiting)).toBe(true);
      expect(word(symbol('sum'))).toBe(200 * (1 + 2 + 3 + 4));
      return it.digest();
    };
    for (const slice of [1, 3, 50]) expect(run(slice)).toBe(run(slice));
  });

  test('without atomics additions are lost: the cores do interleave', () => {
    const source =
      'la t0, sum\nli t1, 200\n1: lw t3, 0(t0)\naddi t3, t3, 1\nsw t3, 0(t0)\naddi t1, t1, -1\nbnez t1, 1b\nwfi\n.data\nsum: .word 0';
    for (const timed of [false, true]) {
      const { machine: it, word, symbol } = machine(source, 4, timed, 2);
      it.run({ maxInstructions: 1_000_000 });
      expect(word(symbol('sum'))).toBeLessThan(800);
    }
  });

  test('a store of another core to the reserved word makes store-conditional fail', () => {
    const source = `la t0, word
      csrr t1, mhartid
      bnez t1, other
      lr.w t2, (t0)
      li a0, 0
      li a0, 0
      li a0, 0
      li a0, 0
      li a0, 0
      li a0, 0
      sc.w a0, t1, (t0)
      wfi
      other: li t2, 5
      sw t2, 0(t0)
      wfi
      .data
      word: .word 1`;
    const { machine: it, word, symbol } = machine(source, 2, false, 5);
    it.run({ maxInstructions: 1000 });
    expect([it.cores[0].x[10], word(symbol('word'))]).toEqual([1, 5]);
  });
});

/** Random loops over memory with translation on, in supervisor mode: root table, a superpage for all of RAM. */
const step = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('add', 'sub', 'xor', 'mul', 'divu', 'rem', 'sltu'),
      fc.nat(5),
      fc.nat(5),
      fc.nat(5),
    )
    .map(([name, rd, rs1, rs2]) => `${name} s${rd + 2}, s${rs1 + 2}, s${rs2 + 2}`),
  fc
    .tuple(fc.constantFrom('lw', 'lh', 'lbu', 'sw', 'sh', 'sb'), fc.nat(5), fc.nat(500))
    .map(([name, register, offset]) => `${name} s${register + 2}, ${offset}(a5)`),
  fc
    .tuple(fc.constantFrom('amoadd', 'amoswap', 'amomaxu', 'amoand'), fc.nat(5), fc.nat(5))
    .map(([name, rd, rs2]) => `${name}.w s${rd + 2}, s${rs2 + 2}, (a5)`),
  fc.constantFrom(
    'fence',
    'fence.i',
    'lr.w s2, (a5)\nsc.w s3, s4, (a5)',
    'csrr zero, cycle',
    'sfence.vma',
    'addi a5, a5, 1024',
    'lui a5, 0x40003',
  ),
);

const program = (steps: readonly string[]) => `
  la t0, root
  li t1, ${(RAM_BASE >>> 2) | 0xcf | 0}
  li t2, 2048
  add t2, t2, t0
  sw t1, 0(t2)
  la t1, inner
  srli t1, t1, 2
  ori t1, t1, 1
  sw t1, 1024(t0)
  la t1, inner
  li t2, ${(RAM_BASE >>> 2) | 0x07 | 0}
  li t3, 16
  1: sw t2, 0(t1)
  addi t1, t1, 4
  addi t2, t2, 1024
  addi t3, t3, -1
  bnez t3, 1b
  srli t0, t0, 12
  li t1, 0x80000000
  or t0, t0, t1
  csrw satp, t0
  li t0, 0x800
  csrw mstatus, t0
  csrwi mcounteren, 7
  la t0, 1f
  csrw mepc, t0
  mret
  1: li a4, 3
  lui a5, 0x40003
  1: ${steps.join('\n')}
  addi a4, a4, -1
  bnez a4, 1b
  wfi
  .data
  root: .space 4096
  inner: .space 4096
  .word 0x12345678, 0x9abcdef0, -1, 77`;

describe('timed and functional', () => {
  test('random programs end with the same registers and memory', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const [functional, timed] = [false, true].map((each) => {
          const { machine: it, words } = machine(program(steps), 1, each);
          it.run({ maxInstructions: 20_000 });
          const core = it.cores[0];
          expect(core.waiting).toBe(true);
          return { x: [...core.x.slice(0, 32)], pc: core.pc, retired: core.retired, words: words() };
        });
        expect(timed).toEqual(functional);
      }),
      { seed: 81, numRuns: 60 },
    );
  });

  test('hardware events count what CONVENTIONS.md says', () => {
    const { machine: it } = machine(
      'la t0, data\nli t1, 3\n1: lw t2, 0(t0)\nsw t2, 4(t0)\naddi t1, t1, -1\nbnez t1, 1b\ndiv t3, t1, t1\nwfi\n.data\ndata: .word 1, 2',
      1,
      true,
    );
    it.run({ maxInstructions: 1000 });
    const core = it.cores[0];
    const count = (event: keyof typeof HARDWARE_EVENT) => core.eventCounts[HARDWARE_EVENT[event]];
    expect([
      count('load'),
      count('store'),
      count('branch'),
      count('branchTaken'),
      count('translationMiss'),
    ]).toEqual([3, 3, 3, 2, 0]);
    // 10 instructions in 3 lines of 16 bytes, and one line of data.
    expect(count('cacheMiss')).toBe(4);
    expect(core.cycle).toBe(core.retired + count('stallCycle'));
  });
});

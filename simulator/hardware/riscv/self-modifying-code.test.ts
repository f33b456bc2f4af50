/**
 * Guarantee: a fetch executes what memory holds, without fence.i, whoever wrote it last (the own core, another, a
 * device), by whatever kind of store, through whatever address, and however often. The oracle is a machine that
 * forgets all decoded instructions before each step.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMachine } from '../machine';
import { RAM_BASE } from '../memory/physical-address-space';
import { assemble } from '../toolchain/assembler';
import { TIMED_CACHES } from '../toolchain/program-machine';

const RAM_BYTES = 64 * 1024;
const SLOTS = 12;
const S2 = 18;

const wordOf = (instruction: string) =>
  new DataView(assemble(instruction).bytes.buffer).getInt32(0, true) | 0;

/** What a slot may hold: sums, and stores that change other slots (s4 and s5 hold a word and a byte of instructions). */
const instruction = fc.oneof(
  fc.tuple(fc.constantFrom('addi', 'xori'), fc.nat(2000)).map(([name, value]) => `${name} s2, s2, ${value}`),
  fc.nat(SLOTS - 1).map((slot) => `sw s4, ${4 * slot}(s0)`),
  fc.nat(SLOTS - 1).map((slot) => `sb s5, ${4 * slot + 3}(s0)`),
  fc.nat(SLOTS - 1).map((slot) => `sh s5, ${4 * slot + 2}(s0)`),
);

/** Changes a slot from outside the code: by a store of each kind, or by many of them. */
const patch = fc
  .tuple(
    fc.constantFrom('sw', 'byte by byte', 'amoswap', 'sc', 'often'),
    fc.nat(SLOTS - 1),
    instruction.map(wordOf),
  )
  .map(([kind, slot, word]) => {
    const setUp = `addi t0, s1, ${4 * slot}\nli t1, ${word}`;
    if (kind === 'sw') return `${setUp}\nsw t1, 0(t0)`;
    if (kind === 'amoswap') return `${setUp}\namoswap.w zero, t1, (t0)`;
    if (kind === 'sc') return `${setUp}\nlr.w t2, (t0)\nsc.w t2, t1, (t0)`;
    if (kind === 'often')
      return `${setUp}\nli t2, 300\n1: sw t2, 0(t0)\naddi t2, t2, -1\nbnez t2, 1b\nsw t1, 0(t0)`;
    return [0, 1, 2, 3].reduce((text, byte) => `${text}\nsb t1, ${byte}(t0)\nsrli t1, t1, 8`, setUp);
  });

/** Rounds of running the code, which lies across the end of a page, and patching it; what traps is skipped. s1 reaches it as s0 or by another page. */
const program = (slots: readonly string[], patches: readonly string[], aliased: boolean) => `
  ${aliased ? TRANSLATED : 'la s1, code'}
  la s0, code
  li s4, ${wordOf('addi s2, s2, 77')}
  li s5, ${wordOf('xori s2, s2, 1365') >>> 16}
  la t0, handler
  csrw mtvec, t0
  csrr t0, mhartid
  slli t0, t0, 5
  1: addi t0, t0, -1
  bgez t0, 1b
  li s3, 4
  round: jal ra, code
  ${patches.join('\n')}
  addi s3, s3, -1
  bnez s3, round
  wfi
  handler: csrr t5, mepc
  addi t5, t5, 4
  csrw mepc, t5
  mret
  .align 12
  .space ${4096 - 4 * (SLOTS / 2)}
  code: ${slots.join('\n')}
  ret
  .align 12
  root: .space 4096`;

/** Machine mode whose loads and stores translate (MPRV): superpages map RAM to itself, and once more 1 GiB below. */
const TRANSLATED = `
  la t0, root
  li t1, ${(RAM_BASE >>> 2) | 0xcf | 0}
  li t2, 2048
  add t2, t2, t0
  sw t1, 0(t2)
  li t2, 1024
  add t2, t2, t0
  sw t1, 0(t2)
  srli t0, t0, 12
  li t1, 0x80000000
  or t0, t0, t1
  csrw satp, t0
  li t0, 0x20800
  csrs mstatus, t0
  la s1, code
  li t0, 0x40000000
  sub s1, s1, t0`;

function machine(source: string, cores: number, timed: boolean) {
  const it = createMachine({
    cores,
    quantumCycles: 0,
    ramBytes: RAM_BYTES,
    core: { physicalMemoryProtection: false },
    ...(timed && { timed: TIMED_CACHES }),
  });
  it.writeMemory(RAM_BASE, assemble(source).bytes);
  const outcome = () => ({
    x: it.cores.map((core) => [...core.x.slice(0, 32)]),
    waiting: it.cores.map((core) => core.waiting),
    code: Array.from({ length: RAM_BYTES / 4 }, (_, i) => it.readWord(RAM_BASE + 4 * i)),
  });
  return { machine: it, outcome };
}

const LIMIT = 20_000;
const parts = [
  fc.array(instruction, { minLength: SLOTS, maxLength: SLOTS }),
  fc.array(patch, { maxLength: 6 }),
  fc.boolean(),
] as const;

describe('self-modifying code', () => {
  test.each([1, 2])('%i functional core(s): as if nothing were kept', (cores) => {
    let ended = 0;
    fc.assert(
      fc.property(...parts, (slots, patches, aliased) => {
        const source = program(slots, patches, aliased);
        const [subject, oracle] = [machine(source, cores, false), machine(source, cores, false)];
        subject.machine.run({ untilCycle: LIMIT });
        for (let cycle = 0; cycle < LIMIT; cycle++)
          for (const core of oracle.machine.cores) {
            oracle.machine.space.decodedPages.forget();
            core.run(1);
          }
        expect(subject.outcome()).toEqual(oracle.outcome());
        if (!subject.outcome().waiting.includes(false)) ended++;
      }),
      { seed: 61, numRuns: 40 },
    );
    // The others wrote a jump where the other core was.
    expect(ended).toBeGreaterThan(30);
  });

  test('with caches: as without', () => {
    fc.assert(
      fc.property(...parts, (slots, patches, aliased) => {
        const [functional, timed] = [false, true].map((each) => {
          const { machine: it, outcome } = machine(program(slots, patches, aliased), 1, each);
          it.run({ maxInstructions: LIMIT });
          return outcome();
        });
        expect(timed).toEqual(functional);
      }),
      { seed: 62, numRuns: 40 },
    );
  });

  test('another core and a device write what a core executes in a loop (timed: both)', () => {
    // Core 0 adds s2 once a round; the word that it adds is changed by core 1, then by a transfer of the bus.
    const source = `
      csrr t0, mhartid
      bnez t0, other
      loop: addi s2, s2, 1
      j loop
      other: la t0, loop
      li t1, ${wordOf('addi s2, s2, 0')}
      sw t1, 0(t0)
      wfi`;
    for (const timed of [undefined, TIMED_CACHES]) {
      const it = createMachine({ cores: 2, ramBytes: 1 << 16, timed });
      const { bytes, symbols } = assemble(source);
      it.writeMemory(RAM_BASE, bytes);
      it.run({ untilCycle: 5_000 });
      const counted = it.cores[0].x[S2];
      it.run({ untilCycle: 10_000 });
      expect(it.cores[0].x[S2]).toBe(counted);
      const instructions = new Uint8Array(Int32Array.of(wordOf('li s2, -7')).buffer);
      const segment = { address: symbols.get('loop') as number, byteLength: 4 };
      expect(
        it.dma
          .master(
            () => 0,
            () => true,
          )
          .write([segment], instructions),
      ).toBe(true);
      it.run({ untilCycle: 15_000 });
      expect(it.cores[0].x[S2]).toBe(-7);
    }
  });

  test('a page that held code is stored to at full speed again: by the number of stores that are told', () => {
    const source = `
      la t0, page
      jal ra, page
      li t1, 5000
      1: sw t1, 4(t0)
      addi t1, t1, -1
      bnez t1, 1b
      wfi
      .align 12
      page: ret`;
    const { machine: it } = machine(source, 1, false);
    it.run({ maxInstructions: LIMIT });
    const page = it.space.decodedPages.page(RAM_BASE + 4096);
    expect([page.inUse, page.stores]).toEqual([false, 256]);
  });
});

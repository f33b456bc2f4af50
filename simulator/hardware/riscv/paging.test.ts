/** Sv32 as a program sees it: permissions, accessed and dirty bits, superpages, fences, address spaces. */
import { describe, expect, test } from 'vitest';
import { RAM_BASE } from '../memory/physical-address-space';
import { runAssembly } from '../toolchain/assembled-run';
import { CAUSE } from './control-registers';
import type { CoreOptions } from './core';

const V = 1;
const R = 2;
const W = 4;
const X = 8;
const U = 16;
const A = 64;
const D = 128;
const A0 = 10;
const SUM = 0x4_0000;
const MXR = 0x8_0000;

interface Setup {
  /** Mode of the access: 0 user, 1 supervisor. */
  readonly mode?: number;
  /** More bits of mstatus. */
  readonly status?: number;
  readonly options?: CoreOptions;
  /** Bits of the root entry that points to the inner table. */
  readonly pointer?: number;
}

/**
 * Page 0x40000000 is mapped with `flags` to `page`; the program itself lies in a superpage for the supervisor, and
 * runs from machine mode with MPRV, so that loads and stores alone are translated. a1 is the page.
 */
function access(
  flags: number,
  instruction: string,
  { mode = 1, status = 0, options = {}, pointer = V }: Setup = {},
) {
  const run = runAssembly(
    `la t0, end
    csrw mtvec, t0
    li t0, -1
    csrw pmpaddr0, t0
    csrwi pmpcfg0, 0x1f
    la t0, root
    la t1, inner
    srli t1, t1, 2
    ori t1, t1, ${pointer}
    li t2, 1024
    add t2, t2, t0
    sw t1, 0(t2)
    la t1, page
    srli t1, t1, 2
    ori t1, t1, ${flags}
    la t2, inner
    sw t1, 0(t2)
    srli t0, t0, 12
    li t1, 0x80000000
    or t0, t0, t1
    csrw satp, t0
    sfence.vma
    li a1, 0x40000000
    li t0, ${(0x2_0000 | (mode << 11) | status) >>> 0}
    csrw mstatus, t0
    ${instruction}
    j end
    .align 2
    end: nop
    .data
    root: .space 4096
    inner: .space 4096
    page: .word 7
    .space 4092`,
    options,
    500,
  );
  return {
    cause: run.traps[0]?.cause,
    value: run.traps[0]?.value,
    a0: run.core.x[A0],
    flags: run.word('inner') & 0x3ff,
    page: run.word('page'),
  };
}

const LOAD = 'lw a0, 0(a1)';
const STORE = 'sw a1, 0(a1)';

describe('page faults', () => {
  test.each([
    ['a valid readable page', V | R | A, LOAD, {}, undefined],
    ['not valid', R | A, LOAD, {}, CAUSE.loadPageFault],
    ['writable but not readable', V | W | A | D, LOAD, {}, CAUSE.loadPageFault],
    ['a pointer at the last level', V, LOAD, {}, CAUSE.loadPageFault],
    ['not writable', V | R | A | D, STORE, {}, CAUSE.storePageFault],
    ['atomics fault as stores', V | R | A | D, 'amoadd.w a0, a0, (a1)', {}, CAUSE.storePageFault],
    ['load-reserved faults as a load', V | X | A, 'lr.w a0, (a1)', {}, CAUSE.loadPageFault],
    ['executable only', V | X | A, LOAD, {}, CAUSE.loadPageFault],
    ['executable only, with MXR', V | X | A, LOAD, { status: MXR }, undefined],
    ['MXR gives no right to write', V | X | A | D, STORE, { status: MXR }, CAUSE.storePageFault],
    ['a user page from supervisor mode', V | R | U | A, LOAD, {}, CAUSE.loadPageFault],
    ['a user page from supervisor mode, with SUM', V | R | U | A, LOAD, { status: SUM }, undefined],
    ['a user page from user mode', V | R | U | A, LOAD, { mode: 0 }, undefined],
    [
      'a supervisor page from user mode, even with SUM',
      V | R | A,
      LOAD,
      { mode: 0, status: SUM },
      CAUSE.loadPageFault,
    ],
    ['reserved bits in a pointer', V | R | A, LOAD, { pointer: V | A }, CAUSE.loadPageFault],
    ['a root entry that is not valid', V | R | A, LOAD, { pointer: 0 }, CAUSE.loadPageFault],
    ['machine mode is not translated', V | R | A, LOAD, { mode: 3 }, CAUSE.loadAccessFault],
  ] as [string, number, string, Setup, number | undefined][])(
    '[row 84] %s',
    (_, flags, instruction, setup, cause) => {
      const result = access(flags, instruction, setup);
      expect(result.cause).toBe(cause);
      if (cause === undefined) expect(result.a0).toBe(7);
      else expect(result.value).toBe(0x4000_0000);
    },
  );

  test('fetching needs execute permission, and the supervisor never executes user pages', () => {
    const jump = (flags: number, mode: number) => access(flags, 'csrw mepc, a1\nmret', { mode });
    expect(jump(V | R | A, 1)).toMatchObject({ cause: CAUSE.instructionPageFault, value: 0x4000_0000 });
    expect(jump(V | X | U | A, 1).cause).toBe(CAUSE.instructionPageFault);
    expect(jump(V | X | A, 0).cause).toBe(CAUSE.instructionPageFault);
    // 7 is no instruction: reaching it is enough.
    expect(jump(V | X | A, 1).cause).toBe(CAUSE.illegalInstruction);
    expect(jump(V | X | U | A, 0).cause).toBe(CAUSE.illegalInstruction);
  });

  test('a fault in the middle of a misaligned access names the part that met it', () => {
    const straddling = access(V | R | W | A | D, 'li a1, 0x40000ffe\nsw a1, 0(a1)', {
      options: { misaligned: 'access' },
    });
    expect(straddling).toMatchObject({ cause: CAUSE.storePageFault, value: 0x4000_1000 });
  });
});

describe('accessed and dirty bits', () => {
  test('are set by the walker: a load sets A, a store A and D, a refused access none', () => {
    expect(access(V | R | W, LOAD).flags).toBe(V | R | W | A);
    expect(access(V | R | W, STORE).flags).toBe(V | R | W | A | D);
    expect(access(V | R | W, `${LOAD}\n${STORE}`).flags).toBe(V | R | W | A | D);
    expect(access(V | R, STORE).flags).toBe(V | R);
  });

  test('or their lack is a page fault', () => {
    const options = { accessedDirty: 'fault' } as const;
    expect(access(V | R | W, LOAD, { options }).cause).toBe(CAUSE.loadPageFault);
    expect(access(V | R | W | A, STORE, { options })).toMatchObject({
      cause: CAUSE.storePageFault,
      flags: V | R | W | A,
    });
    expect(access(V | R | W | A, LOAD, { options }).cause).toBeUndefined();
  });
});

describe('superpages and fences', () => {
  /** A root entry for 0x40000000 that points into RAM at `offset` pages, then a load of `page` through it. */
  const superpage = (offset: number) =>
    runAssembly(
      `la t0, end
      csrw mtvec, t0
      la t0, root
      li t1, ${((RAM_BASE >>> 2) + offset * 1024 + (V | R | W | A | D)) | 0}
      li t2, 1024
      add t2, t2, t0
      sw t1, 0(t2)
      srli t0, t0, 12
      li t1, 0x80000000
      or t0, t0, t1
      csrw satp, t0
      la a1, value
      li t0, 0x3fffff
      and a1, a1, t0
      li t0, 0x40000000
      or a1, a1, t0
      li t0, 0x20800
      csrw mstatus, t0
      lw a0, 0(a1)
      j end
      .align 2
      end: nop
      .data
      root: .space 4096
      value: .word 99`,
      { physicalMemoryProtection: false },
      100,
    );

  test('a root leaf maps 4 MiB, and must lie at a multiple of it', () => {
    expect(superpage(0).core.x[A0]).toBe(99);
    expect(superpage(1).traps[0]?.cause).toBe(CAUSE.loadPageFault);
  });

  test('a changed entry holds after sfence.vma', () => {
    const unmap =
      'csrw satp, zero\nla t0, inner\nli t1, 0x20000\ncsrc mstatus, t1\nsw zero, 0(t0)\nla t0, root\nsrli t0, t0, 12\nli t2, 0x80000000\nor t0, t0, t2\ncsrw satp, t0\nsfence.vma\ncsrs mstatus, t1\n';
    expect(access(V | R | A, `${LOAD}\n${unmap}${LOAD}`).cause).toBe(CAUSE.loadPageFault);
  });

  test('an entry beyond physical memory is an access fault of the access it serves', () => {
    const result = access(V | R | A, 'li t0, 0x803fffff\ncsrw satp, t0\nlw a0, 0(a1)');
    expect(result).toMatchObject({ cause: CAUSE.loadAccessFault, value: 0x4000_0000 });
  });

  test('protection holds for the walker too', () => {
    const result = access(
      V | R | A,
      'csrw pmpcfg0, zero\nla t0, inner\nsrli t0, t0, 2\ncsrw pmpaddr0, t0\nli t1, -1\ncsrw pmpaddr1, t1\nli t1, 0x1f10\ncsrw pmpcfg0, t1\nlw a0, 0(a1)',
    );
    expect(result).toMatchObject({ cause: CAUSE.loadAccessFault, value: 0x4000_0000 });
  });
});

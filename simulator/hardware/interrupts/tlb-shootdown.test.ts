import { describe, expect, test } from 'vitest';
import { createMachine } from '../machine';
import { assemble } from '../toolchain/assembler';
import { tlbShootdownAssembly } from './tlb-shootdown';

/**
 * Core 1 reads a page again and again in supervisor mode; core 0 maps another frame there, and then tells the
 * others (or not). The page tables are built here: a superpage for code and data, page 0x4000_0000 for the test.
 */
function run(tellsOthers: boolean) {
  const machine = createMachine({ cores: 2, ramBytes: 1 << 20 });
  const program = assemble(`
        csrr  tp, mhartid
        la    t0, handler
        csrw  mtvec, t0
        li    t0, -1
        csrw  pmpaddr0, t0
        li    t0, 31
        csrw  pmpcfg0, t0
        li    t0, 8
        csrw  mie, t0
        bnez  tp, reader
wait:   la    t0, reads                 # core 0: the other has read the page
        lw    t1, 0(t0)
        li    t2, 5
        blt   t1, t2, wait
        li    t0, 0x80080000            # second level, entry 0: frame 0x800b0 instead
        li    t1, 0x2002c0cf
        sw    t1, 0(t0)
        sfence.vma
        li    a0, 0x40000000
        li    a1, -1
        li    a2, 2
        ${tellsOthers ? 'call  shootdown' : 'nop'}
        la    t0, changed
        li    t1, 1
        sw    t1, 0(t0)
1:      wfi
        j     1b
reader: li    t0, 0x8008007f            # satp: Sv32, root at 0x8007f000
        csrw  satp, t0
        sfence.vma
        li    t0, 0x1800
        csrc  mstatus, t0
        li    t0, 0x880
        csrs  mstatus, t0
        la    t0, loop
        csrw  mepc, t0
        la    s0, changed
        la    s1, reads
        li    s2, 0x40000000
        li    s5, 0
        mret
loop:   lw    s3, 0(s0)                 # first: is it said to have changed?
        lw    s4, 0(s2)
        addi  s5, s5, 1
        sw    s5, 0(s1)
        beqz  s3, loop
        ecall
handler:
        csrr  t5, mcause
        bgez  t5, stop
        la    t6, saved
        sw    ra, 0(t6)
        call  shootdown_serve
        la    t6, saved
        lw    ra, 0(t6)
        mret
stop:   csrw  mie, zero
1:      wfi
        j     1b
${tlbShootdownAssembly('mailboxes')}
        .data
mailboxes: .space 32
reads:  .word 0
changed: .word 0
saved:  .word 0`);
  machine.writeMemory(program.base, program.bytes);
  const pages = (address: number) => (address / 4096) * 1024;
  const { space } = machine;
  // Root at 0x8007_f000: 0x8000_0000 as a superpage, 0x4000_0000 by the table at 0x8008_0000.
  space.store(0x8007_f000 + 4 * 0x200, 4, pages(0x8000_0000) | 0xcf);
  space.store(0x8007_f000 + 4 * 0x100, 4, pages(0x8008_0000) | 1);
  space.store(0x8008_0000, 4, pages(0x800a_0000) | 0xcf);
  space.store(0x800a_0000, 4, 111);
  space.store(0x800b_0000, 4, 222);
  const outcome = machine.run({ maxInstructions: 20_000 });
  return { outcome, seen: machine.cores[1]?.x[20], traps: machine.cores[1]?.registers.machineCause };
}

describe('TLB shootdown', () => {
  test('[row 90] after it, no core sees the old frame; without it the other core still does', () => {
    expect(run(true)).toEqual({ outcome: 'idle', seen: 222, traps: 9 });
    expect(run(false)).toEqual({ outcome: 'idle', seen: 111, traps: 9 });
  });

  test('two cores that shoot at each other again and again both come to an end', () => {
    const machine = createMachine({ cores: 2, ramBytes: 1 << 20 });
    const program = assemble(`
        csrr  tp, mhartid
        li    t0, 1
        sll   t0, t0, tp
        xori  s0, t0, 3
        li    s1, 50
1:      li    a0, 0x1000
        li    a1, 3
        mv    a2, s0
        call  shootdown
        addi  s1, s1, -1
        bnez  s1, 1b
2:      call  shootdown_serve           # goes on answering
        addi  s2, s2, 1
        li    t0, 5000
        blt   s2, t0, 2b
3:      wfi
        j     3b
${tlbShootdownAssembly('mailboxes')}
        .data
mailboxes: .space 32`);
    machine.writeMemory(program.base, program.bytes);
    expect(machine.run({ maxInstructions: 1_000_000 })).toBe('idle');
    expect(machine.cores.map((core) => core.x[9])).toEqual([0, 0]);
  });
});

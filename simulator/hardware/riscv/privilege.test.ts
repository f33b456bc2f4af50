/** Modes, traps, delegation, interrupts, control registers, counters and protection, against volume II. */
import { describe, expect, test } from 'vitest';
import { runAssembly } from '../toolchain/assembled-run';
import { CAUSE, INTERRUPT, PRIVILEGE, STATUS } from './control-registers';
import type { CoreOptions } from './core';

const A0 = 10;
const OPEN = 'li t0, -1\ncsrw pmpaddr15, t0\nli t0, 0x1f000000\ncsrw pmpcfg3, t0\n';

/** Enters a mode at the next line: 0 user, 1 supervisor. */
const enter = (mode: number) =>
  `li t0, 0x1800\ncsrc mstatus, t0\nli t0, ${mode << 11}\ncsrs mstatus, t0\nla t0, 9f\ncsrw mepc, t0\nmret\n9:\n`;

/** Runs with all memory open to all modes; traps to machine mode end the run with pc at `end`. */
const run = (body: string, options: CoreOptions = {}) =>
  runAssembly(
    `${OPEN}la t0, end\ncsrw mtvec, t0\n${body}\nj end\n.align 2\nend: nop\n.data\ndata: .word 1, 2`,
    options,
    1000,
  );

/** Cause of the first trap; undefined when the program ended without. */
const causeOf = (body: string, options: CoreOptions = {}) => run(body, options).traps[0]?.cause;

describe('who may do what', () => {
  test.each([
    ['csrr a0, mstatus', 1],
    ['csrr a0, sstatus', 0],
    ['csrr a0, cycle', 1],
    ['csrr a0, cycle', 0],
    ['mret', 1],
    ['sret', 0],
    ['wfi', 0],
    ['sfence.vma', 0],
    ['csrw cycle, zero', 3],
    ['csrr a0, 0x5c0', 3],
    ['csrw mhartid, zero', 3],
  ])('%s is illegal in mode %i', (instruction, mode) => {
    expect(causeOf(`${mode === 3 ? '' : enter(mode)}${instruction}`)).toBe(CAUSE.illegalInstruction);
  });

  test('reading a read-only register with csrrs x0 and csrrsi 0 is no write', () => {
    expect(run('csrrs a0, mhartid, zero\ncsrrci a0, misa, 0\ncsrrsi a0, mhartid, 0').traps).toEqual([]);
  });

  test('counters open by mcounteren to the supervisor, and by scounteren also to the user', () => {
    expect(causeOf(`csrwi mcounteren, 4\n${enter(1)}csrr a0, instret\ncsrr a0, cycle`)).toBe(
      CAUSE.illegalInstruction,
    );
    expect(
      run(
        `csrwi mcounteren, 7\ncsrwi scounteren, 7\n${enter(0)}csrr a0, instret\ncsrr a0, time\ncsrr a0, cycleh`,
      ).traps,
    ).toEqual([]);
    expect(causeOf(`csrwi mcounteren, 7\n${enter(0)}csrr a0, instret`)).toBe(CAUSE.illegalInstruction);
  });

  test.each([
    ['TVM', STATUS.trapVirtualMemory, 'csrr a0, satp'],
    ['TVM', STATUS.trapVirtualMemory, 'sfence.vma'],
    ['TW', STATUS.timeoutWait, 'wfi'],
    ['TSR', STATUS.trapSupervisorReturn, 'la t0, end\ncsrw sepc, t0\nsret'],
  ])('%s makes the supervisor trap, and only when set', (_, bit, body) => {
    const ssip = 'csrwi mie, 2\ncsrwi mip, 2\ncsrwi mideleg, 2\n';
    expect(causeOf(`${ssip}li t0, ${bit}\ncsrs mstatus, t0\n${enter(1)}${body}`)).toBe(
      CAUSE.illegalInstruction,
    );
    expect(run(`${ssip}${enter(1)}${body}`).traps).toEqual([]);
  });

  test('a legacy core does nothing in place of the listed trap in user mode, and traps on others', () => {
    const silentInUserMode = ['csrrs', 'wfi', 'sret'];
    const silent = run(`li a0, 7\n${enter(0)}csrr a0, mstatus\nwfi\nsret`, { silentInUserMode });
    expect(silent.traps).toEqual([]);
    expect(silent.core.x[A0]).toBe(7);
    expect(causeOf(`${enter(0)}mret`, { silentInUserMode })).toBe(CAUSE.illegalInstruction);
    expect(causeOf(`${enter(1)}csrr a0, mstatus`, { silentInUserMode })).toBe(CAUSE.illegalInstruction);
    expect(() => run('nop', { silentInUserMode: ['add'] })).toThrow('no sensitive instruction');
  });
});

describe('traps', () => {
  test.each([
    [0, CAUSE.callFromUser],
    [1, CAUSE.callFromSupervisor],
  ])(
    'ecall from mode %i goes to machine mode unless delegated, and never below where it was',
    (mode, cause) => {
      const handled = run(`${enter(mode)}at: ecall`);
      expect(handled.traps[0]).toMatchObject({
        cause,
        pc: handled.symbol('at') | 0,
        fromPrivilege: mode,
        toPrivilege: PRIVILEGE.machine,
      });
      const delegated = run(
        `li t0, ${1 << cause}\ncsrw medeleg, t0\nla t0, end\ncsrw stvec, t0\n${enter(mode)}at: ecall`,
      );
      expect(delegated.traps[0]).toMatchObject({ cause, toPrivilege: PRIVILEGE.supervisor });
      expect(delegated.core.registers.supervisorExceptionPc).toBe(delegated.symbol('at') | 0);
      expect((delegated.core.registers.status & STATUS.supervisorPreviousPrivilege) !== 0).toBe(mode === 1);
      expect(run(`li t0, -1\ncsrw medeleg, t0\nebreak`).traps[0]).toMatchObject({
        toPrivilege: PRIVILEGE.machine,
      });
    },
  );

  test('mret and sret restore mode and interrupt enable, and leave the previous ones as the manual says', () => {
    const machine = run('la t0, end\ncsrw mepc, t0\nli t0, 0x21880\ncsrw mstatus, t0\nmret');
    expect(machine.core.privilege).toBe(PRIVILEGE.machine);
    // Into machine mode: MPRV stays; MIE = old MPIE, MPIE = 1, MPP = user.
    expect(machine.core.registers.status).toBe(
      STATUS.modifyPrivilege | STATUS.machineInterruptEnable | STATUS.machinePreviousInterruptEnable,
    );
    const below = run('la t0, end\ncsrw mepc, t0\nli t0, 0x20800\ncsrw mstatus, t0\nmret');
    expect(below.core.privilege).toBe(PRIVILEGE.supervisor);
    expect(below.core.registers.status).toBe(STATUS.machinePreviousInterruptEnable);
    const supervisor = run(`${enter(1)}la t0, end\ncsrw sepc, t0\nli t0, 0x20\ncsrs sstatus, t0\nsret`);
    expect(supervisor.core.privilege).toBe(PRIVILEGE.user);
    expect(
      supervisor.core.registers.status &
        (STATUS.supervisorInterruptEnable | STATUS.supervisorPreviousInterruptEnable),
    ).toBe(STATUS.supervisorInterruptEnable | STATUS.supervisorPreviousInterruptEnable);
  });

  test('a trap within a handler overwrites what the handler did not save', () => {
    const nested = runAssembly(
      `la t0, first\ncsrw mtvec, t0\none: ecall\n.align 2\nfirst: la t0, second\ncsrw mtvec, t0\ntwo: ebreak\n.align 2\nsecond: csrr a0, mepc\ncsrr a1, mcause\ncsrr a2, mstatus\nend: j end`,
    );
    expect(nested.traps.map((trap) => trap.cause)).toEqual([CAUSE.callFromMachine, CAUSE.breakpoint]);
    expect(nested.core.x[A0]).toBe(nested.symbol('two') | 0);
    expect(nested.core.x[12] & STATUS.machinePreviousPrivilege).toBe(STATUS.machinePreviousPrivilege);
  });
});

describe('interrupts', () => {
  test('are taken in the order MEI, MSI, MTI, SEI, SSI, STI, each at its vector', () => {
    const order: number[] = [];
    const taken = run(`
      la t0, handler
      csrw mtvec, t0
      li t0, 0xaaa
      csrw mie, t0
      csrsi mstatus, 8
      1: bnez s0, 1b
      j end
      .align 2
      handler: csrr t1, mcause
      li t2, 1
      sll t2, t2, t1
      csrc mie, t2
      mret`);
    expect(taken.traps).toEqual([]);
    const core = taken.core;
    core.pc = taken.symbol('handler') - 12;
    core.onTrap = (trap) => order.push(trap.cause);
    for (const interrupt of Object.values(INTERRUPT)) core.setInterruptLine(interrupt, true);
    core.x[8] = 1;
    core.run(60);
    expect(order).toEqual([
      INTERRUPT.machineExternal,
      INTERRUPT.machineSoftware,
      INTERRUPT.machineTimer,
      INTERRUPT.supervisorExternal,
      INTERRUPT.supervisorSoftware,
      INTERRUPT.supervisorTimer,
    ]);
  });

  test('vectored: to base + 4 × cause; an exception goes to the base', () => {
    const exact = runAssembly(
      'la t0, table+1\ncsrw mtvec, t0\ncsrwi mip, 2\ncsrwi mie, 2\ncsrsi mstatus, 8\n.align 6\ntable: li a0, 1\nend: j end',
    );
    expect(exact.traps[0]).toMatchObject({ cause: 1, interrupt: true, value: 0 });
    expect(exact.core.registers.machineCause).toBe(0x8000_0001 | 0);
    expect(exact.ended).toBe(true);
    expect(exact.core.x[A0]).toBe(0);
    expect(
      runAssembly('la t0, table+1\ncsrw mtvec, t0\necall\n.align 6\ntable: li a0, 1\nend: j end').core.x[A0],
    ).toBe(1);
  });

  test('a delegated one waits while the core is in machine mode, and is taken below', () => {
    const body = (mode: number) =>
      `csrwi mip, 2\ncsrwi mie, 2\ncsrwi mideleg, 2\nla t0, end\ncsrw stvec, t0\ncsrsi mstatus, 10\n${mode === 3 ? '' : enter(mode)}nop\nnop`;
    expect(run(body(3)).traps).toEqual([]);
    expect(run(body(0)).traps[0]).toMatchObject({
      cause: 1,
      interrupt: true,
      fromPrivilege: 0,
      toPrivilege: 1,
    });
    // In supervisor mode only with SIE: mret left it as it was, set.
    expect(run(body(1)).traps[0]).toMatchObject({ fromPrivilege: 1, toPrivilege: 1 });
    expect(run(body(1).replace('mstatus, 10', 'mstatus, 8')).traps).toEqual([]);
  });

  test('wfi waits for an enabled line, whatever mstatus says, and goes on behind itself', () => {
    const waiting = run('li t0, 0x80\ncsrw mie, t0\nwfi\nli a0, 5');
    expect(waiting.core.waiting).toBe(true);
    expect(waiting.core.run(10)).toBe(0);
    waiting.core.setInterruptLine(INTERRUPT.machineExternal, true);
    expect(waiting.core.waiting).toBe(true);
    waiting.core.setInterruptLine(INTERRUPT.machineTimer, true);
    waiting.core.run(1);
    expect(waiting.core.x[A0]).toBe(5);
    expect(waiting.traps).toEqual([]);
  });

  test('software sets the supervisor’s three in mip, only SSIP in sip, and only what is delegated shows there', () => {
    const registers = run(
      'li t0, -1\ncsrw mip, t0\ncsrr a0, mip\ncsrr a1, sip\ncsrwi mideleg, 2\ncsrr a2, sip\ncsrw sip, zero\ncsrr a3, mip',
    ).core.x;
    expect([...registers.slice(10, 14)]).toEqual([0x222, 0, 2, 0x220]);
  });
});

describe('fields that keep legal values', () => {
  test.each([
    ['mtvec', -1, -4],
    ['mtvec', 0x8000_0005 | 0, 0x8000_0005 | 0],
    ['stvec', 0x8000_0002 | 0, 0x8000_0000 | 0],
    ['mepc', -1, -4],
    ['sepc', 7, 4],
    ['mideleg', -1, 0x222],
    ['medeleg', -1, 0xb3ff],
    ['mie', -1, 0xaaa],
    ['misa', 0, 0x4014_1101],
    ['satp', -1, -1],
    ['tselect', -1, 0],
    ['mstatush', -1, 0],
    ['mcountinhibit', -1, -3],
    ['menvcfg', -1, 1],
    ['pmpcfg0', 0x62, 0x00],
    ['pmpaddr3', -1, -1],
    ['mhpmevent3', 99, 0],
  ])('%s written with %i reads %i', (register, written, read) => {
    expect(run(`li t0, ${written}\ncsrw ${register}, t0\ncsrr a0, ${register}`).core.x[A0]).toBe(read);
  });

  test('MPP keeps its value when 2 is written', () => {
    const kept = run(
      'li t0, 0x1800\ncsrc mstatus, t0\nli t1, 0x800\ncsrs mstatus, t1\nli t2, 0x1000\ncsrw mstatus, t2\ncsrr a0, mstatus',
    );
    expect(kept.core.x[A0] & STATUS.machinePreviousPrivilege).toBe(0x800);
  });

  test('registers that this machine lacks are illegal', () => {
    for (const register of ['0x747', '0x744', '0x7b0', '0x600', '0x001', '0xb01', '0xf16'])
      expect(causeOf(`csrr a0, ${register}`), register).toBe(CAUSE.illegalInstruction);
  });
});

describe('counters', () => {
  const x = (body: string) => run(body).core.x[A0];

  test('a written counter reads so in the next instruction, and neither half counts the instruction that writes it', () => {
    expect(x('csrwi minstret, 0\ncsrr a0, minstret')).toBe(0);
    const carry = 'li t0, -1\ncsrw minstret, t0\ncsrw minstreth, t0\nnop\n';
    expect(x(`${carry}csrr a0, minstret`)).toBe(0);
    expect(x(`${carry}csrr a0, minstreth`)).toBe(0);
    expect(x('csrwi minstret, 5\nnop\nnop\ncsrr a0, instret')).toBe(7);
    expect(x('li t0, -1\ncsrw mcycle, t0\nnop\nnop\ncsrr a0, cycleh')).toBe(1);
  });

  test('instructions that trap do not retire; an inhibited counter stands still and goes on', () => {
    const trapping = runAssembly(
      'la t0, handler\ncsrw mtvec, t0\ncsrwi minstret, 0\necall\nhandler: csrr a0, minstret\nend: j end',
    );
    expect(trapping.core.x[A0]).toBe(0);
    expect(x('csrwi mcountinhibit, 4\ncsrwi minstret, 9\nnop\nnop\ncsrr a0, minstret')).toBe(9);
    expect(
      x('csrwi mcountinhibit, 4\ncsrwi minstret, 9\nnop\ncsrwi mcountinhibit, 0\nnop\ncsrr a0, minstret'),
    ).toBe(11);
  });

  test('a hardware counter counts the event chosen for it, from then on', () => {
    const counted = run(
      'la t0, handler\ncsrw mtvec, t0\necall\ncsrwi mhpmevent3, 8\nebreak\nebreak\ncsrr a0, mhpmcounter3\nj end\n.align 2\nhandler: csrr t1, mepc\naddi t1, t1, 4\ncsrw mepc, t1\nmret',
    );
    expect(counted.core.x[A0]).toBe(2);
  });
});

describe('physical memory protection', () => {
  const R = 1;
  const W = 2;
  const X = 4;
  const LOCKED = 0x80;
  const MODES = { tor: 0x08, na4: 0x10, napot: 0x18 };
  /** Entry 1 over `data`, then an access in mode `mode`. */
  const guarded = (configuration: number, address: string, access: string, mode = 1) =>
    causeOf(
      `la t0, data\nsrli t0, t0, 2\ncsrw pmpaddr0, t0\n${address}\ncsrw pmpaddr1, t0\nli t0, ${configuration << 8}\ncsrw pmpcfg0, t0\nla a1, data\n${mode === 3 ? '' : enter(mode)}${access}`,
    );

  test.each([
    ['NA4 without write', MODES.na4 | R, '', 'sw a0, 0(a1)', CAUSE.storeAccessFault],
    ['NA4 leaves the next word to others', MODES.na4 | R, '', 'sw a0, 4(a1)', undefined],
    ['NAPOT of 8 bytes', MODES.napot | R, '', 'sw a0, 4(a1)', CAUSE.storeAccessFault],
    ['TOR up to, not including', MODES.tor | R, 'addi t0, t0, 1', 'sw a0, 4(a1)', undefined],
    ['TOR from the address before', MODES.tor | W | R, 'addi t0, t0, 1', 'sw a0, 0(a1)', undefined],
    ['no read', MODES.na4 | X, '', 'lw a0, 0(a1)', CAUSE.loadAccessFault],
    ['atomics count as stores', MODES.na4 | R, '', 'amoadd.w a0, a0, (a1)', CAUSE.storeAccessFault],
    ['no execution', MODES.na4 | R, '', 'jr a1', CAUSE.instructionAccessFault],
  ])('%s', (_, configuration, address, access, cause) => {
    expect(guarded(configuration, address, access)).toBe(cause);
  });

  test('binds machine mode only when locked, and then stays', () => {
    expect(guarded(MODES.na4, '', 'lw a0, 0(a1)', 3)).toBeUndefined();
    expect(guarded(MODES.na4 | LOCKED, '', 'lw a0, 0(a1)', 3)).toBe(CAUSE.loadAccessFault);
    expect(guarded(MODES.na4 | LOCKED, '', 'csrw pmpcfg0, zero\ncsrw pmpaddr1, zero\nlw a0, 0(a1)', 3)).toBe(
      CAUSE.loadAccessFault,
    );
  });

  test('without any entry the lower modes may do nothing', () => {
    expect(
      runAssembly(`la t0, end\ncsrw mtvec, t0\n${enter(0)}nop\n.align 2\nend: nop`).traps[0]?.cause,
    ).toBe(CAUSE.instructionAccessFault);
    expect(
      runAssembly(`${enter(0)}li a0, 4\nend: j end`, { physicalMemoryProtection: false }).core.x[A0],
    ).toBe(4);
  });

  test('a region that ends within a page of instructions stops them there, also when they were decoded before', () => {
    const stopped = run(
      `la t0, code\nsrli t0, t0, 2\ncsrw pmpaddr0, t0\nla t0, behind\nsrli t0, t0, 2\ncsrw pmpaddr1, t0\njal ra, code\nli t0, 0x0800\ncsrw pmpcfg0, t0\n${enter(1)}j code\ncode: nop\nret\nbehind: nop`,
    );
    expect(stopped.traps[0]).toMatchObject({
      cause: CAUSE.instructionAccessFault,
      value: stopped.symbol('code') | 0,
      pc: stopped.symbol('code') | 0,
    });
  });
});

describe('misaligned accesses as with firmware', () => {
  test('are carried out below machine mode and trap in it', () => {
    const misaligned = 'firmware' as const;
    expect(causeOf('la a1, data\nlw a0, 1(a1)', { misaligned })).toBe(CAUSE.loadMisaligned);
    expect(run(`${enter(0)}la a1, data\nlw a0, 1(a1)`, { misaligned }).core.x[A0]).toBe(0x0200_0000);
  });
});

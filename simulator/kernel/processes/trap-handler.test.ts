/** Traps of machine code in user mode: privileged instructions change nothing, and what the kernel does for a program. */
import { describe, expect, it } from 'vitest';
import { NativePolicies } from '../../engine/native-policies';
import { PAGE_BYTES } from '../../hardware/memory/physical-memory';
import { CAUSE } from '../../hardware/riscv/control-registers';
import { events, machineCode, run, written } from './processes.testing';
import { TRAP_HANDLER_SHAPE } from './trap-handler';

const SAY = 'addi sp, sp, -4\nsw s0, 0(sp)\nmv a0, sp\nli a7, write\necall\naddi sp, sp, 4\n';
const END = `li a0, 0\nli a7, exit\necall\n`;
const ABSENT = ['mul', 'mulh', 'mulhsu', 'mulhu', 'div', 'divu', 'rem', 'remu'];

/** Skips whatever traps. */
class Skips {
  constructor(
    private readonly kernel: { setRegister(process: number, index: number, value: number): number },
  ) {}

  trap(process: number, _cause: number, _value: number, programCounter: number): number {
    this.kernel.setRegister(process, 0, programCounter + 4);
    return 1;
  }
}

const PRIVILEGED = {
  'csrw satp, a0': CAUSE.illegalInstruction,
  'csrr t0, sstatus': CAUSE.illegalInstruction,
  'csrsi sstatus, 2': CAUSE.illegalInstruction,
  'csrw stvec, a0': CAUSE.illegalInstruction,
  'csrr t0, mhartid': CAUSE.illegalInstruction,
  'csrr t0, cycle': CAUSE.illegalInstruction,
  sret: CAUSE.illegalInstruction,
  mret: CAUSE.illegalInstruction,
  wfi: CAUSE.illegalInstruction,
  'sfence.vma': CAUSE.illegalInstruction,
  '.word 0': CAUSE.illegalInstruction,
  ebreak: CAUSE.breakpoint,
};

describe('traps', () => {
  it('[row 1] a privileged instruction in user mode traps once and enters the kernel, which decides; refused, it has changed nothing', () => {
    for (const [instruction, cause] of Object.entries(PRIVILEGED)) {
      /** What user mode must not change: registers and control registers, after the run. */
      const stateOf = ({ cores }: ReturnType<typeof run>) => {
        const { x, registers } = cores[0].interpreter;
        const { translation, supervisorTrapVector, interruptEnable } = registers;
        return [...x.subarray(0, 32), translation, supervisorTrapVector, interruptEnable];
      };
      const program = machineCode(
        'attempts',
        `li a0, 5\nli t0, 77\nli s0, 1\n${SAY}at: ${instruction}\nmv s0, t0\n${SAY}${END}`,
      );
      const trapped = (handler: NativePolicies | undefined) =>
        run([program], handler ? { mechanisms: { trapHandler: handler } } : {});
      const system = trapped(new NativePolicies(Skips, TRAP_HANDLER_SHAPE));
      const attempts = events(system.trace, 'trapped');
      expect(attempts.map(([, why]) => why)).toEqual([cause]);
      const mode = system.kernel.counters();
      expect(written(system.trace)).toEqual([1, 77]);
      // As the same program without the attempt: two mode switches less, and the same state in the end.
      const plain = run([
        machineCode('attempts not', `li a0, 5\nli t0, 77\nli s0, 1\n${SAY}at: nop\nmv s0, t0\n${SAY}${END}`),
      ]);
      expect(mode.modeSwitches).toBe((plain.kernel.counters().modeSwitches ?? 0) + 2);
      expect(stateOf(system)).toEqual(stateOf(plain));
      // The system's own handler ends the process, but for the counter.
      const own = trapped(undefined);
      const goesOn = instruction === 'csrr t0, cycle';
      expect(written(own.trace)).toHaveLength(goesOn ? 2 : 1);
      expect(events(own.trace, 'over').map(([, status]) => status)).toEqual([goesOn ? 0 : -1]);
    }
  });

  it('does for the program what a machine with these instructions would have done', () => {
    const values = [0, 1, -1, 7, -7, 0x7fff_ffff, -0x8000_0000, 0x1_2345];
    const source = values
      .flatMap((a) =>
        values.flatMap((b) =>
          ['mul', 'divu', 'remu'].map((name) => `li a1, ${a}\nli a2, ${b}\n${name} s0, a1, a2\n${SAY}`),
        ),
      )
      .join('');
    const misaligned = [1, 2, 3]
      .flatMap((by) =>
        ['lw', 'lh', 'lhu'].map((name) => `li s1, ${by}\nadd s1, s1, s2\n${name} s0, 0(s1)\n${SAY}`),
      )
      .join('');
    const code = `
        ${source}
        li   a0, 0
        li   a7, setBreak
        ecall
        li   t0, ${2 * PAGE_BYTES}
        mv   s3, a0
        add  a0, a0, t0
        li   a7, setBreak
        ecall
        li   t0, ${PAGE_BYTES - 4}
        add  s2, s3, t0
        li   t1, 0x818283f4
        sw   t1, 1(s2)
        sh   t1, 6(s2)
        sh   t1, -3(s2)
        sw   x0, 9(s2)
        ${misaligned}
        mul  x0, t1, t1
        divu s0, x0, t1
        ${SAY}${END}`;
    const programs = [machineCode('computes', code)];
    const lacking = run(programs, { core: { absent: ABSENT } }).trace;
    expect(written(lacking)).toHaveLength(3 * values.length ** 2 + 10);
    expect(events(lacking, 'trapped')).toHaveLength(3 * values.length ** 2 + 3 + 7 + 2);
    const complete = run(programs, { core: { misaligned: 'access' } }).trace;
    expect(events(complete, 'trapped')).toEqual([]);
    expect(written(lacking)).toEqual(written(complete));
  });

  it('a store that fits only in part stores nothing, and ends the process', () => {
    const { trace } = run([
      machineCode('stores', `li a0, 0\nli a7, setBreak\necall\nsw a0, -2(a0)\n${END}`, {
        data: new Uint8Array(4096),
      }),
    ]);
    expect(events(trace, 'byte-stored')).toEqual([]);
    expect(events(trace, 'trapped').map(([, cause]) => cause)).toEqual([CAUSE.storeMisaligned]);
    expect(events(trace, 'over')).toEqual([[1, -1]]);
  });

  it('a handler that does not move on, or moves anywhere, cannot hold the machine', () => {
    class Stays {
      constructor(
        private readonly kernel: { setRegister(process: number, index: number, value: number): number },
      ) {}
      trap(process: number, _cause: number, value: number): number {
        if (value === 0) this.kernel.setRegister(process, 0, 0x7fff_fff3);
        return 1;
      }
    }
    for (const instruction of ['.word 0', 'wfi']) {
      const { trace } = run([machineCode('stays', `${instruction}\n${END}`)], {
        mechanisms: { trapHandler: new NativePolicies(Stays, TRAP_HANDLER_SHAPE) },
      });
      expect(events(trace, 'trapped')).toHaveLength(instruction === 'wfi' ? 4 : 1);
      expect(events(trace, 'over')).toEqual([[1, -1]]);
    }
  });
});

/** What a mode refuses has no effect, what it permits needs no more privilege; and the reasons told are the true ones. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import { CSR } from '../../../../simulator/hardware/riscv/control-registers';
import type { Core } from '../../../../simulator/hardware/riscv/core';
import question, { coreBefore, runOne } from './question';

const variants = Array.from({ length: 60 }, (_, seed) => question.generate(new Random(seed)));
const rows = variants.flatMap(({ worked }) => worked?.[0]?.rows ?? []);

/** What a trap itself writes, and clocks. */
const OF_THE_TRAP = ['mstatus', 'mepc', 'mcause', 'mtval', 'mcycle', 'cycle', 'time'];

/** Everything that an instruction could change. */
function stateOf(core: Core) {
  const controls = Object.entries(CSR).filter(([name]) => !OF_THE_TRAP.includes(name));
  return {
    registers: Array.from(core.x),
    memory: Array.from(core.memory.words),
    controls: controls.map(([name, number]) => [name, core.registers.read(number)]),
    retired: core.retired,
    waiting: core.waiting,
  };
}

describe('the question of privileged instructions', () => {
  it('finds that a trapping instruction changes no register and no byte', () => {
    for (const [text = '', user, supervisor] of rows)
      for (const [mode, result] of [
        ['user', user],
        ['supervisor', supervisor],
      ] as const) {
        if (result === 'runs') continue;
        const core = coreBefore(text, mode);
        const before = stateOf(core);
        expect(runOne(core), text).toBe(result);
        expect(stateOf(core), text).toEqual(before);
      }
  });

  it('has every kind of instruction, and gives each the reason of its mode', () => {
    expect(new Set(rows.map(([, user, supervisor, why]) => `${user} | ${supervisor} | ${why}`))).toEqual(
      new Set([
        'runs | runs | touches only what the process has: never privileged',
        "illegal instruction | runs | the kernel's own",
        "illegal instruction | illegal instruction | belongs to the machine's mode",
        'environment call from user mode | environment call from supervisor mode | made to trap: so programs enter the kernel on purpose',
        'breakpoint | breakpoint | made to trap: so programs enter the kernel on purpose',
      ]),
    );
  });
});

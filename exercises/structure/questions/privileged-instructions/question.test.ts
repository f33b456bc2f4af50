/** What a mode refuses has no effect, what it permits needs no more privilege; and the reasons told are the true ones. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { coreBefore, runOne } from './question';

const variants = Array.from({ length: 60 }, (_, seed) => question.generate(new Random(seed)));
const rows = variants.flatMap(({ worked }) => worked?.[0]?.rows ?? []);

describe('the question of privileged instructions', () => {
  it('finds that a trapping instruction changes no register and no byte', () => {
    for (const [text = '', user] of rows) {
      if (user === 'runs') continue;
      const core = coreBefore(text, 'user');
      const [registers, memory] = [Array.from(core.x), Array.from(core.memory.bytes)];
      const scratch = core.registers.supervisorScratch;
      const { translation, interruptEnable } = core.registers;
      expect(runOne(core), text).toBe(user);
      expect(Array.from(core.x), text).toEqual(registers);
      expect(Array.from(core.memory.bytes), text).toEqual(memory);
      expect(core.registers, text).toMatchObject({
        supervisorScratch: scratch,
        translation,
        interruptEnable,
      });
      expect(core.retired, text).toBe(0);
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

/** Of the mode-switch question: N calls are 2N mode switches, and what the listing leaves out costs none. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import { SYSTEM_CALL } from '../../../../simulator/kernel/system-calls';
import { draw, listingOf, run } from './question';

const NEVER = 1_000_000;

describe('the mode-switch question', () => {
  it('counts two for each call and one for an exit, refused and blocking calls alike', () => {
    for (const call of [SYSTEM_CALL.read, SYSTEM_CALL.yield, 9])
      for (const count of [1, 2, 5]) {
        const steps = Array.from({ length: count }, () => ({ turns: 20, call, deviceCycles: 500 }));
        const { calls, modeSwitches, processChanges } = listingOf(run([steps], NEVER));
        expect({ calls, modeSwitches, processChanges }).toEqual({
          calls: { A: count + 1, B: 0 },
          modeSwitches: 2 * count + 1,
          processChanges: 0,
        });
      }
  });

  it('tells of alternating modes: every entry from user mode lies between two returns', () => {
    for (let seed = 0; seed < 30; seed++) {
      const { lines, entries, returns, modeSwitches, calls } = draw(new Random(seed));
      const changes = lines.slice(1).filter(({ switches }) => switches === 1);
      const entering = changes.map(({ text }) => !text.endsWith('in user mode'));
      expect(entering).toEqual(changes.map((_, i) => i % 2 === 0));
      expect([entries, returns]).toEqual([Math.ceil(modeSwitches / 2), Math.floor(modeSwitches / 2)]);
      const interrupts = changes.filter(({ text }) => text.includes('interrupt')).length;
      expect(modeSwitches).toBe(2 * (calls.A + calls.B - 2) + 2 + 2 * interrupts + 1);
      expect(lines.filter(({ text }) => text.startsWith('begins'))).toHaveLength(2);
      expect(lines.filter(({ text }) => text === 'exit()')).toHaveLength(2);
      expect(lines.filter(({ text }) => /\(|refused/.test(text))).toHaveLength(calls.A + calls.B);
    }
  });
});

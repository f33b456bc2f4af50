import { describe, expect, test } from 'vitest';
import { INTERRUPT } from '../riscv/control-registers';
import { CoreLocalInterruptor } from './core-local-interruptor';

function create(cyclesPerTick = 1) {
  const events: [number, number, number][] = [];
  const lines = new Set<string>();
  const clock = { cycle: 0 };
  const interruptor = new CoreLocalInterruptor({
    base: 0,
    cores: 2,
    cyclesPerTick,
    now: () => clock.cycle,
    schedule: (cycle, core, generation) => events.push([cycle, core, generation]),
    setLine: (core, interrupt, raised) => {
      if (raised) lines.add(`${core}:${interrupt}`);
      else lines.delete(`${core}:${interrupt}`);
    },
  });
  const at = (cycle: number) => {
    clock.cycle = cycle;
    for (const [due, core, generation] of events.splice(0))
      if (due <= cycle) interruptor.timerExpires(core, generation);
      else events.push([due, core, generation]);
  };
  return { interruptor, lines, at };
}

const timer = `1:${INTERRUPT.machineTimer}`;

describe('core-local interruptor', () => {
  test('the timer line is high exactly while mtime is at or past mtimecmp', () => {
    const { interruptor, lines, at } = create(10);
    interruptor.setTimeCompare(1, 50);
    at(499);
    expect(lines.has(timer)).toBe(false);
    at(500);
    expect(lines.has(timer)).toBe(true);
    interruptor.setTimeCompare(1, 60);
    expect(lines.has(timer)).toBe(false);
    interruptor.setTimeCompare(1, 70);
    at(699);
    expect(lines.has(timer)).toBe(false);
    at(700);
    expect(lines.has(timer)).toBe(true);
  });

  test('writing mtime moves the timer along', () => {
    const { interruptor, lines, at } = create();
    interruptor.setTimeCompare(1, 1000);
    expect(interruptor.store(0xbff8, 4, 900)).toBe(true);
    at(99);
    expect(lines.has(timer)).toBe(false);
    at(100);
    expect(lines.has(timer)).toBe(true);
    expect(interruptor.load(0xbff8, 4)).toBe(1000);
    expect(interruptor.load(0xbffc, 4)).toBe(0);
  });

  test('msip drives the software interrupt of its own core', () => {
    const { interruptor, lines } = create();
    interruptor.store(4, 4, 1);
    expect([...lines]).toEqual([`1:${INTERRUPT.machineSoftware}`]);
    expect([interruptor.load(0, 4), interruptor.load(4, 4)]).toEqual([0, 1]);
    interruptor.store(4, 4, 0);
    expect(lines.size).toBe(0);
  });

  test('what does not exist is refused', () => {
    const { interruptor } = create();
    expect(interruptor.load(8, 4)).toBeUndefined();
    expect(interruptor.load(0x4000, 1)).toBeUndefined();
    expect(interruptor.store(0x4010, 4, 0)).toBe(false);
  });
});

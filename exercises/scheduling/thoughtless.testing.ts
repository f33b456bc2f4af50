/**
 * Schedulers without a queue: they know the thread that came last, and answer every tick and level alike. For tests
 * that nothing is earned by them. (`npx runqueue check` proves it of those that know nothing at all.)
 */
import type { PolicyClass } from '../../simulator/engine/native-policies';

const PICKS = ['last', 'last at most once'] as const;
const TICKS = ['0', '1', 'core', 'running'] as const;
const LEVELS = ['0', '1', '2', 'thread'] as const;

/** Every combination of them, named. */
export const THOUGHTLESS: readonly { readonly name: string; readonly policy: PolicyClass }[] = PICKS.flatMap(
  (pick) =>
    TICKS.flatMap((tick) =>
      LEVELS.map((level) => ({
        name: `pickNext ${pick}, tick ${tick}, level ${level}`,
        policy: thoughtless(pick, tick, level),
      })),
    ),
);

function thoughtless(
  pick: (typeof PICKS)[number],
  tick: (typeof TICKS)[number],
  level: (typeof LEVELS)[number],
): PolicyClass {
  return class {
    private last = -1;

    enqueue(thread: number): void {
      this.last = thread;
    }

    pickNext(): number {
      const { last } = this;
      if (pick === 'last at most once') this.last = -1;
      return last;
    }

    tick(core: number, running: number): number {
      if (tick === 'core') return core;
      return tick === 'running' ? running : Number(tick);
    }

    level(thread: number): number {
      return level === 'thread' ? thread : Number(level);
    }
  };
}

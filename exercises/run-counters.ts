/** The counters of one run: what a simulation writes down itself, and what it says is kept elsewhere. */
import type { SimulationContext } from './exercise-definition';

export interface RunCounters extends Pick<SimulationContext, 'counters' | 'countBy'> {
  /** Asks those who count elsewhere. @returns `counters`, as they are now. */
  count(): Readonly<Record<string, number>>;
}

export function runCounters(): RunCounters {
  const counters: Record<string, number> = {};
  const elsewhere: Parameters<SimulationContext['countBy']>[0][] = [];
  return {
    counters,
    countBy: (now) => void elsewhere.push(now),
    count() {
      for (const now of elsewhere) {
        const told = now(counters);
        if (told !== counters) Object.assign(counters, told);
      }
      return counters;
    },
  };
}

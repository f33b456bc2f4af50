/**
 * Processes that fork, write, and end, and the kernel's mechanism that shares their pages.
 * Nothing about what is right stands here.
 */
import { ForkingProcesses } from '../../../simulator/kernel/memory/spaces/forking-processes';
import { SPACE_EVENTS } from '../../../simulator/kernel/memory/spaces/space-events';
import type { SimulationContext } from '../../exercise-definition';

export type CopyParameters = Readonly<{
  frames: number;
  /** At most so many at a time. */
  processes: number;
  pages: number;
  /** Pages that may not be written, side by side from anywhere on: the same for who has them from the same ancestor. */
  readOnly: number;
  steps: number;
  /** Of a hundred steps. */
  forks: number;
  exits: number;
  /** Of a hundred references. */
  writes: number;
  /** Writes to pages that may not be written, of a thousand references. */
  strays: number;
}>;

export const EVENTS = SPACE_EVENTS;
type Method = 'fork' | 'fault' | 'exit';

export function simulate(context: SimulationContext, parameters: CopyParameters): null {
  const { policies, random, trace, counters } = context;
  const { frames, processes, pages, readOnly, steps, forks, exits, writes, strays } = parameters;
  for (const name of ['mechanism', 'fork', 'fault', 'exit']) counters[`${name}Accesses`] = 0;
  let method: Method = 'fork';
  const system = new ForkingProcesses({
    ...{ frames, processes, pages, trace },
    mechanism: (services) => {
      const counted = Object.entries(services).map(([name, service]) => [
        name,
        (...numbers: number[]): number => {
          counters.mechanismAccesses++;
          counters[`${method}Accesses`]++;
          return (service as (...all: number[]) => number)(...numbers);
        },
      ]);
      const { methods } = policies.create(Object.fromEntries(counted), pages, processes);
      const asked =
        (name: Method) =>
        (...numbers: number[]): number => {
          method = name;
          return methods[name](...numbers);
        };
      return { fork: asked('fork'), fault: asked('fault'), exit: asked('exit') };
    },
  });

  /** By process: the pages that the kernel gave it, or that it has from its parent, and where read-only ones begin. */
  const given = new Map<number, { readonly own: number[]; readonly from: number }>();
  const mayWrite = (page: number, from: number) => (page - from + pages) % pages >= readOnly;
  const give = (process: number, page: number, value: number) => {
    const { own, from } = given.get(process) as { own: number[]; from: number };
    if (system.map(process, page, value, mayWrite(page, from))) own.push(page);
  };
  const begin = () => {
    const process = system.begin();
    if (process < 0) return;
    given.set(process, { own: [], from: random.below(pages) });
    for (let page = 0; page < pages; page++) if (random.below(8) > 0) give(process, page, -1 - page);
  };
  for (let step = 1; step <= steps; step++) {
    const { running } = system;
    for (const process of given.keys()) if (!running.includes(process)) given.delete(process);
    if (given.size === 0) begin();
    const process = random.pick([...given.keys()]);
    const { own, from } = given.get(process) as { own: number[]; from: number };
    const what = random.below(100);
    if (what < forks) {
      const child = system.fork(process);
      if (child >= 0) given.set(child, { own: [...own], from });
    } else if (what < forks + exits) system.exit(process);
    else if (what < forks + exits + 2) {
      const missing = Array.from({ length: pages }, (_, page) => page).filter((page) => !own.includes(page));
      if (missing.length > 0) give(process, random.pick(missing), step);
    } else if (what < forks + exits + 3) begin();
    else {
      const isStray = random.below(1000) < strays;
      const fit = own.filter((page) => mayWrite(page, from) !== isStray);
      if (isStray && fit.length > 0) system.write(process, random.pick(fit), step);
      else if (random.below(100) < writes && fit.length > 0)
        system.write(process, fit[random.below(random.between(1, fit.length))], step);
      else if (own.length > 0) system.read(process, own[random.below(random.between(1, own.length))]);
    }
  }
  counters.copiedFrames = system.memory.copiedFrames;
  counters.policyUnits = policies.takeUnits();
  return null;
}

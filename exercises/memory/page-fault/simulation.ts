/**
 * A program whose pages come and go, and the kernel's mechanism that is asked at each fault.
 * Nothing about what is right stands here.
 */
import { DemandPager, PAGING_EVENTS } from '../../../simulator/kernel/memory/paging/demand-pager';
import { PageoutDaemon } from '../../../simulator/kernel/memory/paging/pageout-daemon';
import { REPLACEMENT_ALGORITHMS } from '../../../simulator/kernel/memory/replacement';
import type { SimulationContext } from '../../exercise-definition';

export type FaultParameters = Readonly<{
  frames: number;
  pages: number;
  /** Pages that lie in the swap area from the start. */
  stored: number;
  references: number;
  /** Of a hundred references. */
  writes: number;
  /** Whether the pageout daemon looks after every eight references. */
  daemon: boolean;
}>;

export const EVENTS = PAGING_EVENTS;

const LOOK = 8;

export function simulate(context: SimulationContext, parameters: FaultParameters): null {
  const { policies, random, trace, counters } = context;
  const { frames, pages, stored, references, writes } = parameters;
  const pager = new DemandPager({ frames, pages, stored, trace });
  pager.use(REPLACEMENT_ALGORITHMS[0].create([], frames));
  counters.mechanismAccesses = 0;
  counters.faultAccesses = 0;
  counters.giveUpAccesses = 0;
  let part: 'faultAccesses' | 'giveUpAccesses' | undefined;
  pager.handleBy((services) => {
    const counted = Object.entries(services).map(([name, service]) => [
      name,
      (...numbers: number[]): number => {
        counters.mechanismAccesses++;
        if (part !== undefined) counters[part]++;
        return (service as (...all: number[]) => number)(...numbers);
      },
    ]);
    const { methods } = policies.create(Object.fromEntries(counted), pages);
    return {
      fault: (page) => {
        part = 'faultAccesses';
        methods.fault(page);
      },
      giveUp: (frame) => {
        part = 'giveUpAccesses';
        methods.giveUp(frame);
      },
    };
  });
  const daemon = new PageoutDaemon(pager, { usedAbove: frames - 2, usedTarget: frames - 3, busyBelow: 0 });

  const near = Array.from({ length: frames }, () => random.below(pages));
  while (pager.references < references && !pager.stopped) {
    if (random.below(3) === 0) near[random.below(frames)] = random.below(pages);
    const page = random.pick(near);
    if (random.below(100) < writes) pager.store(page, pager.references);
    else pager.load(page);
    if (parameters.daemon && pager.references % LOOK === 0) daemon.look(100);
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}

/**
 * A program whose pages do not all fit into memory, and the pager that asks the policy which one leaves.
 * Nothing about what is right stands here.
 */
import type { Random } from '../../../simulator/engine/random';
import { DemandPager, PAGING_EVENTS } from '../../../simulator/kernel/memory/paging/demand-pager';
import type { SimulationContext } from '../../exercise-definition';
import { changingPins } from '../changing-pins';

export type PagingParameters = Readonly<{
  frames: number;
  /** Of the program; the first half lies in the swap area from the start. */
  pages: number;
  references: number;
  /** Of a hundred references. */
  writes: number;
  /** Pages that are pinned at a time, at most. */
  pins: number;
  /** A few pages that change slowly; some pages and all others in turn; all in turn, again and again. */
  program: 'local' | 'scan' | 'loop';
}>;

export const EVENTS = PAGING_EVENTS;

export function simulate(context: SimulationContext, parameters: PagingParameters): null {
  const { policies, random, trace, counters } = context;
  const { frames, pages, references, writes, pins } = parameters;
  const pager = new DemandPager({ frames, pages, stored: Math.floor(pages / 2), trace });
  counters.memoryAccesses = 0;
  counters.loadedAccesses = 0;
  counters.victimAccesses = 0;
  let part: 'loadedAccesses' | 'victimAccesses' | undefined;
  const counted = (service: (frame: number) => number) => (frame: number) => {
    counters.memoryAccesses++;
    if (part !== undefined) counters[part]++;
    return service(frame);
  };
  const { methods } = policies.create(
    {
      bits: counted((frame) => pager.bits(frame)),
      clearAccessed: counted((frame) => pager.clearAccessed(frame)),
      isPinned: counted((frame) => pager.isPinned(frame)),
    },
    frames,
  );
  pager.use({
    loaded: (frame, page) => {
      part = 'loadedAccesses';
      methods.loaded(frame, page);
    },
    victim: () => {
      part = 'victimAccesses';
      return methods.victim();
    },
  });

  const next = program(random, parameters);
  const changePins = changingPins(pager, random, frames, pins);
  while (pager.references < references) {
    const page = next();
    if (random.below(100) < writes) pager.store(page, pager.references);
    else pager.load(page);
    if (pager.stopped) break;
    if (pins > 0 && random.below(8) === 0) changePins();
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}

/** @returns what gives the page of each reference. */
function program(random: Random, { frames, pages, program: kind }: PagingParameters): () => number {
  let at = 0;
  if (kind === 'loop') return () => (random.below(6) === 0 ? random.below(pages) : at++ % pages);
  if (kind === 'scan')
    return () => (random.below(2) === 0 ? random.below(Math.max(1, frames >> 1)) : at++ % pages);
  const near = Array.from({ length: frames }, () => random.below(pages));
  return () => {
    if (random.below(4) === 0) near[random.below(frames)] = random.below(pages);
    return random.pick(near);
  };
}

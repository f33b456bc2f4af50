/**
 * A program whose pages do not all fit into memory, and a pageout daemon that looks from time to time. Nothing about
 * what is right stands here.
 */
import type { Random } from '../../../simulator/engine/random';
import { DemandPager, PAGING_EVENTS } from '../../../simulator/kernel/memory/paging/demand-pager';
import type { SimulationContext } from '../../exercise-definition';
import { changingPins } from '../changing-pins';

export type DaemonParameters = Readonly<{
  frames: number;
  /** More in use wake the daemon; it sleeps again when so many are in use. */
  usedAbove: number;
  usedTarget: number;
  /** Less percent of the time busy wake it too. */
  busyBelow: number;
  /** Of the program; half of them lie in the swap area from the start. */
  pages: number;
  references: number;
  /** Of a hundred references. */
  writes: number;
  /** Pages that are pinned at a time, at most. */
  pins: number;
  /** References between two looks, at most. */
  lookAfter: number;
  /** Of a hundred looks: how many find the processor idle. */
  idle: number;
}>;

export const EVENTS = PAGING_EVENTS;

export function simulate(context: SimulationContext, parameters: DaemonParameters): null {
  const { policies, random, trace, counters } = context;
  const { frames, usedAbove, usedTarget, busyBelow, pages, references, writes, pins, lookAfter, idle } =
    parameters;
  const pager = new DemandPager({ frames, pages, stored: pages >> 1, trace });
  counters.memoryAccesses = 0;
  const counted = (service: (frame: number) => number) => (frame: number) => {
    counters.memoryAccesses++;
    return service(frame);
  };
  /** Where a fault finds no free frame, who came first leaves. */
  const order: number[] = [];
  let chosen: number | undefined;
  pager.use({
    loaded: (frame) => void order.push(frame),
    victim: () => {
      const frame = chosen ?? order.find((each) => pager.isPinned(each) === 0) ?? -1;
      if (order.includes(frame)) order.splice(order.indexOf(frame), 1);
      return frame;
    },
  });
  const { methods } = policies.create(
    {
      bits: counted((frame) => pager.bits(frame)),
      clearAccessed: counted((frame) => pager.clearAccessed(frame)),
      isPinned: counted((frame) => pager.isPinned(frame)),
      giveUp: (frame) => {
        chosen = frame;
        const left = pager.giveUp();
        chosen = undefined;
        return left ? 0 : -1;
      },
    },
    ...[frames, usedAbove, usedTarget, busyBelow],
  );
  const daemon = (used: number, busyPercent: number) => void methods.look(used, busyPercent);

  const near = Array.from({ length: frames }, () => random.below(pages));
  const changePins = changingPins(pager, random, frames, pins);
  let untilLook = random.between(1, lookAfter);
  while (pager.references < references && !pager.stopped) {
    if (random.below(5) === 0) near[random.below(frames)] = random.below(pages);
    const page = near[random.below(random.chance(1, 2) ? Math.max(1, frames >> 2) : frames)];
    if (random.below(100) < writes) pager.store(page, pager.references);
    else pager.load(page);
    if (pins > 0 && random.below(10) === 0) changePins();
    if (--untilLook > 0) continue;
    untilLook = random.between(1, lookAfter);
    pager.lookBy(daemon, busy(random, busyBelow, random.below(100) < idle));
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}

function busy(random: Random, busyBelow: number, isIdle: boolean): number {
  if (isIdle && busyBelow > 0) return random.chance(1, 3) ? busyBelow - 1 : random.below(busyBelow);
  return random.chance(1, 3) ? busyBelow : random.between(busyBelow, 100);
}

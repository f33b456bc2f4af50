/** A kernel that lays regions out with pages of the sizes that the policy chooses. Nothing about what is right stands here. */
import type { Random } from '../../../simulator/engine/random';
import {
  layOut,
  type PageSizes,
  SV32_SIZES,
  THREE_SIZES,
} from '../../../simulator/kernel/memory/page-sizes/page-size-choice';
import { PAGE_SIZE_EVENTS } from '../../../simulator/kernel/memory/page-sizes/page-size-events';
import type { SimulationContext } from '../../exercise-definition';

const KIB = 1024;
const MIB = 1024 * KIB;

interface Machine extends PageSizes {
  /** Of a region. */
  readonly mostBytes: number;
}

/** Sv32; Sv39 and x86 with 64 bits; ARM with granules of 16 KiB; one with four sizes, like no real one. */
export const MACHINES = {
  two: { ...SV32_SIZES, mostBytes: 64 * MIB },
  three: { ...THREE_SIZES, mostBytes: 2 ** 31 - 1 },
  granules: { bytes: [16 * KIB, 32 * MIB], tableBytes: 16 * KIB, mostBytes: 512 * MIB },
  four: { bytes: [KIB, 16 * KIB, 256 * KIB, 4 * MIB], tableBytes: KIB, mostBytes: 16 * MIB },
} as const satisfies Readonly<Record<string, Machine>>;

export type PageSizeParameters = Readonly<{
  machine: keyof typeof MACHINES;
  regions: number;
  /** Of a hundred regions: how many begin at a multiple of the largest size. */
  aligned: number;
}>;

export const EVENTS = PAGE_SIZE_EVENTS;
const EVENT = EVENTS.index;

export function simulate(
  context: SimulationContext,
  { machine, regions, aligned }: PageSizeParameters,
): null {
  const { policies, random, trace, counters } = context;
  const sizes: Machine = MACHINES[machine];
  counters.policyUnits = 0;
  const services = { pageBytes: (size: number) => sizes.bytes[size] ?? 0 };
  const { methods } = policies.create(services, sizes.bytes.length, sizes.tableBytes);
  const top = sizes.bytes[sizes.bytes.length - 1];
  for (let region = 0; region < regions; region++) {
    const bytes = drawBytes(random, sizes);
    const start = random.below(100) < aligned ? 0 : random.below((2 * top) / sizes.bytes[0]) * sizes.bytes[0];
    trace.record(region, EVENT.region, start, bytes);
    const choice = { choose: (left: number, largest: number) => methods.choose(left, largest) };
    const layout = layOut(bytes, sizes, choice, start, ({ at, size, count }) => {
      trace.record(region, EVENT.laid, at, size, count, sizes.bytes[size]);
    });
    const { refused, wasteBytes, tableBytes, pages } = layout;
    if (refused === undefined) {
      const count = pages.reduce((all, each) => all + each, 0);
      trace.record(region, EVENT.covered, wasteBytes, tableBytes, count, start);
    } else {
      const { at, answer, largest } = refused;
      trace.record(region, EVENT.refused, at, answer, largest, sizes.bytes[largest]);
    }
    counters.policyUnits += policies.takeUnits();
  }
  return null;
}

/** Near multiples of pages, and as far from them as tables and pages are large; or anything. */
function drawBytes(random: Random, { bytes, tableBytes, mostBytes }: Machine): number {
  if (random.below(6) === 0)
    return random.between(1, Math.min(mostBytes, 4 * bytes[random.below(bytes.length)]));
  const size = random.below(bytes.length);
  let drawn = random.between(1, 3) * bytes[size];
  if (size > 0 && random.below(2) === 0) drawn += random.between(1, 3) * bytes[random.below(size)];
  const step = random.pick([
    bytes[0],
    tableBytes,
    2 * tableBytes,
    3 * tableBytes,
    bytes[Math.max(0, size - 1)],
  ]);
  drawn += random.pick([0, -step, -step, step, -random.below(step), -4 * step]) + random.pick([0, 0, -1, 1]);
  return Math.min(Math.max(drawn, 1), mostBytes);
}

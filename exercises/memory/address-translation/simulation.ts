/**
 * A core that accesses memory through the submission's unit, by tables that the kernel changes meanwhile.
 * Nothing about what is right stands here.
 */
import type { Random } from '../../../simulator/engine/random';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { TranslatingCore } from '../../../simulator/hardware/translation/units/translating-core';
import { UNIT_EVENTS } from '../../../simulator/hardware/translation/units/translation-unit-events';
import type { SimulationContext } from '../../exercise-definition';

export type UnitParameters = Readonly<{
  /** Of physical memory. */
  memoryFrames: number;
  /** Inner tables; as many regions of 4 MiB have one. */
  tables: number;
  /** Regions of 4 MiB that are superpages. */
  superpages: number;
  /** Different pages in each table. */
  pages: number;
  accesses: number;
  /** Of a hundred entries: how many are not valid, and how many are nonsense. */
  missing: number;
  malformed: number;
  /** Of a hundred accesses: how many are followed by a change of an entry. */
  changes: number;
}>;

export const EVENTS = UNIT_EVENTS;

const { valid, read, write, execute, user, global, accessed, dirty } = ENTRY;
const RIGHTS = [read, read | write, read | execute, read | write | execute, execute];
const TABLE_ENTRIES = 1024;
/** What physical addresses of 34 bits reach. */
const ALL_FRAMES = 2 ** 22;
/** Frames in 4 GiB: addresses of 32 bits end there. */
const WORD_FRAMES = 2 ** 20;

export function simulate(context: SimulationContext, parameters: UnitParameters): null {
  const { policies, random, trace, counters } = context;
  const { memoryFrames, tables, superpages, pages, accesses, changes } = parameters;
  const frames = random.shuffled(Array.from({ length: tables + 1 }, (_, frame) => frame));
  const [root, ...inner] = frames;
  const core = new TranslatingCore({
    ...{ root, tableFrames: tables + 1, memoryFrames, trace },
    unit: (services, ...given) => {
      const { methods } = policies.create({ ...services }, ...given);
      return { translate: (...asked) => methods.translate(...asked) };
    },
  });
  context.countBy(() => ({ memoryAccesses: core.memoryAccesses }));
  const entries = new Entries(random, parameters);
  const placeOf = (table: number, index: number) => table * PAGE_BYTES + index * 4;

  const regions = different(random, tables + superpages);
  const drawRegion = (region: number) =>
    core.write(
      placeOf(root, regions[region]),
      region < tables ? entries.pointer(inner[region]) : entries.leaf(TABLE_ENTRIES),
    );
  const places = inner.map(() => different(random, pages));
  const drawPage = (table: number, page: number) =>
    core.write(placeOf(inner[table], places[table][page]), entries.leaf(1));
  for (let region = 0; region < regions.length; region++) drawRegion(region);
  for (let table = 0; table < tables; table++) for (let page = 0; page < pages; page++) drawPage(table, page);

  let [region, page] = [0, 0];
  for (let i = 0; i < accesses; i++) {
    if (random.below(3) > 0) {
      region = random.below(regions.length);
      page = region < tables && random.below(12) > 0 ? random.pick(places[region]) : random.below(1024);
    }
    const at = random.below(40) === 0 ? random.below(TABLE_ENTRIES) : regions[region];
    const address = (at * TABLE_ENTRIES + page) * PAGE_BYTES + random.below(PAGE_BYTES);
    core.access(address, random.below(3), random.below(3) === 0 ? 1 : 0);
    if (random.below(100) >= changes) continue;
    const changed = random.below(regions.length);
    const isPage = changed < tables && random.below(3) > 0;
    const which = random.below(pages);
    const place = isPage ? placeOf(inner[changed], places[changed][which]) : placeOf(root, regions[changed]);
    if (random.below(2) === 0) core.write(place, core.wordAt(place) & ~(accessed | dirty));
    else if (isPage) drawPage(changed, which);
    else drawRegion(changed);
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}

/** Indices of a table, both ends among them where there are two. */
function different(random: Random, count: number): readonly number[] {
  const chosen = new Set([0, TABLE_ENTRIES - 1]);
  while (chosen.size < count) chosen.add(random.below(TABLE_ENTRIES));
  return random.shuffled([...chosen].slice(0, count));
}

class Entries {
  constructor(
    private readonly random: Random,
    private readonly parameters: UnitParameters,
  ) {}

  /** Of an inner table. */
  pointer(table: number): number {
    const { random, parameters } = this;
    const kernel = this.ofKernel();
    const good = table * 2 ** 10 + kernel + valid;
    if (random.below(100) < parameters.missing) return good - valid;
    if (random.below(100) >= parameters.malformed) return good;
    if (random.below(2) === 0) return good + random.pick([user, accessed, dirty]);
    return this.outside(table) * 2 ** 10 + kernel + valid;
  }

  /** Of a page of so many frames. */
  leaf(frames: number): number {
    const { random, parameters } = this;
    const { memoryFrames, missing, malformed } = parameters;
    const frame = random.below(Math.ceil(memoryFrames / frames)) * frames;
    const bits =
      this.ofKernel() + random.pick([0, user, user]) + random.pick([0, 0, accessed, accessed + dirty]);
    const rights = random.pick(RIGHTS);
    if (random.below(100) < missing) return frame * 2 ** 10 + rights + bits;
    if (random.below(100) >= malformed) return frame * 2 ** 10 + rights + bits + valid;
    const kind = random.below(frames > 1 ? 4 : 3);
    if (kind === 0) return frame * 2 ** 10 + random.pick([write, write + execute]) + bits + valid;
    if (kind === 1) return this.outside(frame) * 2 ** 10 + rights + bits + valid;
    if (kind === 2 && frames === 1) return frame * 2 ** 10 + this.ofKernel() + valid;
    return (frame + random.between(1, frames - 1)) * 2 ** 10 + rights + bits + valid;
  }

  /** Bits that the hardware does not look at. */
  private ofKernel(): number {
    return this.random.pick([0, global]) + this.random.below(4) * 2 ** 8;
  }

  /** A frame behind memory: the first one, any, or one that looks like `frame` in 32 bits. */
  private outside(frame: number): number {
    const { random, parameters } = this;
    return random.pick([
      parameters.memoryFrames,
      random.between(parameters.memoryFrames, ALL_FRAMES - 1),
      frame + random.between(1, 3) * WORD_FRAMES,
    ]);
  }
}

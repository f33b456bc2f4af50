/**
 * A kernel that maps, unmaps and looks up pages, and hardware that walks the table meanwhile.
 * Nothing about what is right stands here.
 */
import { oldContents } from '../../../simulator/engine/guarded-memory';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { ENTRY } from '../../../simulator/hardware/translation/sv32';
import { TABLE_EVENTS } from '../../../simulator/kernel/memory/tables/table-events';
import { WalkedTable } from '../../../simulator/kernel/memory/tables/walked-table';
import type { SimulationContext } from '../../exercise-definition';

export type TableParameters = Readonly<{
  /** That tables may have, beside the root. */
  frames: number;
  /** Regions of 4 MiB that the program uses. */
  regions: number;
  /** Different pages in each of them. */
  pages: number;
  steps: number;
  /** Of a hundred steps. */
  maps: number;
  unmaps: number;
}>;

export const EVENTS = TABLE_EVENTS;

const { read, write, execute } = ENTRY;
const RIGHTS = [read, read | write, read | execute, read | write | execute];
const TABLE_PAGES = 1024;
/** Frames of pages: behind those of tables, and below 1 GiB. */
const FIRST_FRAME = 0x100;
const LAST_FRAME = 0x3_ffff;
type Method = 'map' | 'unmap' | 'translate';

export function simulate(context: SimulationContext, parameters: TableParameters): null {
  const { policies, random, trace, counters } = context;
  const { frames, regions, pages, steps, maps, unmaps } = parameters;
  for (const name of ['mechanism', 'map', 'unmap', 'translate']) counters[`${name}Accesses`] = 0;
  let method: Method = 'map';
  const table = new WalkedTable({
    ...{ frames, random: oldContents(random.fork('old content')), trace },
    mechanism: (services, root) => {
      const counted = Object.entries(services).map(([name, service]) => [
        name,
        (...numbers: number[]): number => {
          counters.mechanismAccesses++;
          counters[`${method}Accesses`]++;
          return (service as (...all: number[]) => number)(...numbers);
        },
      ]);
      const { methods } = policies.create(Object.fromEntries(counted), root);
      const asked =
        (name: Method) =>
        (...numbers: number[]): number => {
          method = name;
          return methods[name](...numbers);
        };
      return { map: asked('map'), unmap: asked('unmap'), translate: asked('translate') };
    },
  });

  // Both ends are always among them, and the same places in several regions.
  const inRoot = [0, TABLE_PAGES - 1, ...many(regions, () => random.between(1, TABLE_PAGES - 2))];
  const inTable = [
    0,
    TABLE_PAGES - 1,
    TABLE_PAGES / 2,
    ...many(pages, () => random.between(1, TABLE_PAGES - 2)),
  ];
  const anyPage = () =>
    random.pick(inRoot.slice(0, regions)) * TABLE_PAGES + random.pick(inTable.slice(0, pages));
  const mapped: number[] = [];
  const frameOf = new Map<number, number>();
  for (let step = 0; step < steps; step++) {
    const what = random.below(100);
    const near = mapped.length > 0 && random.below(5) > 0 ? random.pick(mapped) : anyPage();
    if (what < maps) {
      const page = random.below(5) === 0 ? near : anyPage();
      const drawn = random.between(FIRST_FRAME, LAST_FRAME);
      // Also only the rights change.
      const before = mapped.includes(page) ? frameOf.get(page) : undefined;
      const frame = before !== undefined && drawn % 2 === 0 ? before : drawn;
      const answer = table.map(page, frame, random.pick(RIGHTS));
      if (answer === 0) frameOf.set(page, frame);
      if (answer === 0 && !mapped.includes(page)) mapped.push(page);
    } else if (what < maps + unmaps) {
      table.unmap(near);
      if (mapped.includes(near)) mapped.splice(mapped.indexOf(near), 1);
    } else {
      const address = near * PAGE_BYTES + random.below(PAGE_BYTES);
      const right = random.pick([read, write, execute]);
      if (random.below(2) === 0) table.translate(address, right);
      else table.walk(address, right);
    }
  }
  // The program is over.
  for (const page of mapped) table.unmap(page);
  counters.policyUnits = policies.takeUnits();
  return null;
}

const many = (count: number, draw: () => number) => Array.from({ length: count }, draw);

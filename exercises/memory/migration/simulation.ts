/** A process that writes while it moves to another machine. Nothing about what is right stands here. */
import { MigratingProcess } from '../../../simulator/kernel/memory/checkpoints/migrating-process';
import { MIGRATION_EVENTS } from '../../../simulator/kernel/memory/checkpoints/migration-events';
import { watchedPages } from '../../../simulator/kernel/memory/checkpoints/watched-pages';
import type { SimulationContext } from '../../exercise-definition';

export type MigrationParameters = Readonly<{
  pages: number;
  /** How many of them the process may only read, from page 0 on. */
  readOnly: number;
  /** Pages that it writes nearly always. */
  hot: number;
  /** Steps of the process while one page is sent. */
  stepsPerPage: number;
  /** Of a hundred steps: that write. */
  writes: number;
  /** Of a hundred writes: to any page. */
  wander: number;
  /** Of a thousand writes: to a page that may not be written. */
  strays: number;
  pauseAt: number;
  mostRounds: number;
}>;

export const EVENTS = MIGRATION_EVENTS;
/** The network carries so many times all pages. */
export const MOST_SENT = 40;
const EVENT = EVENTS.index;
/** Before it moves. */
const STEPS_BEFORE = 40;

export function simulate(context: SimulationContext, parameters: MigrationParameters): null {
  const { policies, random, trace, counters } = context;
  const { pages, readOnly, hot, stepsPerPage, writes, wander, strays, pauseAt, mostRounds } = parameters;
  counters.sentPages = 0;
  counters.downtimePages = 0;
  let [now, mended, isPaused, isOver] = [0, false, false, false];
  const record = (kind: number, first = 0, second = 0, third = 0) =>
    trace.record(now, kind, first, second, third);
  /** What the process wrote last, by page. */
  const written = new Map<number, number>();

  const hotPages = Array.from({ length: hot }, () => random.between(readOnly, pages - 1));
  const drawPage = () => {
    if (readOnly > 0 && random.below(1000) < strays) return random.below(readOnly);
    return random.below(100) < wander ? random.between(readOnly, pages - 1) : random.pick(hotPages);
  };
  const moving = new MigratingProcess({
    ...{ pages, readOnly, stepsPerPage },
    program: ({ store }) => {
      now++;
      if (random.below(100) >= writes) return;
      const page = drawPage();
      mended = false;
      if (store(page, now)) {
        written.set(page, now);
        record(EVENT.write, page, now);
      } else if (mended) record(EVENT.unresolved, page);
    },
    migration: (kernel) => {
      const services = watchedPages(kernel, pages, {
        stored: (page, rights) => record(EVENT.entry, page, rights),
        flushed: () => record(EVENT.flushed),
        refused: (page) => record(EVENT.refused, page),
      });
      const { methods } = policies.create(services, pages, pauseAt, mostRounds);
      const end = (kind: number, value: number) => {
        record(kind, value);
        isOver = true;
        return -1;
      };
      return {
        next: () => {
          if (isOver) return -1;
          const page = methods.next();
          if (page < -1 || page >= pages) return end(EVENT['no-page'], page);
          if (page < 0) {
            record(isPaused ? EVENT.moved : EVENT.paused);
            isPaused = true;
            return -1;
          }
          if (counters.sentPages === MOST_SENT * pages) return end(EVENT['too-many'], counters.sentPages);
          counters.sentPages++;
          if (isPaused) counters.downtimePages++;
          record(EVENT.sent, page, isPaused ? 1 : 0, written.get(page));
          return page;
        },
        fault: (page) => {
          record(EVENT.fault, page);
          const answer = methods.fault(page);
          record(EVENT.resolved, page, answer);
          mended = answer === 1;
          return answer;
        },
      };
    },
  });
  moving.run(STEPS_BEFORE);
  moving.migrate();
  counters.policyUnits = policies.takeUnits();
  return null;
}

/**
 * A process that writes, whose checkpoints are kept, and that crashes now and then. Nothing about what is right
 * stands here.
 */
import { CHECKPOINT_EVENTS } from '../../../simulator/kernel/memory/checkpoints/checkpoint-events';
import { CheckpointedProcess } from '../../../simulator/kernel/memory/checkpoints/checkpointed-process';
import { watchedPages } from '../../../simulator/kernel/memory/checkpoints/watched-pages';
import type { SimulationContext } from '../../exercise-definition';

export type CheckpointParameters = Readonly<{
  pages: number;
  /** Of them: how many the process has from the start. It gets the others one by one. */
  present: number;
  /** How many of these it may only read, from page 0 on. */
  readOnly: number;
  checkpoints: number;
  /** Writes between two checkpoints, at most. */
  writes: number;
  /** Pages that it writes at a time. */
  near: number;
  /** Of a thousand writes: to pages that may not be written. */
  strays: number;
  /** Of a hundred times that a checkpoint would be due: the process crashes before it. */
  crashes: number;
}>;

export const EVENTS = CHECKPOINT_EVENTS;
const EVENT = EVENTS.index;

export function simulate(context: SimulationContext, parameters: CheckpointParameters): null {
  const { policies, random, trace, counters } = context;
  const { pages, present, readOnly, checkpoints, writes, near, strays, crashes } = parameters;
  for (const name of ['mechanism', 'checkpoint', 'fault']) counters[`${name}Accesses`] = 0;
  let [now, method, mended] = [0, 'fault' as 'checkpoint' | 'fault', false];
  const record = (kind: number, first = 0, second = 0) => trace.record(now, kind, first, second);
  /** What the process may write, by page; undefined: it does not have the page. */
  const mayWrite: (boolean | undefined)[] = [];
  const target = { page: 0, done: false };

  const running = new CheckpointedProcess({
    ...{ pages, present, readOnly },
    program: ({ store }) => {
      target.done = store(target.page, now);
    },
    checkpoints: (kernel) => {
      const refused = (page: number) => record(EVENT.refused, page);
      const services = {
        ...watchedPages(kernel, pages, {
          stored: (page, rights) => record(EVENT.entry, page, rights),
          flushed: () => record(EVENT.flushed),
          refused,
        }),
        save: (page: number) => {
          if (method !== 'checkpoint' || mayWrite[page] === undefined) {
            refused(Number.isSafeInteger(page) ? page : -1);
            return -1;
          }
          kernel.save(page);
          record(EVENT.saved, page, running.checkpoints);
          return 0;
        },
      };
      const counted = Object.entries(services).map(([name, service]) => [
        name,
        (...numbers: number[]): number => {
          counters.mechanismAccesses++;
          counters[`${method}Accesses`]++;
          return (service as (...all: number[]) => number)(...numbers);
        },
      ]);
      const { methods } = policies.create(Object.fromEntries(counted), pages);
      return {
        checkpoint: () => {
          method = 'checkpoint';
          methods.checkpoint();
          method = 'fault';
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

  const note = (page: number, isWritable: boolean) => {
    mayWrite[page] = isWritable;
    record(EVENT.added, page, isWritable ? 1 : 0);
  };
  const add = () => {
    const page = mayWrite.length;
    if (page === pages) return;
    const isWritable = random.below(3) > 0;
    running.add(page, isWritable);
    note(page, isWritable);
  };
  const write = (page: number) => {
    target.page = page;
    mended = false;
    running.run(1);
    if (target.done) record(EVENT.write, page, now);
    else if (mended) record(EVENT.unresolved, page);
    now++;
  };
  const some = (isWritable: boolean) => {
    const fit = [...mayWrite.keys()].filter((page) => mayWrite[page] === isWritable);
    return fit.length === 0 ? -1 : random.pick(fit);
  };

  /** @returns whether the process can go on. */
  const restart = (): boolean => {
    const last = running.checkpoints - 1;
    record(EVENT.crash, last);
    const had = [...mayWrite.keys()].filter((page) => running.hadPage(page, last));
    const lost = had.find((page) => running.sourceOf(page, last) < 0);
    if (lost !== undefined) {
      record(EVENT.lost, lost, last);
      return false;
    }
    running.restore(last);
    for (const page of had) record(EVENT.restored, page, running.sourceOf(page, last));
    for (let page = had.length; page < mayWrite.length; page++) record(EVENT.removed, page);
    mayWrite.length = had.length;
    return true;
  };

  for (let page = 0; page < present; page++) note(page, page >= readOnly);
  while (running.checkpoints < checkpoints) {
    const own = Array.from({ length: near }, () => some(true));
    for (let left = random.below(writes + 1); left > 0; left--) {
      const stray = random.below(1000) < strays ? some(false) : -1;
      write(stray >= 0 ? stray : random.pick(own));
      if (random.below(30) === 0) add();
    }
    if (running.checkpoints > 0 && random.below(100) < crashes) {
      if (!restart()) break;
      continue;
    }
    record(EVENT.begun, running.checkpoints);
    const number = running.checkpoint();
    record(EVENT.taken, number, running.bytesIn(number) / 4096);
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}

/**
 * The run on the first page as a picture of a few kilobytes: what each core does over time, and the moments at which a
 * core begins or ends to run a thread or the queue changes. Made on the server from the run's trace by the replay's own
 * models, so that the page needs neither trace nor replay.
 */
import type { DemonstratedRun } from '../../exercises/catalogue';
import { describeEvent } from '../../simulator/engine/event-words';
import { Trace } from '../../simulator/engine/trace';
import { type CoreActivity, coresModel } from '../replay/cores/cores-model';
import { WaitingModel } from '../replay/cores/waiting-model';

/** In percent of the time that is shown. */
type Percent = number;

export interface Bar {
  readonly activity: CoreActivity;
  /** -1: none. */
  readonly thread: number;
  readonly from: Percent;
  readonly to: Percent;
}

export interface Step {
  readonly at: Percent;
  readonly cycle: number;
  /** What happens. */
  readonly text: string;
  /** Threads that wait for a core by the rules, the one that is due first. */
  readonly waiting: readonly number[];
}

export interface DemonstrationPicture {
  /** A row of bars for each core. */
  readonly cores: readonly (readonly Bar[])[];
  /** The last one breaks the rule. */
  readonly steps: readonly Step[];
}

/** Room behind the last event, as a share of the time before it. */
const BEHIND = 0.06;

export function demonstrationPicture({
  trace: encoded,
}: Pick<DemonstratedRun, 'trace'>): DemonstrationPicture {
  const trace = Trace.decode(encoded);
  const model = coresModel(trace);
  const waiting = new WaitingModel(trace);
  const running = (index: number) =>
    model.cores.map((core) => {
      const state = core.at(index);
      return state?.activity === 'running' ? state.other : -1;
    });
  const shown: { readonly index: number; readonly waiting: readonly number[] }[] = [];
  let before = '';
  for (let index = 0; index < trace.length; index++) {
    const now = waiting.at(index).queues.flat();
    const look = JSON.stringify([now, running(index)]);
    if (index > 0 && (look !== before || index === trace.length - 1)) shown.push({ index, waiting: now });
    before = look;
  }
  const first = trace.cycleAt(shown[0].index);
  const last = trace.cycleAt(trace.length - 1);
  const whole = Math.max(1, (last - first) * (1 + BEHIND));
  const percent = (cycle: number): Percent =>
    Math.round((10_000 * Math.max(0, Math.min(cycle - first, whole))) / whole) / 100;
  const cycleOf = (event: number) => (event < trace.length ? trace.cycleAt(Math.max(0, event)) : last);
  return {
    cores: model.cores.map((core) =>
      core
        .stretches()
        .map(({ from, to, value }) => ({
          activity: value.activity,
          thread: value.other,
          from: percent(cycleOf(from)),
          to: percent(cycleOf(to)),
        }))
        .filter(({ from, to }) => to > from),
    ),
    steps: shown.map(({ index, waiting }) => ({
      at: percent(trace.cycleAt(index)),
      cycle: trace.cycleAt(index),
      text: describeEvent(trace.event(index)),
      waiting,
    })),
  };
}

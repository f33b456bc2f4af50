/**
 * A scheduling run as lanes: what each core does and what each thread is in, over the events of the trace
 * (simulator/kernel/scheduling/scheduling-events.ts). No drawing here.
 *
 *      core 0     idle │kernel│switching│kernel│ running 3 ...      interrupt, trap, switch-start, switch-end, run, halt
 *      thread 3        │ready │ running on 0           │ blocked    ready, dispatch, block, exit
 */

import { fieldOf } from '../../../simulator/engine/event-words';
import type { Trace } from '../../../simulator/engine/trace';
import { History } from '../history';
import { MOST_CORES } from './on-cores-model';

export type CoreActivity = 'idle' | 'kernel' | 'switching' | 'running';
export type ThreadActivity = 'new' | 'ready' | 'running' | 'blocked' | 'exited';

export interface LaneState<Activity extends string = string> {
  readonly activity: Activity;
  /** Of a core: the thread it runs; of a thread: the core it runs on. -1: none. */
  readonly other: number;
}

export interface CoresModel {
  readonly cores: readonly History<LaneState<CoreActivity>>[];
  readonly threads: readonly History<LaneState<ThreadActivity>>[];
  /** Events drawn as marks on a core's lane. */
  readonly marks: readonly {
    /** The core. */
    readonly lane: number;
    readonly index: number;
    readonly kind: 'tick' | 'dispatch';
  }[];
}

const CORE_AFTER: Readonly<Record<string, CoreActivity>> = {
  interrupt: 'kernel',
  trap: 'kernel',
  'switch-start': 'switching',
  'switch-end': 'kernel',
  run: 'running',
  halt: 'idle',
};

const THREAD_AFTER: Readonly<Record<string, ThreadActivity>> = {
  create: 'ready',
  ready: 'ready',
  wake: 'ready',
  preempt: 'ready',
  yield: 'ready',
  dispatch: 'running',
  run: 'running',
  block: 'blocked',
  exit: 'exited',
};

/** More than any run has: a trace is not always of one of ours. */
const MOST_THREADS = 1_000;

export function coresModel(trace: Trace): CoresModel {
  const cores: History<LaneState<CoreActivity>>[] = [];
  const threads: History<LaneState<ThreadActivity>>[] = [];
  const marks: { lane: number; index: number; kind: 'tick' | 'dispatch' }[] = [];
  // One object a state, so that a History sees equal states as equal.
  const states = new Map<string, LaneState>();
  function state<A extends string>(activity: A, other: number): LaneState<A> {
    const key = `${activity}/${other}`;
    const found = states.get(key) ?? { activity, other };
    states.set(key, found);
    return found as LaneState<A>;
  }
  const grow = (coreCount: number, threadCount: number) => {
    while (cores.length < Math.min(coreCount, MOST_CORES)) cores.push(startingAs(state('idle', -1)));
    while (threads.length < Math.min(threadCount, MOST_THREADS)) threads.push(startingAs(state('new', -1)));
  };

  for (let index = 0; index < trace.length; index++) {
    const event = trace.event(index);
    const name = event.kind.name;
    if (name === 'machine') grow(fieldOf(event, 'cores') ?? 0, fieldOf(event, 'threads') ?? 0);
    const core = fieldOf(event, 'core') ?? -1;
    const thread = fieldOf(event, 'thread') ?? -1;
    const coreActivity = CORE_AFTER[name];
    const threadActivity = THREAD_AFTER[name];
    // What a policy answers may be any number: only what happens to a core or thread shows that there is one.
    if (coreActivity !== undefined || threadActivity !== undefined) grow(core + 1, thread + 1);
    if (coreActivity !== undefined && core >= 0)
      cores[core]?.set(index, state(coreActivity, coreActivity === 'running' ? thread : -1));
    if (threadActivity !== undefined && thread >= 0)
      threads[thread]?.set(index, state(threadActivity, threadActivity === 'running' ? core : -1));
    if ((name === 'tick' || name === 'dispatch') && core >= 0) marks.push({ lane: core, index, kind: name });
  }
  return {
    cores,
    threads,
    marks,
  };
}

function startingAs<T>(value: T): History<T> {
  const history = new History<T>();
  history.set(-1, value);
  return history;
}

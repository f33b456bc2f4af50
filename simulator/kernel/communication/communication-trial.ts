/**
 * Processes that communicate, run until all are over or nobody can go on: what it costs, and what came of it.
 *
 *      init ─ setUp ─ fork, exec ─▶ process 2 runs bodies[0], process 3 bodies[1] ...     init waits for all
 *
 * One core unless more are asked for, taking turns at each tick. The first channel and the first segment have number 1. A body may do anything;
 * setUp is run again by each fork, so that it may do nothing but operations.
 */
import { NativePolicies } from '../../engine/native-policies';
import { Trace } from '../../engine/trace';
import type { CostOverrides } from '../../hardware/cost-overrides';
import { type Operation, systemCall } from '../../programs/operations';
import { MAX_PROCESSES } from '../processes/process-record';
import type { SystemProgram } from '../processes/program-image';
import { SCHEDULING_SHAPE } from '../scheduling/scheduling-policy';
import { TakingTurns } from '../scheduling/taking-turns';
import { SYSTEM_CALL } from '../system-calls';
import { THREAD_STATE } from '../threads/life-cycle';
import { type CommunicatingSystem, createCommunicatingSystem } from './communicating-system';
import type { CommunicationMechanisms } from './communication';
import { COMMUNICATION_EVENTS } from './communication-events';

export interface CommunicationTrialOptions {
  /** What each process does; the number is its own. */
  readonly bodies: readonly ((process: number) => Operation)[];
  /** By init, before it forks. */
  readonly setUp?: () => Operation;
  /** By init, once all are there. */
  readonly after?: () => Operation;
  /** What exec may run besides: the first has the number behind those of the bodies, which begin at 1. */
  readonly programs?: readonly SystemProgram[];
  /** Told before the run how to ask for its counters, which are written into the record given. */
  readonly countBy?: (now: (counters: Record<string, number>) => Record<string, number>) => void;
  readonly mechanisms?: CommunicationMechanisms;
  /** Told before the run: for whoever tells in the trace what mechanisms and bodies do. */
  readonly observe?: (system: CommunicatingSystem) => void;
  readonly trace?: Trace;
  readonly cores?: number;
  readonly ramBytes?: number;
  /** Of the machine, where they are not the table's. */
  readonly costs?: CostOverrides;
  readonly mostCycles?: number;
  /** How often the timer interrupts. Default: never within a run. */
  readonly tickCycles?: number;
}

export interface CommunicationTrial extends CommunicatingSystem {
  readonly trace: Trace;
  /** Whether all processes ended. */
  readonly isOver: boolean;
  readonly counters: Readonly<Record<string, number>>;
}

export function communicationTrial(options: CommunicationTrialOptions): CommunicationTrial {
  const { bodies, setUp, after, mechanisms = {}, ramBytes = 1 << 20, mostCycles = 20_000_000 } = options;
  const {
    trace = new Trace(COMMUNICATION_EVENTS.kinds),
    tickCycles = mostCycles,
    programs = [],
    costs = {},
    cores = 1,
  } = options;
  const init: SystemProgram = {
    name: 'init',
    *code() {
      if (setUp !== undefined) yield* setUp();
      for (let i = 0; i < bodies.length; i++)
        if ((yield* systemCall(SYSTEM_CALL.fork)) === 0) yield* systemCall(SYSTEM_CALL.exec, i + 1);
      if (after !== undefined) yield* after();
      while ((yield* systemCall(SYSTEM_CALL.wait)) > 0);
      return 0;
    },
  };
  const own = bodies.map((body, i): SystemProgram => ({ name: `body ${i}`, code: () => body(i + 2) }));
  const system = createCommunicatingSystem({
    machine: { cores, ramBytes, costs },
    kernel: { tickCycles, devices: [], policyNumbers: [cores, MAX_PROCESSES] },
    ...{ programs: [init, ...own, ...programs], trace, communication: mechanisms },
    policies: new NativePolicies(TakingTurns, SCHEDULING_SHAPE),
  });
  const count = (counters: Record<string, number>) =>
    system.communication.counters(system.kernel.counters(counters));
  options.countBy?.(count);
  options.observe?.(system);
  system.kernel.run(mostCycles);
  const isOver = system.kernel.threads[0].state === THREAD_STATE.exited;
  return { ...system, trace, isOver, counters: count({}) };
}

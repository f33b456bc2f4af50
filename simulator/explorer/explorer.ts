/**
 * Runs a scenario under many schedules and says what can go wrong.
 *
 *      explore(scenario, options) -> executions, steps, how much of everything that was, one finding a property
 *      replay(scenario, schedule, trace) -> the same interleaving again, event by event
 *
 * What it promises:
 *
 *   - A finding can happen: its schedule, replayed, shows it. A deadlock is one however often everybody looks again.
 *   - `complete`: there is no interleaving that ends in another final state, or violates a property that none of
 *     the findings does. That rests on two assumptions, both tried out and not proved (scenario.ts): a loop that goes
 *     round LOOKS_IN_VAIN times with the same answers, changing nothing, goes round for ever; and what a thread does
 *     after such a loop does not depend on how often it went round, if it does not where ATTENTIVE_LOOKS are added.
 *   - `bounded`: the same, within the bound that `why` names. Counted tries are no bound: they are taken.
 *   - `limit`: it stopped early; `why` names the limit.
 *
 * An execution ends when nobody can go on, when a property that ends it is violated, or at the step limit. An
 * exploration depends only on the operations that the programs yield. Each finding carries the shortest schedule
 * that shows it (see shortest-schedule.ts).
 */
import type { Trace } from '../engine/trace';
import { ConcurrentSystem } from './concurrent-system';
import { DataRaceDetector, type DataWords } from './data-race-detector';
import { GivenSchedule } from './given-schedule';
import { INTERLEAVING_EVENTS } from './interleaving-events';
import { OptimalDpor } from './optimal-dpor';
import type { Scenario } from './scenario';
import { formatSchedule, type Schedule } from './schedule';
import { shortestSchedule } from './shortest-schedule';
import { REDUNDANT, type Strategy } from './strategy';
import { VIOLATIONS, type Violation, type ViolationName, violationIndex } from './violation';

/** What is looked at beyond mutual exclusion, deadlock, lost wake-ups, faults and the step limit. */
export interface Properties {
  /** Whether a waiting thread may not be overtaken by one that arrives later. */
  readonly fair?: boolean;
  /** Words that may be accessed without atomics only in an order that synchronisation gives (model `sc` only). */
  readonly data?: DataWords;
  /** Whether a state in which all threads have finished is allowed. */
  readonly allowsFinal?: (system: ConcurrentSystem) => boolean;
}

export interface ExploreOptions extends Properties {
  /** Default: every interleaving that can make a difference (OptimalDpor). */
  readonly strategy?: (system: ConcurrentSystem, maximumSteps: number) => Strategy;
  /** Executions after which it stops; redundant ones count. */
  readonly maximumExecutions?: number;
  /** Steps after which an execution is ended as `step-limit`. */
  readonly maximumSteps?: number;
  /** Executions that may be spent on shortening each finding's schedule. */
  readonly shrinkExecutions?: number;
  /** Whether it goes on after a violation that ends an execution, to find others. */
  readonly keepGoing?: boolean;
  /** Called at the end of every execution in which all threads finished. */
  readonly onFinished?: (system: ConcurrentSystem) => void;
}

const DEFAULT_MAXIMUM_EXECUTIONS = 100_000;
const DEFAULT_MAXIMUM_STEPS = 5_000;
const DEFAULT_SHRINK_EXECUTIONS = 400;

export interface Finding {
  readonly violation: Violation;
  /** The schedule up to the violating step, and as text. */
  readonly schedule: Schedule;
  readonly token: string;
}

/** How much of what can happen was looked at; see the head of this file. */
export type Extent = 'complete' | 'bounded' | 'limit';

export interface Exploration {
  /** Executions that ran to an end. */
  readonly executions: number;
  /** Executions left because they only repeated others. */
  readonly redundant: number;
  /** Steps of all executions. */
  readonly steps: number;
  readonly extent: Extent;
  /** Which bound or limit, in words; empty where it is complete. */
  readonly why: string;
  /** At most one of each kind, in the order in which they were found. */
  readonly findings: readonly Finding[];
  /** The schedule of the first execution that ran to an end. */
  readonly example: Schedule;
}

/** How an execution ended: by a violation, with all threads finished, or left before. */
export type ExecutionEnd = Violation | 'finished' | 'redundant' | 'refuted';

/** Told of a violation as soon as it happens. */
export type Report = (violation: Violation) => void;

export class Explorer {
  readonly system: ConcurrentSystem;
  /** The processes that took the steps of the current execution. */
  readonly schedule: number[] = [];
  private readonly races: DataRaceDetector | undefined;

  constructor(
    scenario: Scenario,
    private readonly properties: Properties,
    private readonly maximumSteps: number,
    observer?: ConcurrentSystem['observer'],
  ) {
    this.system = new ConcurrentSystem(scenario, properties.fair === true, observer);
    if (properties.data !== undefined && scenario.model === 'sc')
      this.races = new DataRaceDetector(this.system, properties.data);
  }

  /** One execution, from the programs' start to its end. */
  execute(strategy: Strategy, report: Report): ExecutionEnd {
    const { system, schedule } = this;
    schedule.length = 0;
    system.reset();
    this.races?.reset();
    for (;;) {
      const enabled = system.enabled();
      if (system.refuted && strategy.exhaustive) return 'refuted';
      const end = this.endOf(enabled, strategy);
      if (end !== undefined) {
        if (typeof end === 'object') report(end);
        return end;
      }
      const process = strategy.choose(system, enabled);
      if (process === REDUNDANT) return 'redundant';
      system.perform(process);
      schedule.push(process);
      strategy.performed();
      const found = this.inspect(report);
      if (found !== undefined) return found;
    }
  }

  private endOf(enabled: number, strategy: Strategy): ExecutionEnd | undefined {
    const { system } = this;
    if (system.fault.thread >= 0)
      return { name: 'fault', thread: system.fault.thread, other: -1, address: system.fault.address };
    if (enabled !== 0 || strategy.insists?.(system) === true) {
      if (system.steps < this.maximumSteps) return undefined;
      const thread = this.firstUnfinished();
      return { name: 'step-limit', thread, other: -1, address: system.addressOf(thread) };
    }
    strategy.ended?.(system);
    if (!system.isStuck() || (system.refuted && strategy.exhaustive)) return 'refuted';
    if (system.finished) {
      if (this.properties.allowsFinal?.(system) !== false) return 'finished';
      return { name: 'final-state', thread: -1, other: -1, address: -1 };
    }
    for (let thread = 0; thread < system.threads; thread++)
      if (system.missedWakeUp(thread))
        return { name: 'lost-wake-up', thread, other: -1, address: system.addressOf(thread) };
    const thread = this.firstUnfinished();
    return {
      name: 'deadlock',
      thread,
      other: system.insideBeside(thread),
      address: system.addressOf(thread),
    };
  }

  private inspect(report: Report): Violation | undefined {
    const { system } = this;
    const thread = system.lastStep.entered;
    if (thread >= 0) {
      const inside = system.insideBeside(thread);
      if (inside >= 0) {
        const violation: Violation = { name: 'mutual-exclusion', thread, other: inside, address: -1 };
        report(violation);
        return violation;
      }
      const victim = this.properties.fair === true ? system.overtakenBy(thread) : -1;
      if (victim >= 0)
        report({ name: 'overtaken', thread: victim, other: thread, address: system.addressOf(victim) });
    }
    const racing = this.races?.performed() ?? -1;
    if (racing >= 0)
      report({
        name: 'data-race',
        thread: system.lastStep.thread,
        other: racing,
        address: system.lastStep.word * 4,
      });
    return undefined;
  }

  private firstUnfinished(): number {
    const { system } = this;
    for (let thread = 0; thread < system.threads; thread++) if (!system.hasFinished(thread)) return thread;
    return -1;
  }
}

export function explore(scenario: Scenario, options: ExploreOptions = {}): Exploration {
  const maximumSteps = options.maximumSteps ?? DEFAULT_MAXIMUM_STEPS;
  const maximumExecutions = options.maximumExecutions ?? DEFAULT_MAXIMUM_EXECUTIONS;
  const explorer = new Explorer(scenario, options, maximumSteps);
  const { system, schedule } = explorer;
  const begin = () => options.strategy?.(system, maximumSteps) ?? new OptimalDpor(system);
  const found = new Map<ViolationName, { violation: Violation; processes: number[] }>();
  const report: Report = (violation) => {
    if (!found.has(violation.name)) found.set(violation.name, { violation, processes: schedule.slice() });
  };
  const asSchedule = (processes: readonly number[]): Schedule => ({
    threads: scenario.threads,
    model: scenario.model,
    processes,
  });
  let strategy = begin();
  let executions = 0;
  let redundant = 0;
  let steps = 0;
  let example: Schedule | undefined;
  let limit = '';
  const bounds = new Set<string>();
  while (strategy.begin()) {
    if (executions + redundant === maximumExecutions) {
      limit = `there are more than ${maximumExecutions} executions`;
      break;
    }
    const end = explorer.execute(strategy, report);
    steps += schedule.length;
    // What was explored so far left out looks that matter: from the start, with them.
    if (system.refuted && strategy.exhaustive) strategy = begin();
    if (end === 'redundant' || end === 'refuted') {
      redundant++;
      continue;
    }
    executions++;
    example ??= asSchedule(schedule.slice());
    if (end === 'finished') options.onFinished?.(system);
    else {
      if (end.name === 'step-limit') limit = `an execution has more than ${maximumSteps} steps`;
      if (cutsShort(end.name)) bounds.add(`nothing was looked at that comes after a ${end.name} violation`);
      if (options.keepGoing === true) continue;
      bounds.add('it stopped at the first violation');
      break;
    }
  }
  if (!strategy.exhaustive) bounds.add('only some schedules were tried');
  for (const bound of system.bounds()) bounds.add(bound);
  const findings = Array.from(found.values(), ({ violation, processes }): Finding => {
    const shortest = shortestSchedule(
      explorer,
      violation,
      asSchedule(processes),
      options.shrinkExecutions ?? DEFAULT_SHRINK_EXECUTIONS,
    );
    return { ...shortest, token: formatSchedule(shortest.schedule) };
  });
  return {
    executions,
    redundant,
    steps,
    extent: limit !== '' ? 'limit' : bounds.size > 0 ? 'bounded' : 'complete',
    why: limit !== '' ? limit : [...bounds].join('; '),
    findings,
    example: example ?? asSchedule([]),
  };
}

export interface Replay {
  readonly violation: Violation | undefined;
  /** Index in the trace of the violation's event; -1 when there is none. */
  readonly event: number;
}

/**
 * Runs one schedule again, recording every event.
 * @param firstKind where INTERLEAVING_EVENTS begin in the trace's table of kinds.
 * @param expected the kind of violation that is wanted: where several happen, the first of that kind.
 */
export function replay(
  scenario: Scenario,
  schedule: Schedule,
  trace: Trace,
  properties: Properties = {},
  firstKind = 0,
  expected?: ViolationName,
): Replay {
  const explorer = new Explorer(scenario, properties, DEFAULT_MAXIMUM_STEPS, (step, kind, a, b, c, d) =>
    trace.record(step, firstKind + kind, a, b, c, d),
  );
  let violation: Violation | undefined;
  let event = -1;
  explorer.execute(new GivenSchedule(schedule.processes), (reported) => {
    if (violation !== undefined || (expected !== undefined && reported.name !== expected)) return;
    violation = reported;
    event = trace.length;
    const { name, thread, other, address } = reported;
    trace.record(
      explorer.system.steps,
      firstKind + INTERLEAVING_EVENTS.index.violation,
      violationIndex(name),
      thread,
      other,
      address,
    );
  });
  return { violation, event };
}

/** Whether an execution ends with this violation though its threads could go on. */
function cutsShort(name: ViolationName): boolean {
  return VIOLATIONS[violationIndex(name)].ends === 'early';
}

/** Whether executions end with this violation. */
export function endsExecution(name: ViolationName): boolean {
  return VIOLATIONS[violationIndex(name)].ends !== 'no';
}

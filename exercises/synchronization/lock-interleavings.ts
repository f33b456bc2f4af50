/**
 * A lock under interleavings, one by one and without time: schedules drawn at random first, which find common mistakes
 * early, far from where a depth-first search begins; then all that can make a difference.
 *
 *      exploreLock ─▶ the gravest finding ─▶ showSchedule: its schedule into the trace, for the judge
 */
import { PolicyStopped } from '../../simulator/engine/policy';
import {
  type ExploreOptions,
  endsExecution,
  explore,
  type Finding,
  replay,
} from '../../simulator/explorer/explorer';
import { RandomPriorities } from '../../simulator/explorer/random-priorities';
import type { Scenario } from '../../simulator/explorer/scenario';
import { contextSwitches, formatSchedule, type Schedule } from '../../simulator/explorer/schedule';
import type { Violation, ViolationName } from '../../simulator/explorer/violation';
import type { SimulationContext } from '../exercise-definition';

/** Of locks whose waiters sleep, gravest first: what comes earlier makes what comes later meaningless. */
export const SLEEPING_BY_GRAVITY: readonly ViolationName[] = [
  'fault',
  'mutual-exclusion',
  'final-state',
  'lost-wake-up',
  'deadlock',
  'step-limit',
];

/** Bounds of an exploration; the references stay below the first in every case, other designs may not. */
export const LIMITS = { executions: 1_500, steps: 2_000, shrinkExecutions: 250 } as const;
/** Ordering constraints that a schedule drawn at random aims at, and how many steps it expects (PCT's d and k). */
const RANDOM_DEPTH = 4;
const RANDOM_STEPS = 30;

/** The gravest violation: its event in the trace, its schedule as text (interleavings only). */
export type ShownViolation = Violation & { readonly event: number; readonly schedule: string };

/** What holds of a lock in every execution, beside mutual exclusion. */
export type LockProperties = Pick<ExploreOptions, 'fair' | 'allowsFinal'>;

export interface Interleavings {
  /** How many schedules to draw at random, before all others. */
  readonly randomSchedules: number;
  /** Whether to go on with all that can make a difference. */
  readonly exhaustive: boolean;
}

/** Keeps the first access to anything but the lock's words. */
export class ForeignAccesses {
  first: { readonly thread: number; readonly address: number } | null = null;

  readonly note = (thread: number, address: number): void => {
    this.first ??= { thread, address };
  };
}

export interface LockExploration {
  readonly finding: Finding | undefined;
  /** What is to be seen: the schedule of the finding, or of an execution in which nothing is broken. */
  readonly schedule: Schedule;
  /** Whether every interleaving that can make a difference was tried. */
  readonly complete: boolean;
}

/** @param byGravity gravest first: what comes earlier makes what comes later meaningless. */
export function exploreLock(
  { random, counters }: SimulationContext,
  scenario: Scenario,
  { randomSchedules, exhaustive }: Interleavings,
  properties: LockProperties,
  byGravity: readonly ViolationName[],
): LockExploration {
  const { steps: maximumSteps, shrinkExecutions, executions: maximumExecutions } = LIMITS;
  const options = { ...properties, maximumSteps, shrinkExecutions };
  const first = explore(scenario, {
    ...options,
    strategy: (system) => new RandomPriorities(system, random, randomSchedules, RANDOM_DEPTH, RANDOM_STEPS),
  });
  const explorations = [first];
  if (exhaustive && !first.findings.some(({ violation }) => endsExecution(violation.name)))
    explorations.push(explore(scenario, { ...options, maximumExecutions }));
  counters.interleavings = explorations.reduce((sum, { executions }) => sum + executions, 0);
  counters.steps = explorations.reduce((sum, { steps }) => sum + steps, 0);
  const findings = explorations.flatMap((each) => each.findings);
  const finding = byGravity
    .map((name) => findings.find(({ violation }) => violation.name === name))
    .find((each) => each !== undefined);
  return {
    finding,
    schedule: finding?.schedule ?? first.example,
    complete: explorations.some(({ extent }) => extent === 'complete'),
  };
}

/** Whether two threads that take a lock once never meet in any interleaving. @param scenario of two such threads. */
export function excludesTwo(scenario: Scenario): boolean {
  const { steps: maximumSteps, executions: maximumExecutions } = LIMITS;
  const { findings } = explore(scenario, { maximumExecutions, maximumSteps });
  return !findings.some(({ violation }) => violation.name === 'mutual-exclusion');
}

/**
 * Runs a schedule once more, into the trace.
 * @param who what a thread is called. @param advice what to do where one never comes to its end.
 * @throws PolicyStopped when the steps did not suffice: nothing is judged beyond.
 */
export function showSchedule(
  { trace }: SimulationContext,
  scenario: Scenario,
  { finding, schedule }: Pick<LockExploration, 'finding' | 'schedule'>,
  properties: LockProperties,
  who: 'core' | 'thread' | 'process',
  advice: string,
): { readonly violation: ShownViolation | null; readonly switches: number } {
  const violation = finding?.violation;
  const model = schedule.model;
  const { event } = replay({ ...scenario, model }, schedule, trace, properties, 0, violation?.name);
  if (violation?.name === 'step-limit')
    throw new PolicyStopped(
      'steps',
      `${who} ${violation.thread} was still busy when the ${who}s had taken ${LIMITS.steps} steps together. Nothing is judged beyond. ${advice}; to let time pass, use one compute rather than many pauses.`,
    );
  return {
    violation: violation === undefined ? null : { ...violation, event, schedule: formatSchedule(schedule) },
    switches: contextSwitches(schedule),
  };
}

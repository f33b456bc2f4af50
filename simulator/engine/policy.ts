/**
 * The boundary between the machine (mechanism) and a policy: the one door through which submitted code is
 * reached, and the same door for the reference implementations.
 *
 *      simulation ──create──▶ Policy object      one fresh module instance each
 *                 ──method──▶ number             only numbers cross, both ways
 *                 ◀─service── number             the policy calls back: load, store, now ...
 *                 ──program─▶ one operation per resume, for code that can be interrupted between operations
 *
 * A `PolicyShape` is plain data: from it the grader makes the confined wrapper, the recorder and the replayer,
 * without knowing what the policy is about.
 */
import type { Program } from '../programs/operations';

/** What a submission must export and what it may call. Every parameter and result is a number. */
export interface PolicyShape {
  /** The exported class. Its constructor receives the services object, then numbers. */
  readonly className: string;
  /**
   * Methods that run to completion: name to number of parameters. They return a signed 32-bit integer; nothing
   * counts as 0. Every host refuses any other result (stop 'value') before simulation or log see it.
   */
  readonly methods: Readonly<Record<string, number>>;
  /** Methods that are generator functions over machine operations (`yield* load(address)`): name to number of parameters. */
  readonly programs: Readonly<Record<string, number>>;
  /** Functions of the services object, number of parameters each. They return a number. */
  readonly services: Readonly<Record<string, number>>;
}

export type PolicyMethod = (...numbers: number[]) => number;

/** A policy as the simulation sees it. */
export interface PolicyInstance {
  readonly methods: Readonly<Record<string, PolicyMethod>>;
  /** Starts a generator method; it runs only when resumed. */
  readonly programs: Readonly<Record<string, (...numbers: number[]) => Program>>;
}

export type Services = Readonly<Record<string, (...numbers: number[]) => number>>;

/** Makes policy objects, and counts what they cost. Handed to every simulation. */
export interface PolicyHost {
  /**
   * A policy object in a fresh instance of the submitted module: nothing that an earlier object left in
   * variables is there. @throws PolicyStopped when the constructor fails.
   */
  create(services: Services, ...numbers: number[]): PolicyInstance;
  /** Metered units that policy code used since the last call; the simulation charges them as kernel cycles. */
  takeUnits(): number;
}

export type StopReason =
  /** It threw. */
  | 'exception'
  /** It used more units than the case allows. */
  | 'units'
  /** It called itself deeper than the machine's kernel stack allows. */
  | 'depth'
  /** It returned something that is not a signed 32-bit integer. */
  | 'value'
  /** A service was called with something that the machine refuses (an address outside memory, say). */
  | 'service'
  /** It called the machine, and was called, more often than a run can be recorded. */
  | 'calls'
  /** Its programs took more steps than the run allows, and were not at an end. */
  | 'steps'
  /** It exhausted the stack inside a host call, re-entered the host, or otherwise voided the run. */
  | 'void';

export const STOP_REASONS: readonly StopReason[] = [
  'exception',
  'units',
  'depth',
  'value',
  'service',
  'calls',
  'steps',
  'void',
];

const MIN_RESULT = -(2 ** 31);
const MAX_RESULT = 2 ** 31 - 1;

/**
 * Why `value` is no result of a method or program, for the student. The one wording for every host.
 * @param type what typeof says of it. @param value only looked at where it is a number.
 */
export function describeWrongResult(name: string, type: string, value: unknown): string {
  if (type === 'number')
    return `${name} returned ${String(value)}; it must be an integer between ${MIN_RESULT} and ${MAX_RESULT}`;
  const what = type === 'undefined' ? type : type === 'object' ? 'an object' : `a ${type}`;
  const hint =
    type === 'boolean'
      ? ': return 1 or 0'
      : type === 'object'
        ? ': is it a generator, or something wrapped in an array?'
        : '';
  return `${name} returned ${what} where a number is expected${hint}`;
}

/** Unwinds a simulation whose policy can run no further. Thrown by the host side only, never through policy code. */
export class PolicyStopped extends Error {
  /** @param line of the submission that was reached last, where that is known. */
  constructor(
    readonly reason: StopReason,
    detail: string,
    readonly line?: number,
  ) {
    super(detail);
    this.name = 'PolicyStopped';
  }
}

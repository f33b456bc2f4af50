/**
 * Grades submissions on the server: has a confined compiler compile and a confined child run the cases, replays
 * each log here and judges. One `Grader` per process; it keeps warm children and prepared exercises.
 *
 *      source ──compile──▶ program ──child──▶ log of numbers, one a case ──replay──▶ run ──judge──▶ verdict
 *                  └──────▶ rejected                                                   (no student code here)
 */

import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { type Built, buildConfinedOnce } from './build/build-all';
import { ChildPool, type ChildPoolOptions } from './confine/child-pool';
import { CompilerPool } from './confine/compiler-pool';
import { unloadable } from './confine/confined-policies';
import {
  assembleVerdict,
  type CaseEnd,
  hostStop,
  type JudgedCase,
  judgeCase,
  verdictWithoutRuns,
} from './judge/judge';
import { runNoted } from './judge/noted-run';
import { type CaseRun, runCase, type SeededCase } from './judge/run-case';
import { mayShow, ShownFailures } from './judge/shown-failures';
import { exerciseIds } from './library/exercise-library';
import { jobOn, type PreparedExercise } from './library/prepared-exercise';
import { type PreparationStore, ReadyExercises } from './library/ready-exercises';
import { graderVersion } from './library/versions';
import { DecisionReader, LogMismatch } from './replay/decision-log';
import type { NotedCalls } from './replay/note-calls';
import { replayPolicies } from './replay/replay';
import type { Diagnostic, Progress, ReplayOutcome, Verdict } from './verdict';

/** Where the time of one grading went, in ms. */
export interface GradingTimes {
  readonly compileMs: number;
  /** The confined child ran, and this process waited for it. */
  readonly childMs: number;
  readonly replayMs: number;
  readonly judgeMs: number;
}

export interface GradeRequest {
  /** `scheduling/round-robin` */
  readonly exercise: string;
  readonly source: string;
  /** It ended the process that grades, again and again: it is not run, and the verdict says so. */
  readonly endedTheGrader?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  /** Told once all cases are judged. */
  readonly onTimes?: (times: GradingTimes) => void;
  /** Ends the grading early; it rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Which cases to run; `samples` needs no secret and equals what the browser runs. */
  readonly cases?: 'all' | 'samples';
}

/** A case of a submission that was graded, to be run again for its replay. */
export interface ReplayRequest {
  readonly exercise: string;
  readonly source: string;
  /** Of the exercise that judged. */
  readonly version: string;
  readonly caseName: string;
  /** What the verdict says of the run: another one is none of it. */
  readonly traceDigest: string;
  readonly signal?: AbortSignal;
}

export interface GraderOptions {
  /** The deployment's secret, from which hidden seeds are made. */
  readonly caseSecret: string;
  /** Warm children kept ready. Default 2. */
  readonly spares?: number;
  /** Processor time that a job, and each of its cases, may take. Default those of the pool. */
  readonly limits?: Pick<ChildPoolOptions, 'jobTimeoutMs' | 'caseTimeoutMs'>;
  /** Where preparations of exercises are kept from one grader to the next. */
  readonly preparations?: PreparationStore;
  /**
   * Told of faults of ours that no verdict shows: a text that ended the compiler, a preparation that failed without a
   * submission that waits for it.
   */
  readonly onFault?: (detail: string, error?: unknown) => void;
}

const ENDED_GRADER = {
  reason: 'grader',
  message:
    'Your code ended or hung the whole grader twice and was given up. Look for what grows without bound: very deep nesting, very long texts, endless recursion.',
} as const;

/** Of a failed hidden case, this many events are stored for its replay. */
const MAX_SHOWN_EVENTS = 20_000;
/** Of the submission's calls between them, told with a run that is made again. */
const MAX_SHOWN_CALLS = 40_000;

export class Grader {
  private constructor(
    private readonly exercises: ReadyExercises,
    private readonly pool: ChildPool,
    readonly compilers: CompilerPool,
    private readonly version: string,
    private readonly simulationOf: Built['simulationOf'],
  ) {}

  static async create(options: GraderOptions): Promise<Grader> {
    const { caseSecret, limits, spares = 2, preparations: store, onFault } = options;
    const { child, compiler, versionOf, simulationOf } = await buildConfinedOnce();
    const version = await graderVersion();
    return new Grader(
      new ReadyExercises({ caseSecret, graderVersion: version, versionOf, store, onFault }),
      new ChildPool({ ...limits, childPath: child, spares }),
      new CompilerPool({ path: compiler }, (detail) => onFault?.(`a text ended the compiler: ${detail}`)),
      version,
      simulationOf,
    );
  }

  /** Makes seeds and reference counters of an exercise; `grade` does it when needed. */
  prepare(id: string): Promise<PreparedExercise> {
    return this.exercises.get(id);
  }

  /** Prepares all exercises in the background, beginning somewhere: several graders then share the work. */
  async prepareAll(): Promise<void> {
    const ids = exerciseIds();
    const first = randomInt(Math.max(1, ids.length));
    await this.exercises.prepareAll([...ids.slice(first), ...ids.slice(0, first)]);
  }

  /**
   * @throws UnfitExercise when the exercise itself cannot be graded, or the reason of `signal`. Faults of a
   * child are no exception: they give a verdict "not graded".
   */
  grade(request: GradeRequest): Promise<Verdict> {
    return this.exercises.whileGrading(() => this.gradeAlone(request));
  }

  /**
   * Runs one case again, as `grade` did. Of a hidden case no more is told than of one that failed, and nothing of a
   * ranked run. @throws as `grade`.
   */
  replayCase(request: ReplayRequest): Promise<ReplayOutcome> {
    return this.exercises.whileGrading(() => this.replayAlone(request));
  }

  private async replayAlone(request: ReplayRequest): Promise<ReplayOutcome> {
    const { signal } = request;
    const prepared = await unlessAborted(this.prepare(request.exercise), signal);
    const { exercise, contractValues } = prepared;
    const { definition } = exercise;
    const seeded = prepared.cases.find(({ name }) => name === request.caseName);
    if (prepared.version !== request.version || seeded === undefined) return { kind: 'changed' };
    if (!mayShow(definition, seeded)) return { kind: 'not shown' };
    const compiled = await this.compilers.compile(
      request.source,
      { shape: definition.shape, contractValues },
      signal,
    );
    if (!compiled.ok) return { kind: 'changed' };
    let answer: ReplayOutcome = { kind: 'failed' };
    const outcome = await this.pool.run(
      await this.simulationOf(exercise.id),
      jobOn(exercise, compiled.program, [seeded], true),
      {
        signal,
        onCase: ({ log, stopped, traceDigest, lines }) => {
          const reader = new DecisionReader(log);
          const host = replayPolicies(reader, definition.shape, stopped);
          // The child's notes are the same calls, which only it can know the lines of.
          const { run, calls } = runNoted(definition, seeded, host, () => 0);
          const noted = calls.line.length === lines.length ? { ...calls, line: [...lines] } : calls;
          assertSame(run, reader, traceDigest);
          const trace = run.trace.encode(MAX_SHOWN_EVENTS);
          answer =
            traceDigest === request.traceDigest
              ? { kind: 'ready', replay: { parameters: seeded.parameters, trace, calls: shownCalls(noted) } }
              : { kind: 'changed' };
          run.trace.release();
        },
      },
    );
    signal?.throwIfAborted();
    if (outcome.status === 'time' || outcome.status === 'memory') return { kind: 'limit' };
    return outcome.status === 'finished' ? answer : { kind: 'failed' };
  }

  private async gradeAlone(request: GradeRequest): Promise<Verdict> {
    const startedMs = performance.now();
    const prepared = await unlessAborted(this.prepare(request.exercise), request.signal);
    const { version } = prepared;
    const { definition, id } = prepared.exercise;
    const identity = () => ({
      exercise: definition,
      id,
      version,
      graderVersion: this.version,
      durationMs: Math.round(performance.now() - startedMs),
    });

    if (request.endedTheGrader === true)
      return verdictWithoutRuns(identity(), 'limit', { stop: ENDED_GRADER });
    const beganMs = performance.now();
    const compiled = await this.compilers.compile(
      request.source,
      { shape: definition.shape, contractValues: prepared.contractValues },
      request.signal,
    );
    const rejected = (diagnostics: readonly Diagnostic[]) =>
      verdictWithoutRuns(identity(), 'rejected', { diagnostics });
    if (!compiled.ok) return rejected(compiled.diagnostics);
    const compiledMs = performance.now();
    let replayMs = 0;
    let judgeMs = 0;

    const cases = prepared.cases.filter((each) => request.cases !== 'samples' || each.role === 'sample');
    const judged: JudgedCase[] = [];
    let broken: string | undefined;
    const shownFailures = new ShownFailures(definition);
    const judge = (
      seeded: SeededCase,
      run: CaseRun,
      stopped: CaseEnd | undefined,
      console: readonly string[],
    ) => {
      const result = judgeCase(definition, seeded, run, { stopped, console, show: false });
      judged.push(shownFailures.shown(seeded, result, () => run.trace.encode(MAX_SHOWN_EVENTS)));
      request.onProgress?.({
        case: seeded.role === 'leaderboard' ? 'Ranked run' : seeded.title,
        done: judged.length,
        total: cases.length,
      });
    };

    const outcome = await this.pool.run(
      await this.simulationOf(id),
      jobOn(prepared.exercise, compiled.program, cases),
      {
        signal: request.signal,
        onCase: ({ index, log, stopped, traceDigest, console }) => {
          const seeded = cases[index];
          const calledMs = performance.now();
          try {
            const reader = new DecisionReader(log);
            const run = runCase(definition, seeded, replayPolicies(reader, definition.shape, stopped));
            assertSame(run, reader, traceDigest);
            const replayedMs = performance.now();
            judge(seeded, run, run.stopped, console);
            run.trace.release();
            replayMs += replayedMs - calledMs;
            judgeMs += performance.now() - replayedMs;
          } catch (error) {
            broken ??= error instanceof Error ? error.message : String(error);
            throw error;
          }
        },
      },
    );
    request.signal?.throwIfAborted();

    if (outcome.status === 'unloadable') return rejected([unloadable(outcome.detail)]);
    if (broken !== undefined || outcome.status === 'died') {
      const message =
        broken ??
        `the process that ran the code ended unexpectedly${outcome.status === 'died' ? `: ${outcome.detail}` : ''}`;
      return verdictWithoutRuns(identity(), 'not graded', { diagnostics: [{ line: 1, column: 1, message }] });
    }
    if (outcome.status !== 'finished')
      return verdictWithoutRuns(identity(), 'limit', {
        stop: hostStop(outcome.status, cases[outcome.caseIndex]),
      });
    const childMs = performance.now() - compiledMs - replayMs - judgeMs;
    request.onTimes?.({ compileMs: compiledMs - beganMs, childMs, replayMs, judgeMs });
    return assembleVerdict({ ...identity(), cases: judged, references: prepared.references });
  }

  async close(): Promise<void> {
    this.exercises.close();
    await Promise.all([this.pool.close(), this.compilers.close()]);
  }
}

/** @throws the reason of `signal` as soon as it is aborted: the work itself goes on. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  signal.throwIfAborted();
  const listening = new AbortController();
  const aborted = once(signal, 'abort', { signal: listening.signal }).then(
    () => signal.throwIfAborted() as never,
  );
  try {
    return await Promise.race([work, aborted]);
  } finally {
    aborted.catch(() => undefined);
    listening.abort();
  }
}

/** @throws LogMismatch when a run by a log is not the one that made it. */
function assertSame(run: CaseRun, reader: DecisionReader, traceDigest: string): void {
  if (!reader.atEnd) throw new LogMismatch('the simulation ended before the log');
  if (run.trace.digest() !== traceDigest) throw new LogMismatch('the traces differ');
}

function shownCalls({ names, method, who, event, line }: NotedCalls): NotedCalls {
  const beyond = event.findIndex((next) => next > MAX_SHOWN_EVENTS);
  const shown = Math.min(beyond < 0 ? event.length : beyond, MAX_SHOWN_CALLS);
  return {
    names,
    method: method.slice(0, shown),
    who: who.slice(0, shown),
    event: event.slice(0, shown),
    line: line.slice(0, shown),
  };
}

export function createGrader(options: GraderOptions): Promise<Grader> {
  return Grader.create(options);
}

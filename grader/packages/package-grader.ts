/**
 * Grades submissions to a package's exercise, as grade.ts does to one of the catalogue: compiled, run in a confined
 * process of their own, judged from their log where no submission is. The verdict equals that of the same exercise in
 * the catalogue, to the digit.
 */
import type { CompilerPool } from '../confine/compiler-pool';
import { unloadable } from '../confine/confined-policies';
import { assembleVerdict, hostStop, type JudgedCase, verdictWithoutRuns } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import { mayShow, ShownFailures } from '../judge/shown-failures';
import type { PreparedExercise } from '../library/prepared-exercise';
import type { NotedCalls } from '../replay/note-calls';
import type { Diagnostic, Progress, ReplayOutcome, Verdict } from '../verdict';
import { LOAD_MS } from './judge-processes';
import { parseRun } from './package-description';
import type { PackageExercise, ShownRun, Warmth } from './package-exercise';
import type { RehearsalGiven } from './package-face';
import { PackageFault, PackageProcess } from './package-process';

/** Processor time of one case of a submission, its simulation included. */
const CASE_MS = 4_000;
/** Processor time of judging all cases of one. */
const JUDGING_MS = 60_000;
/** Numbers of traces and calls that are told of one grading: five runs of the most events. The others are told without. */
const MOST_TOLD_NUMBERS = 1_500_000;
/** Method, who, event and line. */
const NUMBERS_OF_CALL = 4;
/** About as many as a number has as JSON: what else comes with a trace is counted so. */
const CHARACTERS_OF_NUMBER = 8;

export interface PackageGraderOptions {
  /** package.cjs, as buildPackageChild() made it. */
  readonly childPath: string;
  readonly compilers: CompilerPool;
  readonly graderVersion: string;
  /** Processes kept ready for the next submission, once there was one. Default 0. */
  readonly spares?: number;
  /** Processor time of judging all cases of a submission. Default JUDGING_MS. */
  readonly judgingMs?: number;
}

export interface PackageGradeRequest {
  readonly source: string;
  readonly cases?: 'all' | 'samples';
  /**
   * Whether every sample is told with its trace and calls, as a run in the browser does, and the case in which most of a
   * budget is spent, where that is too much: nobody asks for single cases of such a grading later.
   */
  readonly showsSamples?: boolean;
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export interface PackageReplayRequest {
  readonly source: string;
  readonly version: string;
  readonly caseName: string;
  readonly traceDigest: string;
  readonly signal?: AbortSignal;
}

/** A verdict, and by sample the calls between its events, where that was asked for. */
export interface PackageGrading {
  readonly verdict: Verdict;
  readonly calls: Readonly<Record<string, NotedCalls>>;
}

interface CaseOfPackage {
  readonly judged: JudgedCase;
  readonly shown?: ShownRun;
  /** Where the calls of `shown` ended. */
  readonly lines: readonly number[];
}

/** Of a run, which of its events are told. */
type Shows = 'failures' | 'every run' | undefined;

/** What a submission's process did on a case. */
type Ran =
  | { readonly judge: () => Promise<CaseOfPackage> }
  | { readonly limit: 'time' | 'memory' }
  | { readonly unloadable: string };

/** One that has loaded a package already, and is for its submissions alone. */
interface LoadedSpare {
  readonly script: string;
  readonly process: PackageProcess;
  readonly loaded: Promise<Warmth | undefined>;
  /** It rehearsed as long as it may. */
  isWarm: boolean;
}

/** Without a submission for so long, nothing is waiting: the processor is free for warming up. */
const IDLE_MS = 150;
/** Processor time after which a spare is as warm as it gets. */
const WARM_MS = 500;
/** On the clock: where nothing tells processor time, or little of it comes to the spare. */
const MOST_WARMING_MS = 1_000;
/** A submission that comes meanwhile waits for no more than a few of these. */
const SHORT_MS = 3;

export class PackageGrader {
  private readonly spares: PackageProcess[] = [];
  /** Of the package that was graded last. */
  private loaded: LoadedSpare | undefined;
  private isClosed = false;
  private inHand = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly options: PackageGraderOptions) {}

  /** Rejects with the reason of `signal` alone: whatever the package does is told in the verdict, as 'not graded'. */
  async grade(
    exercise: PackageExercise,
    prepared: PreparedExercise,
    request: PackageGradeRequest,
  ): Promise<PackageGrading> {
    const { signal, onProgress, showsSamples = false } = request;
    const identity = this.identityOf(exercise);
    const alone = (verdict: Verdict): PackageGrading => ({ verdict, calls: {} });
    const rejected = (diagnostics: readonly Diagnostic[]) =>
      alone(verdictWithoutRuns(identity(), 'rejected', { diagnostics }));
    const compiled = await this.compiled(exercise, request.source, signal);
    if (!compiled.ok) return rejected(compiled.diagnostics);

    const cases = prepared.cases.filter((each) => request.cases !== 'samples' || each.role === 'sample');
    const judgedCases: JudgedCase[] = [];
    const calls: Record<string, NotedCalls> = {};
    const shownFailures = new ShownFailures(exercise.description);
    const isWhole = ({ role }: SeededCase) => showsSamples && role === 'sample';
    const told = new ToldNumbers(exercise.description);
    const mayGoOn = exercise.allowance(this.options.judgingMs ?? JUDGING_MS, 'judge all cases');
    const take = (seeded: SeededCase, ran: CaseOfPackage) => {
      mayGoOn();
      const { judged } = ran;
      const shown = told.hasRoomFor(ran.shown) ? ran.shown : undefined;
      if (isWhole(seeded) && shown !== undefined && judged.report !== undefined) {
        const report = { ...judged.report, parameters: seeded.parameters, trace: told.traceOf(shown) };
        judgedCases.push({ ...judged, report });
        calls[seeded.name] = callsOf(ran);
      } else
        judgedCases.push(
          shown === undefined ? judged : shownFailures.shown(seeded, judged, () => told.traceOf(shown)),
        );
      onProgress?.({
        case: seeded.role === 'leaderboard' ? 'Ranked run' : seeded.title,
        done: judgedCases.length,
        total: cases.length,
      });
    };
    try {
      return await this.inProcess(exercise, signal, async (running) => {
        const run = (seeded: SeededCase | undefined) => {
          if (seeded === undefined) return undefined;
          const shows = isWhole(seeded)
            ? 'every run'
            : mayShow(exercise.description, seeded)
              ? 'failures'
              : undefined;
          const ran = this.run(exercise, running, compiled.program, seeded, shows);
          ran.catch(() => {}); // when nobody comes to wait for it
          return ran;
        };
        // While one case is judged, the next one runs, and the one after it is there already.
        let judging = Promise.resolve();
        let next = run(cases[0]);
        for (const [at, seeded] of cases.entries()) {
          const current = next as Promise<Ran>;
          next = run(cases[at + 1]);
          const [ran] = await Promise.all([current, judging]);
          if ('limit' in ran)
            return alone(verdictWithoutRuns(identity(), 'limit', { stop: hostStop(ran.limit, seeded) }));
          if ('unloadable' in ran) return rejected([unloadable(ran.unloadable)]);
          judging = ran.judge().then((judged) => take(seeded, judged));
        }
        await judging;
        const assembled = () =>
          assembleVerdict({ ...identity(), cases: judgedCases, references: prepared.references });
        const verdict = assembled();
        if (!showsSamples) return { verdict, calls };
        for (const judged of overspent(verdict, judgedCases)) {
          const { seeded, report } = judged;
          if (report === undefined || !mayShow(exercise.description, seeded)) continue;
          const again = await this.run(exercise, running, compiled.program, seeded, 'every run');
          if (!('judge' in again)) continue;
          const ran = await again.judge();
          if (ran.shown === undefined || !told.hasRoomFor(ran.shown)) continue;
          const shown = { ...report, parameters: seeded.parameters, trace: told.traceOf(ran.shown) };
          judgedCases[judgedCases.indexOf(judged)] = { ...judged, report: shown };
          calls[seeded.name] = callsOf(ran);
        }
        return { verdict: assembled(), calls };
      });
    } catch (error) {
      if (!(error instanceof PackageFault)) throw error;
      const { id, version } = exercise;
      const { graderVersion } = this.options;
      const of = { exercise: exercise.exercise.definition, id, version, graderVersion };
      return alone(notGraded(of, error.message));
    }
  }

  /** Runs one case again, as `grade` did; as grade.ts `replayCase`. */
  async replayCase(
    exercise: PackageExercise,
    prepared: PreparedExercise,
    { source, version, caseName, traceDigest, signal }: PackageReplayRequest,
  ): Promise<ReplayOutcome> {
    const seeded = prepared.cases.find(({ name }) => name === caseName);
    if (prepared.version !== version || seeded === undefined) return { kind: 'changed' };
    if (!mayShow(exercise.description, seeded)) return { kind: 'not shown' };
    const compiled = await this.compiled(exercise, source, signal);
    if (!compiled.ok) return { kind: 'changed' };
    try {
      const ran = await this.inProcess(exercise, signal, (running) =>
        this.run(exercise, running, compiled.program, seeded, 'every run'),
      );
      if ('limit' in ran) return { kind: 'limit' };
      if ('unloadable' in ran) return { kind: 'failed' };
      const judged = await ran.judge();
      if (judged.shown === undefined) return { kind: 'failed' };
      if (judged.judged.traceDigest !== traceDigest) return { kind: 'changed' };
      const { parameters } = seeded;
      return { kind: 'ready', replay: { parameters, trace: judged.shown.trace, calls: callsOf(judged) } };
    } catch (error) {
      if (!(error instanceof PackageFault)) throw error;
      return { kind: 'failed' };
    }
  }

  /** Whether a spare has rehearsed the exercise's samples: for tests. */
  isWarmFor({ script }: PackageExercise): boolean {
    return this.loaded?.script === script && this.loaded.isWarm;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.idle);
    await Promise.all([...this.spares.splice(0), this.loaded?.process].map((each) => each?.kill()));
  }

  private identityOf(exercise: PackageExercise) {
    const startedMs = performance.now();
    return () => ({
      exercise: exercise.exercise.definition,
      id: exercise.id,
      version: exercise.version,
      graderVersion: this.options.graderVersion,
      durationMs: Math.round(performance.now() - startedMs),
    });
  }

  private compiled({ description }: PackageExercise, source: string, signal: AbortSignal | undefined) {
    const { shape, contract: contractValues } = description;
    return this.options.compilers.compile(source, { shape, contractValues }, signal);
  }

  /** A process of its own, for as long as it is used. @throws the reason of `signal` once that is aborted. */
  private async inProcess<Result>(
    exercise: PackageExercise,
    signal: AbortSignal | undefined,
    use: (running: PackageProcess) => Promise<Result>,
  ): Promise<Result> {
    const { process: running, loaded } = this.taken(exercise);
    this.inHand++;
    const abort = () => void running.kill();
    signal?.addEventListener('abort', abort);
    try {
      await loaded;
      const result = await use(running);
      signal?.throwIfAborted();
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', abort);
      this.inHand--;
      void running.kill();
      // Once whoever waits has gone on: to start a process takes some ms.
      setImmediate(() => {
        this.keepSpares(exercise);
        clearTimeout(this.idle);
        this.idle = setTimeout(() => void this.warmUp(exercise), IDLE_MS).unref();
      });
    }
  }

  /**
   * The spare that has loaded a package runs what its reference answered on public samples, so that V8 has compiled the
   * simulation when the next submission comes; whatever comes meanwhile ends it.
   */
  private async warmUp({ script }: PackageExercise): Promise<void> {
    const { loaded } = this;
    if (this.inHand > 0 || loaded?.script !== script) return;
    try {
      const { process } = loaded;
      const samples = (await loaded.loaded)?.samples ?? [];
      const endMs = performance.now() + MOST_WARMING_MS;
      const timesEach = samples.map(() => 1);
      const isOver = () => performance.now() > endMs || (process.processorMs ?? 0) > WARM_MS;
      for (let turn = 0; samples.length > 0 && !isOver(); turn++) {
        if (this.loaded !== loaded) return;
        const at = turn % samples.length;
        const { given, log } = samples[at];
        const beganMs = performance.now();
        const rehearsal: RehearsalGiven = { ...given, times: timesEach[at] };
        await process.ask('warm', rehearsal, CASE_MS, log);
        timesEach[at] = performance.now() - beganMs < SHORT_MS ? 2 * timesEach[at] : 1;
      }
      loaded.isWarm = true;
    } catch (error) {
      // What cannot do this grades nothing either: the next submission finds out, and is told.
      if (!(error instanceof PackageFault)) throw error;
    }
  }

  private taken(exercise: PackageExercise): LoadedSpare {
    const { loaded } = this;
    if (loaded?.script !== exercise.script || !loaded.process.isUsable) return this.loading(exercise);
    this.loaded = undefined;
    return loaded;
  }

  /** @param warmth of the exercise, where there is time to wait for it. */
  private loading({ script }: PackageExercise, warmth?: Promise<Warmth>): LoadedSpare {
    const process = this.spareThatLives() ?? new PackageProcess(this.options.childPath);
    const load = async () => {
      // What its own solution cannot do needs no warm process: the next submission finds out, and is told.
      const warm = await warmth?.catch(() => undefined);
      await process.load(script, LOAD_MS, warm?.codeCache);
      return warm;
    };
    return { process, script, loaded: load(), isWarm: false };
  }

  /** One that the system ended while it waited would be told as a fault of the package. */
  private spareThatLives(): PackageProcess | undefined {
    let spare = this.spares.shift();
    while (spare !== undefined && !spare.isUsable) spare = this.spares.shift();
    return spare;
  }

  /** Code of a package ran in the one that has loaded it: it serves no other. */
  private keepSpares(exercise: PackageExercise): void {
    const { spares = 0, childPath } = this.options;
    if (this.isClosed || spares === 0) return;
    if (this.loaded?.script !== exercise.script || !this.loaded.process.isUsable) {
      void this.loaded?.process.kill();
      const loaded = this.loading(exercise, exercise.warmth());
      this.loaded = loaded;
      // The next submission loads it anew, and is told.
      loaded.loaded.catch(() => {
        if (this.loaded === loaded) this.loaded = undefined;
      });
    }
    while (this.spares.length < spares) this.spares.push(new PackageProcess(childPath));
  }

  private async run(
    exercise: PackageExercise,
    running: PackageProcess,
    program: string,
    seeded: SeededCase,
    shows: Shows,
  ): Promise<Ran> {
    const { seed, parameters } = seeded;
    const given = { program, seeded: { seed, parameters }, notesLines: shows === 'every run' };
    const answer = await running.ask('run', given, CASE_MS).catch((error: unknown) => error);
    if (answer instanceof PackageFault && (answer.reason === 'time' || answer.reason === 'memory'))
      return { limit: answer.reason };
    if (answer instanceof Error) throw answer;
    const { told, bytes } = answer as Awaited<ReturnType<PackageProcess['ask']>>;
    const run = parseRun(told);
    if (run.unloadable !== undefined) return { unloadable: run.unloadable };
    const judge = async () => ({
      ...(await exercise.judge(seeded, bytes, { ...run, shows })),
      lines: run.lines,
    });
    return { judge };
  }
}

/** Counts what is told of the runs of one grading, in numbers. */
class ToldNumbers {
  private left = MOST_TOLD_NUMBERS;
  private readonly kinds: number;

  constructor({ events }: PackageExercise['description']) {
    this.kinds = Math.ceil(JSON.stringify(events).length / CHARACTERS_OF_NUMBER);
  }

  hasRoomFor(shown: ShownRun | undefined): boolean {
    return shown !== undefined && this.of(shown) <= this.left;
  }

  /** Told: there is less room from now on. */
  traceOf(shown: ShownRun): ShownRun['trace'] {
    this.left -= this.of(shown);
    return shown.trace;
  }

  private of({ trace, calls }: ShownRun): number {
    return this.kinds + trace.numbers.length + NUMBERS_OF_CALL * (calls?.method.length ?? 0);
  }
}

/** The verdict on a submission that its package does not let us grade. @param reason for whoever handed it in. */
export function notGraded(
  of: Omit<Parameters<typeof verdictWithoutRuns>[0], 'durationMs'>,
  reason: string,
): Verdict {
  const message = `This exercise cannot be graded, which is not your fault: ${reason}`;
  return verdictWithoutRuns({ ...of, durationMs: 0 }, 'not graded', {
    diagnostics: [{ line: 1, column: 1, message }],
  });
}

/** The cases in which budgets are exceeded most, where nothing is shown of them yet. */
function overspent({ budgets }: Verdict, cases: readonly JudgedCase[]): JudgedCase[] {
  const worst = new Set(
    budgets.filter(({ outcome }) => outcome === 'exceeded').map(({ worstCase }) => worstCase),
  );
  return cases.filter(({ seeded, report }) => worst.has(seeded.name) && report?.trace === undefined);
}

/** The process that ran the submission knows its lines, the one that judged it the same calls in the same order. */
function callsOf({ shown, lines }: CaseOfPackage): NotedCalls {
  const { names = [], method = [], who = [], event = [] } = shown?.calls ?? {};
  return { names, method, who, event, line: method.map((_, at) => lines[at] ?? 0) };
}

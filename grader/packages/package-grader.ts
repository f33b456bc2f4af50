/**
 * Grades submissions to a package's exercise, as grade.ts does to one of the catalogue: compiled, run in a confined
 * process of their own, judged from their log where no submission is. The verdict equals that of the same exercise in
 * the catalogue, to the digit.
 */
import type { CompilerPool } from '../confine/compiler-pool';
import { unloadable } from '../confine/confined-policies';
import { assembleVerdict, hostStop, type JudgedCase, verdictWithoutRuns } from '../judge/judge';
import { type PreparedExercise, prepareCases } from '../library/prepared-exercise';
import type { Diagnostic, Progress, Verdict } from '../verdict';
import { parseRun } from './package-description';
import { LOAD_MS, type PackageExercise } from './package-exercise';
import { PackageFault, PackageProcess } from './package-process';

/** Processor time of one case of a submission, its simulation included. */
const CASE_MS = 4_000;

export interface PackageGraderOptions {
  /** package.cjs, as buildPackageChild() made it. */
  readonly childPath: string;
  readonly compilers: CompilerPool;
  readonly caseSecret: string;
  readonly graderVersion: string;
}

export interface PackageGradeRequest {
  readonly source: string;
  readonly cases?: 'all' | 'samples';
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

export class PackageGrader {
  constructor(private readonly options: PackageGraderOptions) {}

  /** Seeds and reference counters. @throws UnfitExercise, PackageFault when the package cannot be graded. */
  prepare(exercise: PackageExercise): Promise<PreparedExercise> {
    return prepareCases(exercise.programs(), this.options.caseSecret);
  }

  /** Rejects with the reason of `signal` alone: whatever the package does is told in the verdict, as 'not graded'. */
  async grade(
    exercise: PackageExercise,
    prepared: PreparedExercise,
    request: PackageGradeRequest,
  ): Promise<Verdict> {
    const { signal, onProgress } = request;
    const startedMs = performance.now();
    const identity = () => ({
      exercise: exercise.exercise.definition,
      id: exercise.id,
      version: exercise.version,
      graderVersion: this.options.graderVersion,
      durationMs: Math.round(performance.now() - startedMs),
    });
    const rejected = (diagnostics: readonly Diagnostic[]) =>
      verdictWithoutRuns(identity(), 'rejected', { diagnostics });
    const { shape, contract } = exercise.description;
    const compiled = await this.options.compilers.compile(
      request.source,
      { shape, contractValues: contract },
      signal,
    );
    if (!compiled.ok) return rejected(compiled.diagnostics);

    const cases = prepared.cases.filter((each) => request.cases !== 'samples' || each.role === 'sample');
    const running = new PackageProcess(this.options.childPath);
    const abort = () => void running.kill();
    signal?.addEventListener('abort', abort);
    const judged: JudgedCase[] = [];
    try {
      await running.load(exercise.script, LOAD_MS);
      for (const seeded of cases) {
        const { seed, parameters, role, title } = seeded;
        const given = { program: compiled.program, seeded: { seed, parameters } };
        const ran = await running.ask('run', given, CASE_MS).catch((error: unknown) => error);
        if (ran instanceof PackageFault && (ran.reason === 'time' || ran.reason === 'memory'))
          return verdictWithoutRuns(identity(), 'limit', { stop: hostStop(ran.reason, seeded) });
        if (ran instanceof Error) throw ran;
        const { told, bytes } = ran as Awaited<ReturnType<PackageProcess['ask']>>;
        const run = parseRun(told);
        if (run.unloadable !== undefined) return rejected([unloadable(run.unloadable)]);
        judged.push(await exercise.judge(seeded, bytes, run));
        onProgress?.({
          case: role === 'leaderboard' ? 'Ranked run' : title,
          done: judged.length,
          total: cases.length,
        });
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof PackageFault)) throw error;
      const message = `This exercise cannot be graded, which is not your fault: ${error.message}`;
      return verdictWithoutRuns(identity(), 'not graded', { diagnostics: [{ line: 1, column: 1, message }] });
    } finally {
      signal?.removeEventListener('abort', abort);
      await running.kill();
    }
    signal?.throwIfAborted();
    return assembleVerdict({ ...identity(), cases: judged, references: prepared.references });
  }
}

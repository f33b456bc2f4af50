/**
 * A package's exercise on the trusted side: what it says of itself, and what it finds of runs. Its code runs elsewhere,
 * in two kinds of confined process, and this side knows only the data that comes out of them:
 *
 *      files ─▶ script ─┬─▶ judge process: describe, own solutions, judge logs     one a package; no submission in it
 *                       └─▶ one process a submission: run its cases ─▶ logs        no judge's answer in it
 *
 * What goes wrong in them is the package's fault (PackageFault) and costs nobody else anything.
 */
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import type { EncodedTrace } from '../../simulator/engine/trace';
import type { CompilerPool } from '../confine/compiler-pool';
import { type JudgedCase, judgedCase, type RunFindings } from '../judge/judge';
import type { SeededCase } from '../judge/run-case';
import { spendingOf } from '../judge/spending';
import type { LibraryExercise } from '../library/exercise-library';
import { onceEach } from '../library/once-each';
import type { OwnRunner } from '../library/own-runner';
import type { OwnSolution } from '../library/own-solutions';
import {
  compileOwnSolution,
  type ExercisePrograms,
  type Preparation,
  type PreparedExercise,
  preparationOf,
  preparedWith,
  referenceOf,
} from '../library/prepared-exercise';
import { letOthersGoOn, onEachSeed, seededSamples } from '../library/seeds';
import { AS_IT_RUNS, DECISIVE_PARTS, together, versionOf } from '../library/versions';
import type { NotedCalls } from '../replay/note-calls';
import type { TrustedCase } from '../trusted-runner';
import { bundlePackage, type Place } from './bundle-package';
import { refuseProblems } from './import-problems';
import { JudgeProcesses } from './judge-processes';
import {
  type PackageDescription,
  type PackageJudgement,
  parseDescription,
  parseJudgement,
  parseRun,
  parseTold,
} from './package-description';
import type { JudgeGiven, RunGiven } from './package-face';
import type { PackageFiles } from './package-files';
import { PackageFault } from './package-process';
import { exerciseScript } from './package-script';
import { packageSolutions } from './package-solutions';

const DESCRIBE_MS = 2_000;
/** As JSON, for every page that shows it: no more than the package's files may be. */
const MAX_DESCRIPTION_BYTES = 1024 * 1024;
/** Processor time of one case: a package's case may cost more than a submission's, whose machine it simulates too. */
const CASE_MS = 5_000;
/** Of all cases together, of which it has as many as it likes: students wait for what a worker does of it. */
const PREPARING_MS = 60_000;

/** Of what is recorded to warm up: processor time, bytes of all logs, and of the code cache. What is beyond is left out. */
const WARMTH_MS = 1_000;
const MAX_WARMTH_LOG_BYTES = 2 * 1024 * 1024;
const MAX_CODE_CACHE_BYTES = 8 * 1024 * 1024;

/** What is told of a judged run beside its verdict. */
export interface ShownRun {
  readonly trace: EncodedTrace;
  /** Only where every run is shown; without lines. */
  readonly calls?: Omit<NotedCalls, 'line'>;
}

export interface PackageOptions {
  /** package.cjs, as buildPackageChild() made it. */
  readonly childPath: string;
  /** Where it would lie in exercises/, for what it imports of its neighbours. Default: its id. */
  readonly home?: Place;
  /** Processor time that loading its modules may take, a case in the judge process, and preparing all of them. */
  readonly loadMs?: number;
  readonly caseMs?: number;
  readonly preparingMs?: number;
  /** Compile its own solutions where a text can be given up. Default: in this process. */
  readonly compilers?: CompilerPool;
  /** Processes that judge at once. Default 1. */
  readonly processes?: number;
}

interface KeptPreparation {
  find(): Promise<Preparation | undefined>;
  keep(preparation: Preparation): Promise<void>;
}

/** A run of a sample, made before, that a process can make again. */
export interface RecordedSample {
  readonly given: JudgeGiven;
  readonly log: Uint8Array;
}

/** What prepares another process of a package for a submission. */
export interface Warmth {
  /** What the reference answered on the samples. */
  readonly samples: readonly RecordedSample[];
  readonly codeCache?: Uint8Array;
}

export class PackageExercise {
  private madeWarmth: Promise<Warmth> | undefined;

  private constructor(
    readonly id: Place,
    /** For a process that runs a submission. */
    readonly script: string,
    readonly description: PackageDescription,
    readonly version: string,
    /** As the trusted side knows exercises; its functions run elsewhere. */
    readonly exercise: LibraryExercise,
    readonly solutions: readonly OwnSolution[],
    private readonly judging: JudgeProcesses,
    private readonly options: PackageOptions,
  ) {}

  /** @throws PackageRefused when it is none, PackageFault when its code does not do what it must. */
  static async open(id: Place, files: PackageFiles, options: PackageOptions): Promise<PackageExercise> {
    const { home = id } = options;
    await refuseProblems(files, home);
    const script = await exerciseScript(files, home);
    const { childPath, loadMs, processes = 1 } = options;
    const judging = new JudgeProcesses({ childPath, script, loadMs, processes });
    try {
      const described = await judging.ask('describe', undefined, DESCRIBE_MS);
      if (described.jsonBytes > MAX_DESCRIPTION_BYTES)
        throw new PackageFault(
          'failed',
          `exercise.ts and what belongs to it say ${described.jsonBytes} bytes of themselves; ${MAX_DESCRIPTION_BYTES} are the most`,
        );
      const description = parseDescription(described.told);
      const solutions = packageSolutions(files, home, description.wrong);
      const {
        samples,
        hidden,
        contract,
        wrong: _,
        neverAlone: __,
        mutants: ___,
        ...definition
      } = description;
      const entry = together(DECISIVE_PARTS.map((part) => `package:${part}.ts`));
      const bundle = await bundlePackage(files, home, entry, AS_IT_RUNS);
      const version = await versionOf({ bundle, contractValues: contract, hidden, solutions });
      const elsewhere = (): never => {
        throw new Error(`${id}: the code of a package does not run here`);
      };
      const exercise: LibraryExercise = {
        ...{ id, folder: '', samples, hidden: hidden.flatMap(onEachSeed) },
        definition: { ...definition, simulate: elsewhere, judge: elsewhere } as ExerciseDefinition,
      };
      return new PackageExercise(
        ...([id, script, description, version, exercise, solutions, judging, options] as const),
      );
    } catch (error) {
      await judging.close();
      throw error;
    }
  }

  /** Where it would lie in exercises/. */
  get home(): Place {
    return this.options.home ?? this.id;
  }

  /** What preparing it needs (prepared-exercise.ts). */
  programs(): ExercisePrograms {
    const { description, exercise, version, solutions } = this;
    const contractValues = description.contract;
    const { compilers } = this.options;
    const programOf = onceEach((solution: OwnSolution) =>
      compileOwnSolution(exercise, solution, contractValues, compilers),
    );
    const runner: OwnRunner = {
      width: this.judging.width,
      judged: (program, seeded, unitsPerCase) => this.own(program, seeded, unitsPerCase),
      told: async (program, seeded) => {
        const given: RunGiven = { program, seeded: plain(seeded) };
        return parseTold((await this.ask('told', given)).told, description.events);
      },
      replays: (program, seeded) => this.replays(program, seeded),
    };
    return { exercise, version, contractValues, solutions, programOf, runner };
  }

  /**
   * Seeds and reference counters. @param kept where they may be already.
   * @throws UnfitExercise, PackageFault when the package cannot be graded.
   */
  async prepared(caseSecret: string, kept?: KeptPreparation): Promise<PreparedExercise> {
    const programs = this.programs();
    let preparation = await kept?.find();
    if (preparation === undefined) {
      const { preparingMs = PREPARING_MS } = this.options;
      const goOn = this.allowance(preparingMs, 'be prepared: make cases shorter, or fewer');
      preparation = await preparationOf(programs, caseSecret, async () => {
        goOn();
        await letOthersGoOn();
      });
      await kept?.keep(preparation);
    }
    return preparedWith(programs, caseSecret, preparation);
  }

  /** Runs a solution of the package itself on a case, and judges it. @throws PackageFault */
  async own(program: string, seeded: SeededCase, unitsPerCase?: number): Promise<TrustedCase> {
    const given: RunGiven = { program, seeded: plain(seeded), unitsPerCase };
    const judgement = parseJudgement((await this.ask('own', given)).told, this.description);
    const { events, isTruncated, usedUnits = 0 } = judgement;
    return { ...this.judged(seeded, judgement, []), events, isTruncated, usedUnits };
  }

  /** Judges what a process that ran a submission says of a case. @throws PackageFault, also when the log does not fit. */
  async judge(
    seeded: SeededCase,
    log: Uint8Array,
    ran: Pick<JudgeGiven, 'stopped' | 'traceDigest' | 'shows'> & { readonly console: readonly string[] },
  ): Promise<{ readonly judged: JudgedCase; readonly shown?: ShownRun }> {
    const { trace, calls, ...found } = parseJudgement(await this.toldOf(seeded, log, ran), this.description);
    const judged = this.judged(seeded, found, ran.console);
    if (trace === undefined) return { judged };
    const { shape, events: kinds } = this.description;
    const names = [...Object.keys(shape.methods), ...Object.keys(shape.programs)];
    return { judged, shown: { trace: { ...trace, kinds }, ...(calls && { calls: { ...calls, names } }) } };
  }

  /** Made at its first use, which takes as long as running the samples. @throws PackageFault, UnfitExercise */
  warmth(): Promise<Warmth> {
    this.madeWarmth ??= this.makeWarmth();
    return this.madeWarmth;
  }

  private async makeWarmth(): Promise<Warmth> {
    const { solutions, programOf, exercise } = this.programs();
    const program = await programOf(referenceOf(solutions));
    const samples: RecordedSample[] = [];
    const beganMs = this.judging.spentMs;
    let logBytes = 0;
    for (const sample of seededSamples(exercise.samples)) {
      if (this.judging.spentMs - beganMs > WARMTH_MS) break;
      const seeded = plain(sample);
      const { told, bytes } = await this.ask('run', { program, seeded });
      const run = parseRun(told);
      if (run.unloadable !== undefined) throw new PackageFault('failed', run.unloadable);
      logBytes += bytes.length;
      if (logBytes > MAX_WARMTH_LOG_BYTES) break;
      const { stopped, traceDigest } = run;
      samples.push({ given: { seeded, stopped, traceDigest }, log: bytes });
    }
    const codeCache = await this.judging.codeCache();
    return { samples, codeCache: codeCache.length <= MAX_CODE_CACHE_BYTES ? codeCache : undefined };
  }

  /**
   * Of the processor time of its judge processes, from now on.
   * @returns asked between two answers; throws PackageFault when it is used up. @param what it is spent on: 'be prepared'.
   */
  allowance(mostMs: number, what: string): () => void {
    const before = this.judging.spentMs;
    return () => {
      if (this.judging.spentMs - before > mostMs)
        throw new PackageFault('time', `it took more than ${mostMs / 1_000} s to ${what}`);
    };
  }

  close(): Promise<void> {
    return this.judging.close();
  }

  private async replays(program: string, seeded: SeededCase): Promise<boolean> {
    const { told, bytes } = await this.ask('run', { program, seeded: plain(seeded) });
    const run = parseRun(told);
    if (run.unloadable !== undefined) return false;
    const again = (await this.toldOf(seeded, bytes, run)) as { mismatch?: unknown };
    return again?.mismatch === undefined;
  }

  /** What the judge process says of a log. */
  private async toldOf(
    seeded: SeededCase,
    log: Uint8Array,
    { stopped, traceDigest, shows }: Pick<JudgeGiven, 'stopped' | 'traceDigest' | 'shows'>,
  ): Promise<unknown> {
    const given: JudgeGiven = { seeded: plain(seeded), stopped, traceDigest, shows };
    return (await this.ask('judge', given, log)).told;
  }

  private ask(method: 'own' | 'run' | 'told' | 'judge', given: RunGiven | JudgeGiven, bytes?: Uint8Array) {
    return this.judging.ask(method, given, this.options.caseMs ?? CASE_MS, bytes);
  }

  private judged(seeded: SeededCase, { looks, ...found }: PackageJudgement, console: readonly string[]) {
    const stranger = found.checks.find(({ rule }) => !this.description.rules.some(({ id }) => id === rule));
    if (stranger !== undefined)
      throw new PackageFault('failed', `judge() checks ${stranger.rule}, which is no rule of the exercise`);
    const findings: RunFindings = { ...found, ...(looks && { spending: spendingOf(looks) }) };
    return judgedCase(this.exercise.definition, seeded, findings, { console });
  }
}

const plain = ({ seed, parameters }: SeededCase) => ({ seed, parameters });

/**
 * The inside of an author's realm: what the host may ask of a package's exercise. Bundled with the package's own modules
 * into one script (package-program.ts). Everything comes and goes as text; the answers are believed by nobody.
 *
 *      describe   the exercise as data: rules, budgets, cases, contract, wrong solutions
 *      run        a submission on a case ──▶ its log                       in the child of that submission
 *      judge      a log on a case ──▶ checks, counters, digest             in the judge child, where no submission is
 *      own        a solution of the package itself on a case: run and judged at once
 *      told       the same, with its calls and its trace
 */
import type {
  CaseParameters,
  ExerciseDefinition,
  HiddenCase,
  SampleCase,
} from '../../exercises/exercise-definition';
import { contractValuesOf } from '../compile/contract-values';
import { ConfinedPolicies, whyUnloadable } from '../confine/confined-policies';
import type { Realm } from '../confine/realm';
import { type CaseRun, runCase, type SeededCase } from '../judge/run-case';
import { toldRun } from '../judge/told-run';
import { DecisionLog, DecisionReader } from '../replay/decision-log';
import { recordPolicies } from '../replay/record';
import { replayPolicies } from '../replay/replay';
import { answerText } from './author-answer';
import type { PackageFace } from './author-realm';

/** The modules of a package, as its script imports them. */
export interface ExerciseModules {
  readonly exercise: ExerciseDefinition;
  readonly samples: readonly SampleCase[];
  readonly hidden: readonly HiddenCase[];
  readonly contract: Readonly<Record<string, unknown>>;
  readonly wrong?: { readonly default: unknown; readonly neverAlone?: unknown };
  readonly mutants?: unknown;
}

type Seeded = Pick<SeededCase, 'seed' | 'parameters'>;
interface Stop {
  readonly reason: string;
  readonly message: string;
  readonly line?: number;
}

export interface RunGiven {
  readonly seeded: Seeded;
  readonly program: string;
  /** Where it is to stop earlier than the exercise says. */
  readonly unitsPerCase?: number;
}
export interface JudgeGiven {
  readonly seeded: Seeded;
  /** Of the child: what it says of the run's end, which no log holds. */
  readonly stopped?: Stop;
  /** Of the child's run: another one is refused. */
  readonly traceDigest: string;
  /** How many events to tell. */
  readonly shownEvents: number;
}

/** Of a run that an example in the statement is taken from. */
const MOST_TOLD_EVENTS = 20_000;

/** @returns the face that author-realm.ts asks. */
export function servePackage(modules: ExerciseModules): PackageFace {
  const { exercise } = modules;
  const { shape, limits } = exercise;
  const policiesOf = (submissions: Realm, program: string, unitsLimit = limits.unitsPerCase) =>
    new ConfinedPolicies(submissions, program, shape, { unitsLimit });

  const methods: Readonly<
    Record<string, (given: never, log: string, submissions: Realm) => [unknown, string?]>
  > = {
    describe: () => {
      const { simulate: _, judge: __, ...facts } = exercise;
      const { samples, hidden, contract, wrong, mutants } = modules;
      return [
        {
          ...facts,
          samples,
          hidden,
          contract: contractValuesOf(contract),
          wrong: wrong?.default ?? [],
          neverAlone: wrong?.neverAlone ?? {},
          mutants: mutants ?? {},
        },
      ];
    },

    run: ({ seeded, program }: RunGiven, _log, submissions) => {
      const unloadable = whyUnloadable(submissions, program);
      if (unloadable !== undefined) return [{ unloadable }];
      const policies = policiesOf(submissions, program);
      const log = new DecisionLog();
      const run = runCase(exercise, seeded, recordPolicies(policies, shape, log), 0);
      const { stopped, trace } = run;
      const told = { stopped, console: policies.console };
      if (stopped?.reason !== 'void') return [{ ...told, traceDigest: trace.digest() }, textOf(log.bytes())];
      // It may have left half an entry in its log, so it counts as stopped from the start.
      const bytes = voidLog();
      const again = runCase(exercise, seeded, replayPolicies(new DecisionReader(bytes), shape, stopped), 0);
      return [{ ...told, traceDigest: again.trace.digest() }, textOf(bytes)];
    },

    judge: ({ seeded, stopped, traceDigest, shownEvents }: JudgeGiven, log) => {
      const reader = new DecisionReader(bytesOf(log));
      const run = runCase(exercise, seeded, replayPolicies(reader, shape, stopped));
      if (!reader.atEnd) return [{ mismatch: 'the simulation ended before the log' }];
      if (run.trace.digest() !== traceDigest) return [{ mismatch: 'the traces differ' }];
      return [judged(seeded.parameters, run, shownEvents)];
    },

    own: ({ seeded, program, unitsPerCase }: RunGiven, _log, submissions) => {
      const policies = policiesOf(submissions, program, unitsPerCase);
      const run = runCase(exercise, seeded, policies);
      return [{ ...judged(seeded.parameters, run, 0), usedUnits: policies.usedUnits }];
    },

    told: ({ seeded, program }: RunGiven, _log, submissions) => {
      const { calls, trace } = toldRun(exercise, policiesOf(submissions, program), seeded);
      return [{ calls, trace: trace.encode(MOST_TOLD_EVENTS) }];
    },
  };

  const judged = (parameters: CaseParameters, run: CaseRun, shownEvents: number) => {
    const { trace, counters, stopped, spending } = run;
    const checks =
      stopped === undefined ? exercise.judge({ parameters, trace, counters, result: run.result }) : [];
    const facts = {
      ...{ checks, counters, stopped, traceDigest: trace.digest() },
      ...{ events: trace.length, isTruncated: trace.count > trace.length },
      ...(spending && { looks: spending.looks() }),
      ...(shownEvents > 0 && { trace: trace.encode(shownEvents) }),
    };
    trace.release();
    return facts;
  };

  return (method, given, bytes, submissions) => {
    try {
      const call = methods[method];
      if (call === undefined) return answerText('failed', `a package cannot be asked to ${method}`);
      const [told, log = ''] = call(
        (given === '' ? undefined : JSON.parse(given)) as never,
        bytes,
        submissions,
      );
      return answerText('answered', JSON.stringify(told), log);
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      return answerText('failed', message);
    }
  };
}

function voidLog(): Uint8Array {
  const log = new DecisionLog();
  log.stop('void');
  return log.bytes();
}

/** A character a byte. */
function textOf(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const STEP = 8192;
  for (let at = 0; at < bytes.length; at += STEP)
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + STEP)));
  return pieces.join('');
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/**
 * The inside of an author's realm: what the host may ask of a package's exercise. Bundled with the package's own modules
 * into one script (package-script.ts). Everything comes and goes as text; the answers are believed by nobody.
 *
 *      describe   the exercise as data: rules, budgets, cases, contract, wrong solutions
 *      run        a submission on a case ──▶ its log                       in the child of that submission
 *      judge      a log on a case ──▶ checks, counters, digest             in the judge child, where no submission is
 *      warm       the run of a log again, for nothing                       in a child that waits for its submission
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
import { ConfinedPolicies, type ConfinedStop, whyUnloadable } from '../confine/confined-policies';
import type { Realm } from '../confine/realm';
import { recordedRun, rehearse } from '../confine/recorded-run';
import { runNoted } from '../judge/noted-run';
import { type CaseRun, runCase, type SeededCase } from '../judge/run-case';
import { toldRun } from '../judge/told-run';
import { DecisionReader } from '../replay/decision-log';
import type { NotedCalls } from '../replay/note-calls';
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

export interface RunGiven {
  readonly seeded: Seeded;
  readonly program: string;
  /** Where it is to stop earlier than the exercise says. */
  readonly unitsPerCase?: number;
  /** Of a submission: whether the lines are told at which its calls ended. */
  readonly notesLines?: boolean;
}
export interface JudgeGiven {
  readonly seeded: Seeded;
  /** Of the child: what it says of the run's end, which no log holds. */
  readonly stopped?: ConfinedStop;
  /** Of the child's run: another one is refused. */
  readonly traceDigest: string;
  /** Of which runs the trace is told. */
  readonly shows?: 'failures' | 'every run';
}

export interface RehearsalGiven extends Pick<JudgeGiven, 'seeded' | 'stopped'> {
  readonly times: number;
}

/** So many events of a run that is shown are told. */
const MOST_SHOWN_EVENTS = 20_000;
/** Of a run that an example in the statement is taken from. */
const MOST_TOLD_EVENTS = 20_000;

/** @returns the face that author-realm.ts asks. */
export function servePackage(modules: ExerciseModules): PackageFace {
  const { exercise } = modules;
  const { simulate, events, shape, limits } = exercise;
  /** Without budgets: when they were spent is for whoever judges. */
  const runnable = { simulate, events, shape };
  const policiesOf = (submissions: Realm, program: string, unitsLimit = limits.unitsPerCase) =>
    new ConfinedPolicies(submissions, program, shape, { unitsLimit });

  /** The program that was run last: all cases of a submission run the same. */
  let loadable: string | undefined;

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

    run: ({ seeded, program, notesLines }: RunGiven, _log, submissions) => {
      if (program !== loadable) {
        const unloadable = whyUnloadable(submissions, program);
        if (unloadable !== undefined) return [{ unloadable }];
        loadable = program;
      }
      const { log, lines, ...told } = recordedRun(
        runnable,
        seeded,
        policiesOf(submissions, program),
        notesLines,
      );
      return [{ ...told, lines: [...lines.subarray(0, MOST_SHOWN_CALLS)] }, textOf(log)];
    },

    judge: ({ seeded, stopped, traceDigest, shows }: JudgeGiven, log) => {
      const reader = new DecisionReader(bytesOf(log));
      const host = replayPolicies(reader, shape, stopped);
      const noted = shows === 'every run' ? runNoted(exercise, seeded, host, () => 0) : undefined;
      const run = noted?.run ?? runCase(exercise, seeded, host);
      if (!reader.atEnd) return [{ mismatch: 'the simulation ended before the log' }];
      if (run.trace.digest() !== traceDigest) return [{ mismatch: 'the traces differ' }];
      return [judged(seeded.parameters, run, shows, noted?.calls)];
    },

    warm: ({ seeded, stopped, times }: RehearsalGiven, log) => {
      const bytes = bytesOf(log);
      for (let time = 0; time < times; time++) rehearse(runnable, seeded, bytes, stopped);
      return [null];
    },

    own: ({ seeded, program, unitsPerCase }: RunGiven, _log, submissions) => {
      const policies = policiesOf(submissions, program, unitsPerCase);
      const run = runCase(exercise, seeded, policies);
      return [{ ...judged(seeded.parameters, run), usedUnits: policies.usedUnits }];
    },

    told: ({ seeded, program }: RunGiven, _log, submissions) => {
      const { calls, trace } = toldRun(exercise, policiesOf(submissions, program), seeded);
      return [{ calls, trace: trace.encode(MOST_TOLD_EVENTS) }];
    },
  };

  const judged = (
    parameters: CaseParameters,
    run: CaseRun,
    shows?: JudgeGiven['shows'],
    calls?: NotedCalls,
  ) => {
    const { trace, counters, stopped, spending } = run;
    const checks =
      stopped === undefined ? exercise.judge({ parameters, trace, counters, result: run.result }) : [];
    const facts = {
      ...{ checks, counters, stopped, traceDigest: trace.digest() },
      ...{ events: trace.length, isTruncated: trace.count > trace.length },
      ...(spending && { looks: spending.looks() }),
    };
    const failed = () => stopped !== undefined || checks.some(({ passed }) => !passed);
    const isShown = shows === 'every run' || (shows === 'failures' && failed());
    const shown = isShown && {
      trace: trace.encode(MOST_SHOWN_EVENTS),
      ...(calls && { calls: first(calls) }),
    };
    trace.release();
    return { ...facts, ...shown };
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

const MOST_SHOWN_CALLS = 40_000;

const first = ({ names, method, who, event }: NotedCalls) => ({
  names,
  method: method.slice(0, MOST_SHOWN_CALLS),
  who: who.slice(0, MOST_SHOWN_CALLS),
  event: event.slice(0, MOST_SHOWN_CALLS),
});

/** A character a byte. */
function textOf(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const STEP = 8192;
  for (let at = 0; at < bytes.length; at += STEP)
    // Not spread: through the iterator of an array of bytes it takes seven times as long.
    pieces.push(String.fromCharCode.apply(null, bytes.subarray(at, at + STEP) as unknown as number[]));
  return pieces.join('');
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

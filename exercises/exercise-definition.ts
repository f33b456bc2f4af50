/**
 * What an exercise is. An exercise is a folder `exercises/<chapter>/<name>/`; its path is its identity:
 *
 *      exercise.ts      default export: defineExercise({...}): what is asked, and judge()    browser + server
 *      simulation.ts    export simulate(context, parameters): machine and workload           browser + server + confined process
 *      samples.ts       default export: SampleCase[], fixed seeds                            browser + server
 *      hidden.ts        default export: HiddenCase[], seeds made from the deployment secret  server only
 *      statement.md     what to build, the rules by id
 *      contract.ts      types, operations and constants that the student's file may import from './contract'
 *      starter.ts       compiles, does not pass
 *      solution.ts      the reference; usually one line that re-exports the simulator's own implementation
 *      right/*.ts       right solutions of other designs; first line `// exceeds: <budget id>` if they exceed one
 *      wrong.ts         wrong and over-budget solutions as patches (wrong-solution.ts)
 *      wrong/*.ts       those that are another algorithm; first line `// fails: RR2, RR4` (exactly these rules)
 *      over-budget/*.ts first line `// exceeds: <budget id>`: passes every rule, exceeds exactly these budgets
 *      hints.md         hints separated by a line `---`, opened one at a time
 *      demonstration.ts default export: Demonstration: a run for the site's first page; of few exercises
 *
 * A run happens twice: in the confined process, where the submission is called and every number it returns is
 * logged, and in the trusted process, where the same `simulate` runs from that log and `judge` looks at what
 * came of it. `simulation.ts` must therefore hold no expected result, and be a pure function of its arguments.
 */
import type { CounterKey } from '../simulator/engine/counters';
import type { PolicyHost, PolicyShape } from '../simulator/engine/policy';
import type { Random } from '../simulator/engine/random';
import type { EventKinds, Trace } from '../simulator/engine/trace';
import type { PictureDescription } from './picture-description';

/** Case parameters: plain data, part of the case's identity. A choice is a word (`policy: 'clock'`), not a number. */
export type CaseParameters = Readonly<Record<string, number | string | boolean>>;

export interface SimulationContext {
  /** Seeded by the case; the only source of chance. */
  readonly random: Random;
  readonly policies: PolicyHost;
  /** Filled as the run goes, so that a run which stops half-way still shows how far it came. */
  readonly trace: Trace;
  /** Integers that the machine counted: budgets and the leaderboard read them. Filled as the run goes. */
  readonly counters: Record<string, number>;
  /**
   * Counters that are kept elsewhere, a kernel's for example: asked when they are looked at, and at the end of the run.
   * Who has many may write them into `counters` and answer that.
   */
  readonly countBy: (now: (counters: Record<string, number>) => Readonly<Record<string, number>>) => void;
}

/** A run that goes wrong, as a student would see it: what the site's first page shows, whose picture is one of cores. */
export interface Demonstration {
  /** A wrong solution of the exercise, and the sample on which it breaks a rule at an event. */
  readonly solution: string;
  readonly sample: string;
  /** What it does, as the end of a sentence: 'a scheduler that ...'. */
  readonly what: string;
}

/** @returns what judge() needs beyond trace and counters: plain data. */
export type Simulate<Parameters extends CaseParameters, Result> = (
  context: SimulationContext,
  parameters: Parameters,
) => Result;

export interface SampleCase<Parameters extends CaseParameters = CaseParameters> {
  /** Unique in the exercise, kebab-case. */
  readonly name: string;
  /** One sentence for the student: what this case looks at. */
  readonly title: string;
  readonly seed: number;
  readonly parameters: Parameters;
  /** Of a case that catches none of the wrong solutions: what it is there for. */
  readonly explains?: string;
}

export interface HiddenCase<Parameters extends CaseParameters = CaseParameters> {
  readonly name: string;
  readonly title: string;
  readonly parameters: Parameters;
  /**
   * 'leaderboard': several secret seeds per exercise version, the same for all; only their counters rank, and
   * nothing of these runs is ever shown. Its parameters must be those of a hidden case too.
   */
  readonly role: 'hidden' | 'leaderboard';
  /** Of a leaderboard case: how many seeds it runs on. Default 5. */
  readonly seeds?: number;
  /**
   * Wrong solutions (by name) that this case must fail: a seed on which one of them
   * passes is rejected and the next one is tried.
   */
  readonly distinguishes: readonly string[];
  /** Of a case that catches none of the wrong solutions: what it is there for. */
  readonly explains?: string;
}

export interface Rule {
  /** Two or three capitals and a number: `RR3`. Stands in the statement, the checks and the feedback. */
  readonly id: string;
  /** The rule as one sentence that says what must hold. */
  readonly title: string;
  readonly points: number;
}

export interface Budget {
  /** kebab-case, for example `context-switches`. */
  readonly id: string;
  readonly title: string;
  readonly counter: CounterKey;
  /** Unit for people: `cycles`, `bus transactions`. */
  readonly unit: string;
  /** Counters whose sum is `counter`, one a method or cause: the message says from them where the cost arose. */
  readonly parts?: readonly { readonly counter: CounterKey; readonly title: string }[];
  readonly points: number;
  /** Allowed = ceil(reference on the same case × factor) + slack. Default factor 2. */
  readonly factor?: number;
  readonly slack?: number;
  /** The margin that the reference must keep: used <= allowed × (1 - margin). Default 0.5. */
  readonly margin?: number;
}

/** One rule looked at in one case. */
export interface Check {
  readonly rule: string;
  readonly passed: boolean;
  /** What happened, where, and what to try: for the student. Empty when passed. */
  readonly message: string;
  /** Index in the trace of the first event that breaks the rule. */
  readonly event?: number;
}

export interface JudgeInput<Parameters extends CaseParameters, Result> {
  readonly parameters: Parameters;
  readonly trace: Trace;
  readonly counters: Readonly<Record<string, number>>;
  readonly result: Result;
}

/** Rows of the syllabus. */
export const SYLLABUS_ROWS = 206;

/** The pictures that the site has code of their own for. */
export const SPECIAL_VIEWS = ['cores', 'memory', 'interleaving', 'bytes'] as const;
export type SpecialView = (typeof SPECIAL_VIEWS)[number];
/** Which picture shows a run: one of these, or one that the exercise describes (definePicture). */
export type View = SpecialView | PictureDescription;

export interface ExerciseDefinition<Parameters extends CaseParameters = CaseParameters, Result = unknown> {
  readonly title: string;
  /** One sentence for the catalogue. */
  readonly summary: string;
  /** Rows of the syllabus that it covers. */
  readonly rows: readonly number[];
  /** 1 (an hour) to 3 (an evening). */
  readonly difficulty: 1 | 2 | 3;
  readonly view: View;
  readonly shape: PolicyShape;
  readonly events: EventKinds;
  readonly rules: readonly Rule[];
  readonly budgets: readonly Budget[];
  /** Lower is better. Used by the leaderboard over the leaderboard cases (sum). */
  readonly metric: { readonly counter: CounterKey; readonly title: string; readonly unit: string };
  readonly limits: {
    /** Metered units that one case may use before it ends as "limit". At most 2^30. */
    readonly unitsPerCase: number;
  };
  /** Whether a failing hidden case may be shown to the student (its replay). Seeds never are. */
  readonly showFailures: boolean;
  readonly simulate: Simulate<Parameters, Result>;
  /** Every rule at most once; a rule that this case cannot look at is left out. Runs in the trusted process and in the browser. */
  readonly judge: (input: JudgeInput<Parameters, Result>) => readonly Check[];
}

/** Checks what types cannot, at load time, with an error that names the exercise part. */
export function defineExercise<Parameters extends CaseParameters, Result>(
  definition: ExerciseDefinition<Parameters, Result>,
): ExerciseDefinition<Parameters, Result> {
  const ids = [...definition.rules.map((rule) => rule.id), ...definition.budgets.map((budget) => budget.id)];
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) throw new Error(`${definition.title}: the id ${twice} is used twice`);
  for (const rule of definition.rules)
    if (!/^[A-Z]{2,3}\d+$/.test(rule.id))
      throw new Error(`${definition.title}: rule id ${rule.id} is not like RR3`);
  if (definition.rows.length === 0) throw new Error(`${definition.title}: names no row of the syllabus`);
  if (!(definition.limits.unitsPerCase > 0 && definition.limits.unitsPerCase <= 2 ** 30))
    throw new Error(`${definition.title}: limits.unitsPerCase must be from 1 to 2^30`);
  return definition;
}

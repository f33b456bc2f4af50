/**
 * A laboratory: one part of the machine on an input of one's own, as a command and as a page.
 *
 *      parameters ─▶ values ─▶ run ─▶ json            what `--json` prints
 *                                     parts           each a table, and the picture that says the same
 *                                     trace           where a machine ran: its events
 *
 * A run is a pure function of its values, and everything about it that could grow is bounded by the parameters or by the
 * run, which then throws a ParameterError: on a page it costs some milliseconds at most.
 */
import type { Trace } from '../engine/trace';
import { type Parameter, ParameterError, type Place, readParameter } from './parameter';
import { TraceError } from './trace-error';

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;
export type Values<Given extends Parameters> = {
  readonly [Name in keyof Given]: Given[Name] extends Parameter<infer Value> ? Value : never;
};

export type Cell = string | number;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A colour with a meaning, or by number one that only tells things apart. */
export type Tone = 'running' | 'ready' | 'blocked' | 'switching' | 'idle' | 'good' | 'bad' | number;

/** Stretches along an axis: who had a core, what lies at an address. */
export interface Bars {
  readonly kind: 'bars';
  readonly axis: string;
  readonly to: number;
  readonly lanes: readonly {
    readonly label: string;
    readonly spans: readonly {
      readonly from: number;
      readonly to: number;
      readonly label: string;
      readonly tone: Tone;
    }[];
  }[];
}

/** Cells in rows and columns: what each frame holds after each reference. */
export interface Grid {
  readonly kind: 'grid';
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly label: string;
    readonly cells: readonly { readonly text: string; readonly tone?: Tone }[];
  }[];
}

export interface Part {
  readonly title: string;
  readonly picture?: Bars | Grid;
  readonly table: Table;
}

export interface Outcome {
  readonly json: unknown;
  readonly parts: readonly Part[];
  /** With the cycles of a unit of time, where it is not one. */
  readonly trace?: Trace;
  readonly unitCycles?: number;
  /** What a command prints without --json; default: the tables. */
  readonly text?: string;
}

export interface LaboratoryDefinition<Given extends Parameters> {
  readonly name: string;
  readonly title: string;
  /** What it shows, in a sentence or two. */
  readonly summary: string;
  readonly parameters: Given;
  /** Settings worth a look, by parameter as one would give them. A page begins with the first. */
  readonly examples: readonly {
    readonly title: string;
    readonly setting: Readonly<Record<string, string>>;
  }[];
  /** @param place where its work and its output are bounded more tightly, if need be. @throws ParameterError */
  run(values: Values<Given>, place: Place): Outcome;
}

export type Laboratory = LaboratoryDefinition<Parameters>;

/** Forgets which parameters it has, so that laboratories stand in one list. */
export function defineLaboratory<Given extends Parameters>(
  definition: LaboratoryDefinition<Given>,
): Laboratory {
  return definition as unknown as Laboratory;
}

/** Of a setting: what came of it, or what is wrong with which parameters. */
export type Trial = { readonly outcome: Outcome } | { readonly problems: Readonly<Record<string, string>> };

/** @param given by parameter. @returns every problem, where there are some. */
export function tryLaboratory(
  { parameters, run }: Laboratory,
  given: Readonly<Record<string, string | undefined>>,
  place: Place,
): Trial {
  const problems: Record<string, string> = {};
  const attempt = <Result>(action: () => Result): Result | undefined => {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof ParameterError)) throw error;
      problems[error.parameter] = error.problem;
      return undefined;
    }
  };
  const values: Record<string, unknown> = {};
  for (const [name, parameter] of Object.entries(parameters))
    values[name] = attempt(() => readParameter(parameter, name, given[name], place));
  if (Object.keys(problems).length > 0) return { problems };
  const outcome = attempt(() => run(values, place));
  return outcome === undefined ? { problems } : { outcome };
}

/** Carries out what reads the lines of a parameter. @throws ParameterError that names the line. */
export function inLines<Result>(parameter: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof TraceError) throw new ParameterError(parameter, error.message);
    throw error;
  }
}

/** A problem as a sentence about what the parameter is called where it is told. */
export function problemOf(called: string, problem: string): string {
  return problem.startsWith('line ') ? `${called}, ${problem}` : `${called} ${problem}`;
}

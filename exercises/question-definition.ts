/**
 * What a question is: a folder `exercises/<chapter>/questions/<name>/question.ts` whose default export makes
 * any number of variants. The answer is computed by the simulator; the prompt never holds it. Generation and
 * marking happen on the server only.
 */
import type { Random } from '../simulator/engine/random';

export interface QuestionDefinition {
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly number[];
  readonly generate: (random: Random) => Question;
}

export interface Question {
  /** Markdown. */
  readonly prompt: string;
  /** A table shown under the prompt: the given facts. */
  readonly given?: Grid;
  /** Shown under the prompt. */
  readonly pictures?: readonly Picture[];
  readonly parts: readonly Part[];
  /** Markdown: the worked solution, shown after an attempt. */
  readonly explanation: string;
  /** Tables of the worked solution (a Gantt chart as rows, frames over time). */
  readonly worked?: readonly Grid[];
}

/** Shown as an image, so that nothing in it runs. */
export interface Picture {
  /** Its source text. A package's was looked at by grader/packages/svg-picture.ts. */
  readonly svg: string;
  /** What it shows, for whoever does not see it: as much as is needed to answer. */
  readonly alternative: string;
}

export interface Grid {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What is told of a part once an answer was handed in. Markdown. */
export interface PartFeedback {
  /** With full points. */
  readonly right?: string;
  /** With less. Nothing is told of a part that was not answered. */
  readonly wrong?: string;
  /** Of an option (its number), a number (within the part's tolerance) or a text: said whenever it was the answer. */
  readonly when?: readonly { readonly answer: number | string; readonly say: string }[];
}

/** Parts carry their answers and feedback; `publicPart` strips them before anything leaves the server. */
export type Part = { readonly feedback?: PartFeedback } & (
  | {
      readonly kind: 'number';
      readonly id: string;
      readonly label: string;
      readonly points: number;
      readonly answer: number;
      readonly tolerance: number;
      readonly unit: string;
    }
  | {
      readonly kind: 'choice';
      readonly id: string;
      readonly label: string;
      readonly points: number;
      readonly options: readonly string[];
      readonly answer: readonly number[];
      readonly multiple: boolean;
    }
  | {
      readonly kind: 'text';
      readonly id: string;
      readonly label: string;
      readonly points: number;
      readonly answers: readonly string[];
    }
  /** Cells to fill in. Credit per column (`pointsPer: 'column'`) or per row. `given` cells are shown; null cells are asked. */
  | {
      readonly kind: 'table';
      readonly id: string;
      readonly label: string;
      readonly points: number;
      readonly pointsPer: 'column' | 'row';
      readonly columns: readonly string[];
      readonly rowLabels: readonly string[];
      readonly given: readonly (readonly (string | null)[])[];
      readonly answer: readonly (readonly string[])[];
    }
  /** A chart over time: for each slot of one cycle or unit, who runs ('' = idle). */
  | {
      readonly kind: 'gantt';
      readonly id: string;
      readonly label: string;
      readonly points: number;
      readonly lanes: readonly string[];
      readonly slots: number;
      readonly symbols: readonly string[];
      readonly answer: readonly (readonly string[])[];
    }
);

/** What a student entered for one part: numbers and texts as typed; tables and charts as rows of cells. */
export type PartResponse = string | readonly number[] | readonly (readonly string[])[];

export interface PartMark {
  readonly id: string;
  readonly points: number;
  readonly maxPoints: number;
  /** For tables and charts: which cells are right, row by row. */
  readonly cells?: readonly (readonly boolean[])[];
  readonly message: string;
  /** What the question's author says of this answer, a paragraph or more each. Markdown. */
  readonly feedback?: readonly string[];
}

export interface QuestionMark {
  readonly points: number;
  readonly maxPoints: number;
  readonly parts: readonly PartMark[];
}

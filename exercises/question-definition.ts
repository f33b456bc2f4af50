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
  readonly parts: readonly Part[];
  /** Markdown: the worked solution, shown after an attempt. */
  readonly explanation: string;
  /** Tables of the worked solution (a Gantt chart as rows, frames over time). */
  readonly worked?: readonly Grid[];
}

export interface Grid {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Parts carry their answers; `publicPart` strips them before anything leaves the server. */
export type Part =
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
    };

/** What a student entered for one part: numbers and texts as typed; tables and charts as rows of cells. */
export type PartResponse = string | readonly number[] | readonly (readonly string[])[];

export interface PartMark {
  readonly id: string;
  readonly points: number;
  readonly maxPoints: number;
  /** For tables and charts: which cells are right, row by row. */
  readonly cells?: readonly (readonly boolean[])[];
  readonly message: string;
}

export interface QuestionMark {
  readonly points: number;
  readonly maxPoints: number;
  readonly parts: readonly PartMark[];
}

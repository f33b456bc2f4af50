/** A part of a question as it reaches the browser: without its answer. */
import type { PublicPart } from '../../exercises/question-marking';

export type { PublicPart };
export type PublicChoicePart = Extract<PublicPart, { kind: 'choice' }>;
export type PublicTablePart = Extract<PublicPart, { kind: 'table' }>;
export type PublicGanttPart = Extract<PublicPart, { kind: 'gantt' }>;

/** A part of a question as it reaches the browser: without its answer. */
import type { Part } from '../../exercises/question-definition';

type WithoutAnswer<P> = P extends Part ? Omit<P, 'answer' | 'answers' | 'tolerance'> : never;

export type PublicPart = WithoutAnswer<Part>;
export type PublicChoicePart = Extract<PublicPart, { kind: 'choice' }>;
export type PublicTablePart = Extract<PublicPart, { kind: 'table' }>;
export type PublicGanttPart = Extract<PublicPart, { kind: 'gantt' }>;

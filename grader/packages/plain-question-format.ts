/**
 * What question.json may say (plain-question.ts has an example). Nothing of Node is imported here, so that the author's form
 * reads it with the same eyes as the process that makes variants.
 */
import { z } from 'zod';
import { isVariableName } from './formula';

const MOST_VALUES = 100;
export const MOST_SLOTS = 100;
/** Each draw evaluates all of them. */
export const MOST_VARIABLES = 100;
export const MOST_PICTURES = 4;
export const MOST_PARTS = 20;

const text = (most: number) => z.string().max(most);
const formula = text(500);
const cell = text(200);
const variable = z.union([
  z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive().default(1) }),
  z.strictObject({
    of: z
      .array(z.union([z.number(), text(100)]))
      .min(1)
      .max(MOST_VALUES),
  }),
  z.strictObject({ is: formula }),
]);
const grid = z.strictObject({
  caption: text(500),
  columns: z.array(cell).max(20),
  rows: z.array(z.array(cell).max(20)).max(50),
});
const MARKDOWN = 10_000;
const feedback = text(2_000);
const reactions = z.strictObject({ right: feedback.optional(), wrong: feedback.optional() });
/** @param answer which one it is said of: a formula, or a text. */
const reactionsTo = (answer: z.ZodString) =>
  reactions.extend({
    when: z
      .array(z.strictObject({ answer, say: feedback }))
      .max(20)
      .default([]),
  });
const asked = { id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), label: text(1_000), points: z.number() };
const part = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ ...asked, kind: z.literal('number'), answer: formula, unit: text(40).default('') },
    tolerance: formula.default('0'),
    feedback: reactionsTo(formula).optional(),
  }),
  z.strictObject({
    ...{ ...asked, kind: z.literal('choice'), multiple: z.boolean().default(false) },
    feedback: reactions.optional(),
    /** Whether the options stand in an order that is drawn. */
    shuffled: z.boolean().default(false),
    options: z
      .array(
        z.strictObject({
          text: text(500),
          right: z.union([z.boolean(), formula]).default(false),
          feedback: feedback.optional(),
        }),
      )
      .min(2)
      .max(20),
  }),
  z.strictObject({
    ...{ ...asked, kind: z.literal('text'), answers: z.array(cell).min(1).max(20) },
    feedback: reactionsTo(cell).optional(),
  }),
  z.strictObject({
    ...{ ...asked, kind: z.literal('table'), pointsPer: z.enum(['column', 'row']).default('row') },
    feedback: reactions.optional(),
    columns: z.array(cell).min(1).max(20),
    rowLabels: z.array(cell).min(1).max(50),
    /** A cell is shown, or asked for. */
    cells: z.array(z.array(z.union([cell, z.strictObject({ answer: cell })])).max(20)).max(50),
  }),
  z.strictObject({
    ...{ ...asked, kind: z.literal('gantt'), feedback: reactions.optional() },
    lanes: z.array(cell).min(1).max(20),
    symbols: z.array(cell.min(1)).min(1).max(20),
    slots: formula,
    /** Who runs where, from a slot to before another; slots of none are idle. */
    runs: z.array(z.strictObject({ lane: cell, symbol: cell, from: formula, to: formula })).max(MOST_SLOTS),
  }),
]);
const schema = z.strictObject({
  title: text(100).min(1),
  summary: text(500),
  rows: z.array(z.number().int()).max(40),
  variables: z
    .record(z.string(), variable)
    .refine((named) => Object.keys(named).length <= MOST_VARIABLES, `${MOST_VARIABLES} are the most`)
    .default({}),
  where: z.array(formula).max(20).default([]),
  prompt: text(MARKDOWN),
  given: grid.optional(),
  pictures: z
    .array(z.strictObject({ file: text(120), alternative: text(1_000).min(1) }))
    .max(MOST_PICTURES)
    .optional(),
  parts: z.array(part).min(1).max(MOST_PARTS),
  explanation: text(MARKDOWN),
});
export type PlainPart = z.infer<typeof part>;
/** What question.json says. */
export type PlainQuestion = z.infer<typeof schema>;
/** The same as it is written: what has a default may be missing. */
export type WrittenQuestion = z.input<typeof schema>;

export type QuestionReading =
  | { readonly kind: 'whole'; readonly question: PlainQuestion; readonly written: WrittenQuestion }
  /** Every field is one that there is, and of its kind; but one holds too little, or too much. */
  | { readonly kind: 'unfinished'; readonly written: WrittenQuestion; readonly problem: string }
  | { readonly kind: 'refused'; readonly problem: string };

const OF_SIZE: readonly string[] = ['too_small', 'too_big', 'invalid_format'];

/** Each problem has its place. */
export function readQuestion(json: string): QuestionReading {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', problem: `question.json is no JSON: ${inLines(why, json)}` };
  }
  const read = schema.safeParse(given);
  if (!read.success) {
    const issues = read.error.issues.toSorted((a, b) => rank(a.code) - rank(b.code));
    const problem = `question.json: ${issues[0] === undefined ? 'it' : toldIssue(issues[0])}`;
    return issues.every(({ code }) => OF_SIZE.includes(code))
      ? { kind: 'unfinished', written: given as WrittenQuestion, problem }
      : { kind: 'refused', problem };
  }
  for (const name of Object.keys(read.data.variables))
    if (!isVariableName(name)) {
      const why = 'a name has letters and digits, and is no word of formulas';
      return { kind: 'refused', problem: `question.json: variables.${name}: ${why}` };
    }
  return { kind: 'whole', question: read.data, written: given as WrittenQuestion };
}

/** What is of its kind is named as the form does: its author may have seen no text. */
function toldIssue(issue: z.core.$ZodIssue): string {
  const at = placeOf(issue.path);
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string') return `${at}: it is empty`;
      if (issue.origin === 'array') return `${at}: ${issue.minimum} or more are needed`;
      return `${at}: it must be above ${issue.minimum}`;
    case 'too_big':
      return issue.origin === 'string'
        ? `${at}: it has more than ${issue.maximum} characters`
        : `${at}: there are more than ${issue.maximum}`;
    case 'invalid_format':
      return `${at}: it needs small letters, digits and hyphens, beginning with a letter`;
    default:
      return `${issue.path.join('.') || 'it'}: ${issue.message}`;
  }
}

/** `parts.0.options.1.text` is the text of option 2 of part 1. */
const placeOf = (path: readonly PropertyKey[]) =>
  path
    .map(String)
    .join('.')
    .replace(/s?\.(\d+)(?=\.|$)/g, (_, index: string) => ` ${Number(index) + 1}`)
    .replaceAll('.', ', ');

/** With the line instead of the position that an engine tells. */
function inLines(why: string, json: string): string {
  return why.replace(/at position (\d+)(?: \(line.*\))?/, (_, position: string) => {
    const before = json.slice(0, Number(position)).split('\n');
    return `in line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  });
}

/** What hinders most first. */
const rank = (code: string) => (OF_SIZE.includes(code) ? 1 : 0);

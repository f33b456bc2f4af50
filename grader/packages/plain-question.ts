/**
 * A question without code: `question.json` in a package, as a form makes it. It is data, so it is read and its variants are
 * made here, in no process of its own.
 *
 *      { "title": "Mean wait", "summary": "...", "rows": [62],
 *        "variables": { "jobs": { "from": 3, "to": 6 }, "length": { "of": [2, 4, 8] }, "total": { "is": "jobs * length" } },
 *        "where": ["total > 10"],
 *        "prompt": "{{jobs}} jobs of {{length}} ms each ...",
 *        "parts": [{ "kind": "number", "id": "total", "label": "In all", "points": 1, "answer": "total", "unit": "ms" }],
 *        "explanation": "{{jobs}} times {{length}} is {{total}}." }
 *
 * Whatever stands in {{ }} is a formula (formula.ts). Variables are drawn, or computed, in the order in which they stand; a
 * draw for which `where` does not hold is made again.
 */
import { z } from 'zod';
import type { Grid, Part, Question, QuestionDefinition } from '../../exercises/question-definition';
import type { Random } from '../../simulator/engine/random';
import {
  evaluate,
  evaluateNumber,
  FormulaFault,
  type FormulaValue,
  isVariableName,
  type Scope,
} from './formula';
import { PackageRefused } from './package-files';

const MOST_DRAWS = 200;
const MOST_VALUES = 100;

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
const asked = { id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), label: text(1_000), points: z.number() };
const part = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ ...asked, kind: z.literal('number'), answer: formula, unit: text(40).default('') },
    tolerance: formula.default('0'),
  }),
  z.strictObject({
    ...{ ...asked, kind: z.literal('choice'), multiple: z.boolean().default(false) },
    /** Whether the options stand in an order that is drawn. */
    shuffled: z.boolean().default(false),
    options: z
      .array(z.strictObject({ text: text(500), right: z.union([z.boolean(), formula]).default(false) }))
      .min(2)
      .max(20),
  }),
  z.strictObject({ ...asked, kind: z.literal('text'), answers: z.array(cell).min(1).max(20) }),
  z.strictObject({
    ...{ ...asked, kind: z.literal('table'), pointsPer: z.enum(['column', 'row']).default('row') },
    columns: z.array(cell).min(1).max(20),
    rowLabels: z.array(cell).min(1).max(50),
    /** A cell is shown, or asked for. */
    cells: z.array(z.array(z.union([cell, z.strictObject({ answer: cell })])).max(20)).max(50),
  }),
]);
const schema = z.strictObject({
  title: text(100).min(1),
  summary: text(500),
  rows: z.array(z.number().int()).max(40),
  variables: z.record(z.string(), variable).default({}),
  where: z.array(formula).max(20).default([]),
  prompt: text(10_000),
  given: grid.optional(),
  parts: z.array(part).min(1).max(20),
  explanation: text(10_000),
});
type PlainPart = z.infer<typeof part>;

/** @param json of question.json. @throws PackageRefused with the place in it. Its generate() throws FormulaFault. */
export function plainQuestion(json: string): QuestionDefinition {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    throw new PackageRefused(
      `question.json is no JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  const read = schema.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new PackageRefused(`question.json: ${issue?.path.join('.') || 'it'}: ${issue?.message}`);
  }
  const { variables, where, prompt, parts, explanation, given: table, ...facts } = read.data;
  for (const name of Object.keys(variables))
    if (!isVariableName(name))
      throw new PackageRefused(
        `question.json: variables.${name}: a name has letters and digits, and is no word of formulas`,
      );
  return {
    ...facts,
    generate(random) {
      const scope = drawn(random, variables, where);
      return {
        prompt: filled(prompt, scope),
        ...(table && { given: filledGrid(table, scope) }),
        parts: parts.map((each) => partOf(each, scope, random)),
        explanation: filled(explanation, scope),
      } satisfies Question;
    },
  };
}

function drawn(
  random: Random,
  variables: Readonly<Record<string, z.infer<typeof variable>>>,
  where: readonly string[],
): Scope {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const scope = new Map<string, FormulaValue>();
    for (const [name, each] of Object.entries(variables))
      scope.set(name, drawnValue(name, each, scope, random));
    if (where.every((condition) => evaluateNumber(condition, scope) !== 0)) return scope;
  }
  throw new FormulaFault(
    `no variables were found in ${MOST_DRAWS} draws for which holds: ${where.join('; ')}`,
  );
}

function drawnValue(
  name: string,
  given: z.infer<typeof variable>,
  scope: Scope,
  random: Random,
): FormulaValue {
  if ('is' in given) return evaluate(given.is, scope);
  if ('of' in given) return random.pick(given.of);
  const steps = Math.floor((given.to - given.from) / given.step);
  if (!(steps >= 0 && steps < 1e6))
    throw new FormulaFault(`${name}: from ${given.from} to ${given.to} by ${given.step} are no values`);
  return plainNumber(given.from + given.step * random.below(steps + 1));
}

/** Without the last digits that steps of a tenth leave behind. */
const plainNumber = (value: number) => Number(value.toPrecision(12));

const told = (value: FormulaValue) => (typeof value === 'string' ? value : String(plainNumber(value)));

function filled(text: string, scope: Scope): string {
  return text.replace(/\{\{(.*?)\}\}/gs, (_, inside: string) => told(evaluate(inside, scope)));
}

function filledGrid({ caption, columns, rows }: Grid, scope: Scope): Grid {
  const fill = (each: string) => filled(each, scope);
  return { caption: fill(caption), columns: columns.map(fill), rows: rows.map((row) => row.map(fill)) };
}

function partOf(given: PlainPart, scope: Scope, random: Random): Part {
  const fill = (each: string) => filled(each, scope);
  const facts = { id: given.id, label: fill(given.label), points: given.points };
  switch (given.kind) {
    case 'number':
      return {
        ...{ ...facts, kind: given.kind, unit: fill(given.unit) },
        answer: plainNumber(evaluateNumber(given.answer, scope)),
        tolerance: evaluateNumber(given.tolerance, scope),
      };
    case 'text':
      return { ...facts, kind: given.kind, answers: given.answers.map(fill) };
    case 'choice': {
      const options = given.shuffled ? random.shuffled(given.options) : given.options;
      const isRight = ({ right }: (typeof options)[number]) =>
        typeof right === 'boolean' ? right : evaluateNumber(right, scope) !== 0;
      return {
        ...{ ...facts, kind: given.kind, multiple: given.multiple },
        options: options.map((option) => fill(option.text)),
        answer: options.flatMap((option, index) => (isRight(option) ? [index] : [])),
      };
    }
    case 'table': {
      const { kind, pointsPer, columns, rowLabels, cells } = given;
      return {
        ...{ ...facts, kind, pointsPer, columns: columns.map(fill), rowLabels: rowLabels.map(fill) },
        given: cells.map((row) => row.map((each) => (typeof each === 'string' ? fill(each) : null))),
        answer: cells.map((row) => row.map((each) => fill(typeof each === 'string' ? each : each.answer))),
      };
    }
  }
}

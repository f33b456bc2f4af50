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
 * A part may say something of answers once they are handed in (`feedback`, Markdown): of right ones, of wrong ones, and of
 * a certain number or text (`when`); an option of a choice has its own `feedback`. Pictures are files of the package:
 *
 *      "pictures": [{ "file": "queue.svg", "alternative": "Three threads wait in line: A, B, C." }]
 *
 * Whatever stands in {{ }} is a formula (formula.ts). Variables are drawn, or computed, in the order in which they stand; a
 * draw for which `where` does not hold is made again.
 */
import type {
  Grid,
  Part,
  PartFeedback,
  Picture,
  Question,
  QuestionDefinition,
} from '../../exercises/question-definition';
import { Random } from '../../simulator/engine/random';
import { evaluate, evaluateNumber, FormulaFault, type FormulaValue, type Scope } from './formula';
import { type PackageFiles, PackageRefused } from './package-files';
import { MOST_SLOTS, type PlainPart, type PlainQuestion, readQuestion } from './plain-question-format';
import { pictureProblem } from './svg-picture';

const MOST_DRAWS = 200;

/** @throws PackageRefused with the place in it. */
export function readPlainQuestion(json: string): PlainQuestion {
  const read = readQuestion(json);
  if (read.kind !== 'whole') throw new PackageRefused(read.problem);
  return read.question;
}

/**
 * @param json of question.json. @param files of the package, where its pictures are. @throws PackageRefused with the place
 * in it. Its generate() throws FormulaFault.
 */
export function plainQuestion(json: string, files: PackageFiles = new Map()): QuestionDefinition {
  const plain = readPlainQuestion(json);
  const { title, summary, rows } = plain;
  const pictures = picturesOf(plain, files);
  return { title, summary, rows, generate: (random) => variantOf(plain, pictures, random) };
}

/** @throws PackageRefused where one is not there, or is none. */
export function picturesOf({ pictures = [] }: PlainQuestion, files: PackageFiles): readonly Picture[] {
  return pictures.map(({ file, alternative }, index) => {
    const svg = files.get(file);
    const problem =
      svg === undefined || !file.endsWith('.svg')
        ? 'the package has no such file that ends in .svg'
        : pictureProblem(svg);
    if (svg === undefined || problem !== undefined)
      throw new PackageRefused(`question.json: picture ${index + 1}: ${JSON.stringify(file)}: ${problem}`);
    return { svg, alternative };
  });
}

/** @throws FormulaFault */
export function variantOf(
  { variables, where, prompt, parts, explanation, given }: PlainQuestion,
  pictures: readonly Picture[],
  random: Random,
  hasTime = () => true,
): Question {
  const scope = drawn(random, variables, where, hasTime);
  return {
    prompt: placed('prompt', () => filled(prompt, scope)),
    ...(given && { given: placed('given', () => filledGrid(given, scope)) }),
    ...(pictures.length > 0 && {
      pictures: pictures.map(({ svg, alternative }, index) => ({
        svg,
        alternative: placed(`picture ${index + 1}, alternative`, () => filled(alternative, scope)),
      })),
    }),
    parts: parts.map((each, index) => placed(`part ${index + 1}`, () => partOf(each, scope, random))),
    explanation: placed('explanation', () => filled(explanation, scope)),
  };
}

/** Says where the fault of a formula is. */
function placed<Made>(place: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof FormulaFault) throw new FormulaFault(`${place}: ${error.message}`);
    throw error;
  }
}

/** Longer than any author waits; the site makes nothing else meanwhile. */
const SAMPLE_MS = 500;

/** The variant of a seed, for the author: made where nobody may wait long. */
export function sampleOf(
  json: string,
  files: PackageFiles,
  seed: string,
): { readonly question: Question } | { readonly problem: string } {
  const begun = performance.now();
  try {
    const plain = readPlainQuestion(json);
    const hasTime = () => performance.now() - begun < SAMPLE_MS;
    return { question: variantOf(plain, picturesOf(plain, files), new Random(seed), hasTime) };
  } catch (error) {
    if (error instanceof FormulaFault || error instanceof PackageRefused) return { problem: error.message };
    throw error;
  }
}

function drawn(
  random: Random,
  variables: PlainQuestion['variables'],
  where: readonly string[],
  hasTime: () => boolean,
): Scope {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    if (!hasTime()) throw new FormulaFault(`variables: ${draw} draws took too long`);
    const scope = new Map<string, FormulaValue>();
    for (const [name, each] of Object.entries(variables))
      scope.set(
        name,
        placed(`variable ${name}`, () => drawnValue(each, scope, random)),
      );
    const holds = (condition: string, index: number) =>
      placed(`condition ${index + 1}`, () => evaluateNumber(condition, scope) !== 0);
    if (where.every(holds)) return scope;
  }
  throw new FormulaFault(
    `where: no variables were found in ${MOST_DRAWS} draws for which holds: ${where.join('; ')}`,
  );
}

function drawnValue(given: PlainQuestion['variables'][string], scope: Scope, random: Random): FormulaValue {
  if ('is' in given) return evaluate(given.is, scope);
  if ('of' in given) return random.pick(given.of);
  const steps = Math.floor((given.to - given.from) / given.step);
  if (!(steps >= 0 && steps < 1e6))
    throw new FormulaFault(`from ${given.from} to ${given.to} by ${given.step} are no values`);
  return plainNumber(given.from + given.step * random.below(steps + 1));
}

/** Without the last digits that steps of a tenth leave behind. */
const plainNumber = (value: number) => Number(value.toPrecision(12));

const told = (value: FormulaValue) => (typeof value === 'string' ? value : String(plainNumber(value)));

function filled(text: string, scope: Scope): string {
  const formulas = /\{\{(.*?)\}\}/gs;
  if (text.replace(formulas, '').includes('{{'))
    throw new FormulaFault('a formula begins with {{ and does not end with }}');
  return text.replace(formulas, (_, inside: string) => told(evaluate(inside, scope)));
}

function filledGrid({ caption, columns, rows }: Grid, scope: Scope): Grid {
  const fill = (each: string) => filled(each, scope);
  return { caption: fill(caption), columns: columns.map(fill), rows: rows.map((row) => row.map(fill)) };
}

function partOf(given: PlainPart, scope: Scope, random: Random): Part {
  const fill = (each: string) => filled(each, scope);
  const facts = { id: given.id, label: fill(given.label), points: given.points };
  const { right, wrong } = given.feedback ?? {};
  const feedbackWith = (when: NonNullable<PartFeedback['when']> = []) =>
    (right ?? wrong ?? when[0]) === undefined
      ? {}
      : {
          feedback: {
            ...(right !== undefined && { right: fill(right) }),
            ...(wrong !== undefined && { wrong: fill(wrong) }),
            ...(when.length > 0 && { when }),
          },
        };
  switch (given.kind) {
    case 'number':
      return {
        ...{ ...facts, kind: given.kind, unit: fill(given.unit) },
        answer: placed('answer', () => plainNumber(evaluateNumber(given.answer, scope))),
        tolerance: placed('tolerance', () => evaluateNumber(given.tolerance, scope)),
        ...feedbackWith(
          given.feedback?.when.map(({ answer, say }) => ({
            answer: placed('feedback', () => plainNumber(evaluateNumber(answer, scope))),
            say: placed('feedback', () => fill(say)),
          })),
        ),
      };
    case 'text':
      return {
        ...{ ...facts, kind: given.kind, answers: given.answers.map(fill) },
        ...feedbackWith(
          given.feedback?.when.map(({ answer, say }) => ({ answer: fill(answer), say: fill(say) })),
        ),
      };
    case 'choice': {
      const options = given.shuffled ? random.shuffled(given.options) : given.options;
      const isRight = ({ right }: (typeof options)[number]) =>
        typeof right === 'boolean' ? right : evaluateNumber(right, scope) !== 0;
      return {
        ...{ ...facts, kind: given.kind, multiple: given.multiple },
        options: options.map((option) => fill(option.text)),
        answer: options.flatMap((option, index) => (isRight(option) ? [index] : [])),
        ...feedbackWith(
          options.flatMap((option, answer) =>
            option.feedback === undefined ? [] : [{ answer, say: fill(option.feedback) }],
          ),
        ),
      };
    }
    case 'table': {
      const { kind, pointsPer, columns, rowLabels, cells } = given;
      return {
        ...{ ...facts, kind, pointsPer, columns: columns.map(fill), rowLabels: rowLabels.map(fill) },
        given: cells.map((row) => row.map((each) => (typeof each === 'string' ? fill(each) : null))),
        answer: cells.map((row) => row.map((each) => fill(typeof each === 'string' ? each : each.answer))),
        ...feedbackWith(),
      };
    }
    case 'gantt': {
      const [lanes, symbols] = [given.lanes.map(fill), given.symbols.map(fill)];
      const slots = evaluateNumber(given.slots, scope);
      if (!(Number.isInteger(slots) && slots >= 1 && slots <= MOST_SLOTS))
        throw new FormulaFault(`${given.id}: a chart has 1 to ${MOST_SLOTS} slots, not ${slots}`);
      const answer = lanes.map(() => Array.from({ length: slots }, () => ''));
      for (const run of given.runs) layRun(answer, lanes, run, scope, given.id);
      return { ...{ ...facts, kind: given.kind, lanes, slots, symbols, answer }, ...feedbackWith() };
    }
  }
}

/** @throws FormulaFault where it does not fit, or another is there already. */
function layRun(
  answer: string[][],
  lanes: readonly string[],
  run: { readonly lane: string; readonly symbol: string; readonly from: string; readonly to: string },
  scope: Scope,
  part: string,
): void {
  const [lane, symbol] = [filled(run.lane, scope), filled(run.symbol, scope)];
  const [from, to] = [evaluateNumber(run.from, scope), evaluateNumber(run.to, scope)];
  const slots = answer[lanes.indexOf(lane)];
  const said = `${part}: ${symbol} from ${from} to ${to} on ${lane}`;
  if (slots === undefined) throw new FormulaFault(`${said}: there is no such lane`);
  if (![from, to].every(Number.isInteger) || from < 0 || from > to || to > slots.length)
    throw new FormulaFault(`${said} is not within the ${slots.length} slots`);
  for (let slot = from; slot < to; slot++) {
    if (slots[slot] !== '') throw new FormulaFault(`${said}: ${slots[slot]} runs at ${slot} already`);
    slots[slot] = symbol;
  }
}

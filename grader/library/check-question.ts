/**
 * Proves the promises of a question on many variants: what is asked is whole and can be answered, its own answers
 * earn full points, nothing earns none, the same seed gives the same variant, variants differ, and no one answer is
 * right most of the time.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Part, Question, QuestionDefinition } from '../../exercises/question-definition';
import { markQuestion, publicQuestion, unreadableParts } from '../../exercises/question-marking';
import { Random } from '../../simulator/engine/random';
import { rowProblems } from './exercise-texts';
import { markdownProblems, shortened } from './markdown-problems';
import { pluralOfOne } from './plural-problems';

/** Of so many variants at least the half must differ in what is asked. */
export const VARIANTS = 1_000;
/**
 * An answer that is right in more than half of all variants can be learned instead of the matter. Of `variants` that are
 * drawn, one that is right in half of all comes out more often than this once in 30,000 times.
 */
const mostFrequent = (variants: number) => variants / 2 + 2 * Math.sqrt(variants);
/** Of so many variants one is made twice, and its texts are parsed: such faults show in any of them. */
const LOOKED_AT_CLOSELY = 10;
/** So many of a kind of problem are told. */
const TOLD = 3;

export interface QuestionReport {
  readonly id: string;
  readonly kind: 'question';
  readonly variants: number;
  readonly problems: readonly string[];
}

export function checkQuestion(
  id: string,
  definition: QuestionDefinition,
  variants = VARIANTS,
): QuestionReport {
  const variant = (seed: number) => attempt(definition, seed);
  return checkVariants(id, definition, variants, { variant, again: variant });
}

/** Makes a variant, or says what was thrown instead. */
export type MakeVariant = (seed: number) => Question | string;

/** What a question of the catalogue must do beyond being right. */
export interface QuestionDemands {
  /** Name rows of the syllabus. */
  readonly rows: boolean;
  /** Ask for different things, with different answers. */
  readonly variety: boolean;
}

/** @param made.again makes it a second time. */
export function checkVariants(
  id: string,
  definition: Omit<QuestionDefinition, 'generate'>,
  variants: number,
  { variant, again }: { readonly variant: MakeVariant; readonly again: MakeVariant },
  demands: QuestionDemands = { rows: true, variety: true },
): QuestionReport {
  const problems = new Problems();
  if (definition.title.trim() === '') problems.add('title', 'it has no title');
  if (definition.summary.trim() === '') problems.add('summary', 'it has no summary');
  if (demands.rows && definition.rows.length === 0) problems.add('rows', 'it names no row of the syllabus');
  for (const problem of rowProblems(definition.rows)) problems.add('row', problem);
  const asked = new Set<string>();
  const answers = new Map<string, Map<string, number>>();
  for (let seed = 0; seed < variants; seed++) {
    const question = variant(seed);
    if (typeof question === 'string') {
      problems.add('throws', `variant ${seed}: generate throws: ${question}`);
      continue;
    }
    for (const problem of problemsOf(question)) problems.add(problem, `variant ${seed}: ${problem}`);
    if (seed % LOOKED_AT_CLOSELY === 0) {
      if (!isDeepStrictEqual(again(seed), question))
        problems.add('determinism', `variant ${seed}: the same seed gives another question`);
      for (const [name, text] of textsOf(question)) {
        for (const { line, problem } of markdownProblems(text))
          problems.add(name, `variant ${seed}: line ${line} of the ${name}: ${problem}`);
        const plural = pluralOfOne(text);
        if (plural !== undefined)
          problems.add('plural', `variant ${seed}: the ${name} says "${plural}": one is no plural`);
      }
    }
    asked.add(JSON.stringify(publicQuestion(question)));
    for (const part of question.parts) {
      const given = answers.get(part.id) ?? new Map<string, number>();
      answers.set(part.id, given);
      const answer = nameOf(part);
      given.set(answer, (given.get(answer) ?? 0) + 1);
    }
  }
  if (!demands.variety) return { id, kind: 'question', variants, problems: problems.told };
  if (asked.size < variants / 2)
    problems.add(
      'variety',
      `of ${variants} variants only ${asked.size} ask for different things: at least ${variants / 2} must. Let variables take more values, or add one`,
    );
  for (const [part, given] of answers) {
    const [answer, times] = [...given].sort((a, b) => b[1] - a[1])[0];
    const of = [...given.values()].reduce((sum, each) => sum + each, 0);
    if (times > mostFrequent(of))
      problems.add(
        'frequent',
        `part ${part}: ${shortened(answer)} is right in ${times} of ${of} variants: half is the most. Let what it depends on vary more`,
      );
  }
  return { id, kind: 'question', variants, problems: problems.told };
}

/** In Markdown, each with its name. */
function textsOf({ prompt, explanation, parts }: Question): (readonly [string, string])[] {
  const feedback = parts.flatMap(({ feedback: { right, wrong, when = [] } = {} }) =>
    [right, wrong, ...when.map(({ say }) => say)].filter((each) => each !== undefined),
  );
  return [
    ['prompt', prompt],
    ['explanation', explanation],
    ...feedback.map((text) => ['feedback', text] as const),
  ];
}

/** What a student would enter who knows the answer. */
function ownResponse(part: Part): unknown {
  return part.kind === 'number' ? String(part.answer) : part.kind === 'text' ? part.answers[0] : part.answer;
}

/** Of its answer, for whoever wrote it. */
function nameOf(part: Part): string {
  if (part.kind !== 'choice') return JSON.stringify(ownResponse(part));
  return part.answer.length === 0 ? 'no option' : `option ${part.answer.map((at) => at + 1).join(' and ')}`;
}

class Problems {
  readonly told: string[] = [];
  private readonly times = new Map<string, number>();

  add(kind: string, message: string): void {
    const times = (this.times.get(kind) ?? 0) + 1;
    this.times.set(kind, times);
    if (times <= TOLD) this.told.push(message);
  }
}

function attempt(definition: QuestionDefinition, seed: number): Question | string {
  try {
    return definition.generate(new Random(seed));
  } catch (error) {
    return String(error);
  }
}

function problemsOf(question: Question): string[] {
  const { prompt, explanation, parts, pictures = [] } = question;
  const problems: string[] = [];
  if (prompt.trim() === '') problems.push('the prompt is empty');
  if (explanation.trim() === '') problems.push('the explanation is empty');
  else if (prompt.includes(explanation.trim())) problems.push('the prompt holds the explanation');
  if (parts.length === 0) problems.push('it has no part');
  if (pictures.some(({ alternative }) => alternative.trim() === ''))
    problems.push('a picture has no text for whoever does not see it');
  const ids = parts.map(({ id }) => id);
  if (new Set(ids).size < ids.length) problems.push('two parts have one id');
  const unfit = parts.flatMap((part) => problemsOfPart(part, prompt));
  // Marking may rely on what was just looked at.
  if (unfit.length > 0) return [...problems, ...unfit];
  const responses = Object.fromEntries(parts.map((part) => [part.id, ownResponse(part)]));
  for (const { id, message } of unreadableParts(question, responses))
    problems.push(`part ${id}: its own answer cannot be read: ${message}`);
  for (const { id, points, maxPoints } of markQuestion(question, responses).parts)
    if (points < maxPoints)
      problems.push(`part ${id}: its own answer earns ${points} of ${maxPoints} points`);
  if (markQuestion(question, {}).points > 0) problems.push('no answer earns points');
  return problems;
}

function problemsOfPart(part: Part, prompt: string): string[] {
  const problems: string[] = [];
  const say = (problem: string) => problems.push(`part ${part.id}: ${problem}`);
  if (part.id.trim() === '') say('it has no id');
  if (part.label.trim() === '') say('it has no label');
  if (!(part.points > 0 && Number.isInteger(part.points * 2))) say('points are not a multiple of a half');
  const measures = (rows: readonly (readonly unknown[])[], height: number, width: number) =>
    rows.length === height && rows.every((row) => row.length === width);
  const { right, wrong, when = [] } = part.feedback ?? {};
  if ([right, wrong, ...when.map(({ say }) => say)].some((each) => each?.trim() === ''))
    say('it has an empty feedback');
  switch (part.kind) {
    case 'number':
      if (!Number.isFinite(part.answer)) say(`its answer is ${part.answer}`);
      if (!(part.tolerance >= 0 && Number.isFinite(part.tolerance)))
        say(`its tolerance is ${part.tolerance}`);
      break;
    case 'choice':
      if (when.some(({ answer }) => !(answer in part.options)))
        say('its feedback names an option that there is not');
      if (part.options.length < 2) say('it has fewer than two options');
      if (new Set(part.options).size < part.options.length) say('two options read alike');
      if (
        new Set(part.answer).size < part.answer.length ||
        part.answer.some((each) => !(each in part.options))
      )
        say('its answer names an option twice, or none that there is');
      if (part.answer.length === 0 || (!part.multiple && part.answer.length > 1))
        say(`${part.answer.length} options are right`);
      break;
    case 'text':
      if (part.answers.length === 0 || part.answers.some((each) => each.trim() === ''))
        say('it has no answer');
      if (part.answers.some((each) => each.length > 3 && prompt.includes(each)))
        say('the prompt holds its answer');
      break;
    case 'table': {
      const [height, width] = [part.rowLabels.length, part.columns.length];
      if (!measures(part.given, height, width) || !measures(part.answer, height, width))
        say('its cells, row labels and columns are not of one size');
      else if (!part.given.some((row) => row.includes(null))) say('it asks for no cell');
      break;
    }
    case 'gantt':
      if (part.slots < 1 || !measures(part.answer, part.lanes.length, part.slots))
        say('its lanes and slots are not of one size');
      else if (part.answer.flat().some((each) => each !== '' && !part.symbols.includes(each)))
        say('its answer holds a symbol that is not offered');
      break;
  }
  return problems;
}

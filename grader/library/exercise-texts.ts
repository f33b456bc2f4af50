/**
 * What an exercise says about itself, held against what it is: statement, hints and summary are there, the statement
 * names everything that a student meets, points add up, counters exist and tell cases apart.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { type ExerciseDefinition, SYLLABUS_ROWS } from '../../exercises/exercise-definition';
import { counterRow } from '../../simulator/engine/counters';
import type { SeededCase } from '../judge/run-case';

const ALL_POINTS = 100;
const DIFFICULTIES = [1, 2, 3];
const TEXTS = ['statement.md', 'hints.md'];

/** What the author has marked as still to be written, with its place. */
export function todoProblems(folder: string): string[] {
  const files = globSync(['**/*.{ts,md}'], { cwd: folder }).sort();
  return todoProblemsIn(new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')])));
}

/** @param texts by path within the folder. */
export function todoProblemsIn(texts: ReadonlyMap<string, string>): string[] {
  return [...texts]
    .filter(([file]) => /\.(?:ts|md)$/.test(file))
    .flatMap(([file, text]) =>
      text.split('\n').flatMap((line, index) => {
        const at = line.search(/\bTODO\b/);
        return at < 0 ? [] : [`${file}:${index + 1}: ${sentenceOf(line.slice(at))}`];
      }),
    );
}

/** Without the quotes, brackets and fields that stand behind it in its line. */
const sentenceOf = (text: string) => text.replace(/(['"`].{0,80}| *\*\/| *\|.*)$/, '').trim();

export function rowProblems(rows: readonly number[]): string[] {
  return rows
    .filter((row) => !(Number.isInteger(row) && row >= 1 && row <= SYLLABUS_ROWS))
    .map((row) => `row ${row} is no row of the syllabus: they are 1 to ${SYLLABUS_ROWS}`);
}

const readText = (folder: string, file: string) =>
  existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';

export const statementOf = (folder: string) => readText(folder, 'statement.md');

/** The hints of an exercise, in the order in which they are opened: a line `---` stands between two. */
export const hintsOf = (folder: string) => hintsIn(readText(folder, 'hints.md'));

/** @param text of hints.md. */
export const hintsIn = (text: string) =>
  text
    .split(/^---$/m)
    .map((hint) => hint.trim())
    .filter((hint) => hint !== '');

/** A line `---` right below a text makes a heading of it, and a formatter then writes it as one: both hints would open at once. */
function hintProblems(folder: string): string[] {
  return hintsOf(folder)
    .filter((hint) => /^#/m.test(hint.replace(/^```[\s\S]*?^```$/gm, '')))
    .map(
      (hint) =>
        `hints.md: the hint "${hint.split('\n', 1)[0].slice(0, 60)}" has a heading: leave an empty line before the --- between two hints`,
    );
}

/** @returns each problem as a sentence. */
export async function textProblems(folder: string, definition: ExerciseDefinition): Promise<string[]> {
  // Hundreds of small modules: whoever checks something else does not wait for them.
  const { markdownProblems } = await import('./markdown-problems');
  const statement = statementOf(folder);
  const problems = [...todoProblems(folder), ...rowProblems(definition.rows), ...hintProblems(folder)];
  for (const file of TEXTS)
    for (const { line, problem } of markdownProblems(readText(folder, file)))
      problems.push(`${file}:${line}: ${problem}`);
  if (statement.trim() === '') problems.push('statement.md is missing or empty');
  if (hintsOf(folder).length === 0) problems.push('hints.md is missing or empty');
  // Whoever forgets it has no text either, whatever the type says.
  if ((definition.summary ?? '').trim() === '') problems.push('exercise.ts has no summary');
  const { shape, rules, budgets, metric, difficulty } = definition;
  if (!DIFFICULTIES.some((each) => each === difficulty))
    problems.push(`exercise.ts: difficulty is ${difficulty}: it is one of ${DIFFICULTIES.join(', ')}`);
  const named: readonly (readonly [string, readonly string[]])[] = [
    ['rule', rules.map(({ id }) => id)],
    ['method', Object.keys(shape.methods)],
    ['program', Object.keys(shape.programs)],
    ['service', Object.keys(shape.services)],
  ];
  if (statement.trim() !== '')
    for (const [kind, names] of named)
      for (const name of names)
        if (!new RegExp(`\\b${name}\\b`).test(statement))
          problems.push(`statement.md does not mention the ${kind} ${name}`);
  for (const { id, title, unit } of budgets)
    if (
      statement.trim() !== '' &&
      ![title, unit].some((each) => statement.toLowerCase().includes(each.toLowerCase()))
    )
      problems.push(
        `statement.md mentions the budget ${id} neither by title (${title}) nor by unit (${unit})`,
      );
  const points = [...rules, ...budgets].reduce((sum, each) => sum + each.points, 0);
  if (points !== ALL_POINTS)
    problems.push(`rules and budgets give ${points} points: they must give ${ALL_POINTS}`);
  const counters = [
    ...budgets.flatMap((budget) => [budget.counter, ...(budget.parts ?? []).map((part) => part.counter)]),
    metric.counter,
  ];
  for (const counter of new Set(counters))
    if (counterRow(counter) === undefined)
      problems.push(`the counter ${counter} is not in simulator/engine/counters.ts`);
  return problems;
}

/** @param references the counters of the reference, by case. */
export function counterProblems(
  { budgets, metric }: ExerciseDefinition,
  cases: readonly SeededCase[],
  references: Readonly<Record<string, Readonly<Record<string, number>>>>,
): string[] {
  const problems: string[] = [];
  for (const unknown of new Set(Object.values(references).flatMap((counters) => Object.keys(counters))))
    if (counterRow(unknown) === undefined)
      problems.push(`a run reports the counter ${unknown}, which is not in simulator/engine/counters.ts`);
  const valuesOf = (counter: string) =>
    cases.flatMap(({ name }) => references[name]?.[counter] ?? []) as readonly number[];
  for (const { id, counter, parts = [] } of budgets)
    for (const each of [counter, ...parts.map((part) => part.counter)])
      if (valuesOf(each).length === 0) problems.push(`no case reports ${each}, which the budget ${id} names`);
  for (const { id, counter, parts = [] } of budgets) {
    const sum = (counters: Readonly<Record<string, number>>) =>
      parts.reduce((total, part) => total + (counters[part.counter] ?? 0), 0);
    const apart = cases.find(({ name }) => {
      const counters = references[name] ?? {};
      return counters[counter] !== undefined && parts.length > 0 && sum(counters) !== counters[counter];
    });
    if (apart !== undefined)
      problems.push(
        `case ${apart.name}: the parts of the budget ${id} add up to ${sum(references[apart.name] ?? {})}, but ${counter} is ${references[apart.name]?.[counter]}`,
      );
  }
  for (const { id, counter } of budgets)
    if (cases.length > 1 && new Set(valuesOf(counter)).size === 1)
      problems.push(`the budget ${id}: its counter ${counter} is the same in every case that reports it`);
  if (new Set(valuesOf(metric.counter)).size < 2)
    problems.push(`the metric ${metric.counter} is the same in every case that reports it`);
  return problems;
}

/** Variants of a question as things of their own, for systems that draw none. */

import type { Question } from '../../../exercises/question-definition';
import { Random } from '../../../simulator/engine/random';
import { FormulaFault } from '../formula';
import { type PackageFiles, PackageRefused } from '../package-files';
import { type PlainQuestion, picturesOf, readPlainQuestion, variantOf } from '../plain-question';
import type { ExchangeReport } from './exchange-report';
import type { ExportedItem } from './qti-export';

/** Draws for a variant that is not there yet. */
const MOST_DRAWS = 20;

/** @param most variants. @throws PackageRefused when it is no question that can be exported. */
export function itemsOf(
  name: string,
  files: PackageFiles,
  most: number,
  report: ExchangeReport,
): ExportedItem[] {
  const json = files.get('question.json');
  if (json === undefined)
    throw new PackageRefused('it is made by code, and only questions without code are exported');
  const plain = readPlainQuestion(json);
  // Every variant in the order of its file: where it is drawn, it is drawn again by whoever shows it.
  const parts = plain.parts.map((part) => (part.kind === 'choice' ? { ...part, shuffled: false } : part));
  const questions = drawn({ ...plain, parts }, files, name, most);
  if (Object.keys(plain.variables).length > 0)
    report.say(
      name,
      'changed',
      `its variables and formulas are ${questions.length} variants, each an item of its own`,
    );
  const { title, summary, rows } = plain;
  const shuffled = new Set(
    plain.parts.flatMap((part) => (part.kind === 'choice' && part.shuffled ? [part.id] : [])),
  );
  return questions.map((question, index) => ({
    ...{ title, summary, rows, question, shuffled },
    name: questions.length === 1 ? name : `${name}-${index + 1}`,
  }));
}

function drawn(plain: PlainQuestion, files: PackageFiles, name: string, most: number): Question[] {
  const pictures = picturesOf(plain, files);
  const isFixed = Object.keys(plain.variables).length === 0;
  const found = new Map<string, Question>();
  for (let seed = 0; found.size < (isFixed ? 1 : most) && seed < most * MOST_DRAWS; seed++) {
    const question = tried(plain, () => variantOf(plain, pictures, new Random(`${name} ${seed}`)));
    found.set(JSON.stringify(question), question);
  }
  return [...found.values()];
}

/** @throws PackageRefused also where its marking cannot be said elsewhere. */
function tried({ parts }: PlainQuestion, make: () => Question): Question {
  try {
    const question = make();
    for (const part of question.parts)
      if (part.kind === 'choice' && (part.answer.length === 0 || (!part.multiple && part.answer.length > 1)))
        throw new PackageRefused(`part ${part.id}: ${part.answer.length} options are right`);
    if (new Set(parts.map(({ id }) => id)).size < parts.length)
      throw new PackageRefused('two parts have one id');
    return question;
  } catch (error) {
    if (error instanceof FormulaFault) throw new PackageRefused(error.message);
    throw error;
  }
}

/** Variants of a question as things of their own, for systems that draw none. */

import type { Question } from '../../../exercises/question-definition';
import { Random } from '../../../simulator/engine/random';
import { FormulaFault } from '../formula';
import { type PackageFiles, PackageRefused } from '../package-files';
import { picturesOf, readPlainQuestion, variantOf } from '../plain-question';
import type { PlainQuestion } from '../plain-question-format';
import type { ExchangeReport, NamedPackage } from './exchange-report';
import type { ExportedItem } from './qti-export';

/** Some are drawn that are there already. */
const DRAWS_FOR_ONE = 4;

/** Variants of a question that is made by code, which only a process of its own runs. */
export interface DrawnQuestion {
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly number[];
  readonly questions: readonly Question[];
}

export interface ExportedPackage extends NamedPackage {
  /** Of a question made by code: without them it cannot be exported. */
  readonly drawn?: DrawnQuestion;
}

/** @param most variants. @throws PackageRefused when it is no question that can be exported. */
export function itemsOf(
  { name, files, drawn }: ExportedPackage,
  most: number,
  report: ExchangeReport,
): ExportedItem[] {
  const json = files.get('question.json');
  if (json === undefined && drawn === undefined)
    throw new PackageRefused('it is made by code, and no variants of it were drawn');
  const plain = json === undefined ? undefined : readPlainQuestion(json);
  const { title, summary, rows, questions } =
    plain === undefined
      ? (drawn as DrawnQuestion)
      : { ...plain, questions: drawnFrom(plain, files, name, most) };
  const isFixed = plain !== undefined && Object.keys(plain.variables).length === 0;
  const distinct = [...new Map(questions.map((each) => [JSON.stringify(each), each])).values()].slice(
    0,
    isFixed ? 1 : most,
  );
  for (const question of distinct) refuseUnfit(question);
  if (!isFixed)
    report.say(
      name,
      'changed',
      `what is drawn in it are ${distinct.length} variants, each an item of its own`,
    );
  const shuffled = new Set(
    (plain?.parts ?? []).flatMap((part) => (part.kind === 'choice' && part.shuffled ? [part.id] : [])),
  );
  return distinct.map((question, index) => ({
    ...{ title, summary, rows, question, shuffled },
    name: isFixed ? name : `${name}-${index + 1}`,
  }));
}

/** Every variant in the order of its file: where that is drawn, it is drawn again by whoever shows it. */
function drawnFrom(plain: PlainQuestion, files: PackageFiles, name: string, most: number): Question[] {
  const parts = plain.parts.map((part) => (part.kind === 'choice' ? { ...part, shuffled: false } : part));
  const pictures = picturesOf(plain, files);
  try {
    return Array.from({ length: most * DRAWS_FOR_ONE }, (_, seed) =>
      variantOf({ ...plain, parts }, pictures, new Random(`${name} ${seed}`)),
    );
  } catch (error) {
    if (error instanceof FormulaFault) throw new PackageRefused(error.message);
    throw error;
  }
}

/** @throws PackageRefused where its marking cannot be said elsewhere. */
function refuseUnfit({ parts }: Question): void {
  for (const part of parts) {
    if (!/^[A-Za-z][\w-]*$/.test(part.id))
      throw new PackageRefused(`part ${JSON.stringify(part.id)}: its id is no name elsewhere`);
    if (part.kind === 'choice' && (part.answer.length === 0 || (!part.multiple && part.answer.length > 1)))
      throw new PackageRefused(`part ${part.id}: ${part.answer.length} options are right`);
  }
  if (new Set(parts.map(({ id }) => id)).size < parts.length)
    throw new PackageRefused('two parts have one id');
}

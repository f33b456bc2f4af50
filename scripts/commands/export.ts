import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import {
  exerciseFolder,
  isExercise,
  isQuestion,
  questionFolder,
} from '../../grader/library/exercise-library';
import type { Place } from '../../grader/packages/bundle-package';
import { EXCHANGE_FORMATS, type ExchangeFormat } from '../../grader/packages/exchange/exchange-formats';
import {
  type DrawnQuestion,
  type ExportedPackage,
  exportExchange,
  MAX_EXPORTED_VARIANTS,
  USUAL_VARIANTS,
} from '../../grader/packages/exchange/index';
import {
  type PackageFiles,
  PackageRefused,
  packageProblems,
  packageVersion,
} from '../../grader/packages/package-files';
import { packPackage } from '../../grader/packages/zip-archive';
import { defineCommand } from '../command';
import { InputError, UsageError } from '../command-error';
import { choice, quoted, wholeNumber, withDefault } from '../command-options';
import { nameOf } from '../file-input';
import { filesAt, readPackage, withQuestion } from '../package-input';

function folderOf(wanted: string): string {
  if (isExercise(wanted)) return exerciseFolder(wanted);
  if (isQuestion(wanted)) return questionFolder(wanted);
  if (existsSync(wanted) && statSync(wanted).isDirectory()) return wanted;
  throw new UsageError(
    `${quoted(wanted)} is neither a folder nor an exercise or question; npx runqueue exercises lists them`,
  );
}

const FORMATS = ['package', ...EXCHANGE_FORMATS] as const;
const MOST_QUESTIONS = 100;
/** Some are drawn that are there already. */
const DRAWS_FOR_ONE = 4;

export default defineCommand({
  usage: [
    'export <chapter>/<exercise or question> | <folder> <file.zip>',
    'export --format qti-3.0|qti-2.1|kattis [--variants <n>] <chapter>/<name> | <folder> ... <file.zip>',
  ],
  summary:
    'Packs an exercise or a question as an archive: the same files make the same bytes, and the same version when they are imported.',
  details: [
    'As QTI questions, one in which something is drawn as so many variants; as kattis exercises; with a report of what was lost.',
  ],
  options: {
    format: withDefault(choice(FORMATS), 'package' as const),
    variants: withDefault(wholeNumber(1, MAX_EXPORTED_VARIANTS), undefined),
  },
  operands: { name: 'what to export and one file', from: 2, to: MOST_QUESTIONS + 1 },
  async run({ format, variants }, operands, output) {
    const wanted = operands.slice(0, -1);
    const target = operands.at(-1) as string;
    if (!target.endsWith('.zip')) throw new UsageError(`${quoted(target)} must end in .zip`);
    if (format === 'package' && wanted.length > 1)
      throw new UsageError('a package is one exercise or question');
    if (format === 'package' && variants !== undefined)
      throw new UsageError('--variants are of another --format than package');
    if (format !== 'package') {
      const packages: ExportedPackage[] = [];
      for (const each of wanted) packages.push(await withVariants(each, format, variants ?? USUAL_VARIANTS));
      const { archive, report } = exchanged(packages, format, variants);
      writeNew(target, archive);
      for (const line of report) output.print(line);
      output.print(`${nameOf(target)}: ${archive.length} bytes, ${format}`);
      return 0;
    }
    const files = packageAt(wanted[0] as string);
    writeNew(target, packPackage(files));
    output.print(`${nameOf(target)}: ${files.size} files, version ${packageVersion(files)}`);
    return 0;
  },
});

/** @throws UsageError, InputError */
function packageAt(wanted: string): PackageFiles {
  const files = filesAt(folderOf(wanted));
  const problems = packageProblems(files);
  if (problems.length > 0) throw new InputError(`${nameOf(wanted)} is no package: ${problems.join('; ')}`);
  return files;
}

/** Those of a question that is made by code are drawn where code of packages runs. @throws InputError, UsageError */
async function withVariants(
  wanted: string,
  format: ExchangeFormat,
  variants: number,
): Promise<ExportedPackage> {
  const files = packageAt(wanted);
  const named = { name: basename(wanted), files };
  if (format === 'kattis' || !files.has('question.ts')) return named;
  const place = isQuestion(wanted) ? (wanted as Place) : readPackage(wanted, '').place;
  const drawn = await withQuestion(wanted, { place, files }, async (question): Promise<DrawnQuestion> => {
    const made = await question.generate(Array.from({ length: DRAWS_FOR_ONE * variants }, (_, seed) => seed));
    return {
      ...question.facts,
      questions: made.flatMap((each) => ('question' in each ? [each.question] : [])),
    };
  });
  return { ...named, drawn };
}

/** @throws InputError */
function exchanged(...given: Parameters<typeof exportExchange>): ReturnType<typeof exportExchange> {
  try {
    return exportExchange(...given);
  } catch (error) {
    throw error instanceof PackageRefused ? new InputError(`it cannot be exported: ${error.message}`) : error;
  }
}

/** @throws InputError where something is there already. */
function writeNew(path: string, bytes: Uint8Array): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'wx');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(
      code === 'EEXIST'
        ? `${nameOf(path)} is there already; give another name`
        : `cannot write ${nameOf(path)}: ${code ?? String(error)}`,
    );
  }
  try {
    writeSync(descriptor, bytes);
  } finally {
    closeSync(descriptor);
  }
}

import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import {
  exerciseFolder,
  exerciseIds,
  questionFolder,
  questionIds,
} from '../../grader/library/exercise-library';
import {
  EXCHANGE_FORMATS,
  exportExchange,
  MAX_EXPORTED_VARIANTS,
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
import { filesAt } from '../package-input';

function folderOf(wanted: string): string {
  if (exerciseIds().includes(wanted)) return exerciseFolder(wanted);
  if (questionIds().includes(wanted)) return questionFolder(wanted);
  if (existsSync(wanted) && statSync(wanted).isDirectory()) return wanted;
  throw new UsageError(
    `${quoted(wanted)} is neither a folder nor an exercise or question; npx runqueue exercises lists them`,
  );
}

const FORMATS = ['package', ...EXCHANGE_FORMATS] as const;
const MOST_QUESTIONS = 100;

export default defineCommand({
  usage: [
    'export <chapter>/<exercise or question> | <folder> <file.zip>',
    'export --format qti-3.0|qti-2.1|kattis [--variants <n>] <folder>... <file.zip>',
  ],
  summary:
    'Packs an exercise or a question as an archive: the same files make the same bytes, and the same version when they are imported.',
  details: [
    'As QTI questions without code, one whose numbers are drawn as so many variants; as kattis exercises; with a report of what was lost.',
  ],
  options: {
    format: withDefault(choice(FORMATS), 'package' as const),
    variants: withDefault(wholeNumber(1, MAX_EXPORTED_VARIANTS), undefined),
  },
  operands: { name: 'what to export and one file', from: 2, to: MOST_QUESTIONS + 1 },
  run({ format, variants }, operands, output) {
    const wanted = operands.slice(0, -1);
    const target = operands.at(-1) as string;
    if (!target.endsWith('.zip')) throw new UsageError(`${quoted(target)} must end in .zip`);
    if (format === 'package' && wanted.length > 1)
      throw new UsageError('a package is one exercise or question');
    if (format === 'package' && variants !== undefined)
      throw new UsageError('--variants are of another --format than package');
    const packages = wanted.map((each) => ({ name: basename(each), files: packageAt(each) }));
    if (format !== 'package') {
      const { archive, report } = exchanged(packages, format, variants);
      writeNew(target, archive);
      for (const line of report) output.print(line);
      output.print(`${nameOf(target)}: ${archive.length} bytes, ${format}`);
      return 0;
    }
    const { files } = packages[0] as (typeof packages)[number];
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

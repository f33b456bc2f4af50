import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import {
  exerciseFolder,
  exerciseIds,
  questionFolder,
  questionIds,
} from '../../grader/library/exercise-library';
import { packageProblems, packageVersion } from '../../grader/packages/package-files';
import { packPackage } from '../../grader/packages/zip-archive';
import { defineCommand } from '../command';
import { InputError, UsageError } from '../command-error';
import { quoted } from '../command-options';
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

export default defineCommand({
  usage: ['export <chapter>/<exercise or question> | <folder> <file.zip>'],
  summary:
    'Packs an exercise or a question as an archive: the same files make the same bytes, and the same version when they are imported.',
  options: {},
  operands: { name: 'one exercise, question or folder and one file', from: 2, to: 2 },
  run(_options, operands, output) {
    const [wanted, target] = operands as [string, string];
    if (!target.endsWith('.zip')) throw new UsageError(`${quoted(target)} must end in .zip`);
    const files = filesAt(folderOf(wanted));
    const problems = packageProblems(files);
    if (problems.length > 0) throw new InputError(`${nameOf(wanted)} is no package: ${problems.join('; ')}`);
    writeNew(target, packPackage(files));
    output.print(`${nameOf(target)}: ${files.size} files, version ${packageVersion(files)}`);
    return 0;
  },
});

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

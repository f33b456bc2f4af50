import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isExchange, MAX_FOREIGN_ARCHIVE_BYTES } from '../../grader/packages/exchange/index';
import { packageProblems, packageVersion } from '../../grader/packages/package-files';
import { defineCommand } from '../command';
import { InputError, UsageError } from '../command-error';
import { quoted } from '../command-options';
import { nameOf, readBytes } from '../file-input';
import { exchangedAt, filesAt } from '../package-input';

export default defineCommand({
  usage: ['import <file.zip> <folder>'],
  summary:
    'Unpacks an archive of an exercise or a question into a new folder, all of it or nothing; from QTI a folder for each question, from Kattis drafts, with a report of what was lost.',
  options: {},
  operands: { name: 'one archive and one folder', from: 2, to: 2 },
  run(_options, operands, output) {
    const [archive, target] = operands as [string, string];
    if (!archive.endsWith('.zip')) throw new UsageError(`${quoted(archive)} must end in .zip`);
    if (existsSync(target)) throw new InputError(`${nameOf(target)} is there already; give a new folder`);
    const bytes = readBytes(archive, MAX_FOREIGN_ARCHIVE_BYTES);
    if (isExchange(bytes)) {
      const { packages, report } = exchangedAt(archive, bytes);
      if (packages.length > 0)
        writeAll(
          target,
          packages.flatMap(({ name, files }) =>
            [...files].map(([path, text]) => [join(name, path), text] as const),
          ),
        );
      for (const line of report) output.print(line);
      return packages.length > 0 ? 0 : 1;
    }
    const files = filesAt(archive);
    const problems = packageProblems(files);
    if (problems.length > 0) throw new InputError(`${nameOf(archive)} is no package: ${problems.join('; ')}`);
    writeAll(target, [...files]);
    output.print(`${nameOf(target)}: ${files.size} files, version ${packageVersion(files)}`);
    return 0;
  },
});

/** All of them or none. @throws InputError */
function writeAll(target: string, files: readonly (readonly [string, string])[]): void {
  const beside = `${resolve(target)}.${process.pid}`;
  try {
    for (const [path, text] of files) {
      const file = join(beside, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    renameSync(beside, target);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(`cannot write ${nameOf(target)}: ${code ?? String(error)}`);
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

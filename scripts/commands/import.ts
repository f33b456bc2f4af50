import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { packageProblems, packageVersion } from '../../grader/packages/package-files';
import { defineCommand } from '../command';
import { InputError, UsageError } from '../command-error';
import { quoted } from '../command-options';
import { nameOf } from '../file-input';
import { filesAt } from '../package-input';

export default defineCommand({
  usage: ['import <file.zip> <folder>'],
  summary: 'Unpacks an archive of an exercise or a question into a new folder, all of it or nothing.',
  options: {},
  operands: { name: 'one archive and one folder', from: 2, to: 2 },
  run(_options, operands, output) {
    const [archive, target] = operands as [string, string];
    if (!archive.endsWith('.zip')) throw new UsageError(`${quoted(archive)} must end in .zip`);
    if (existsSync(target)) throw new InputError(`${nameOf(target)} is there already; give a new folder`);
    const files = filesAt(archive);
    const problems = packageProblems(files);
    if (problems.length > 0) throw new InputError(`${nameOf(archive)} is no package: ${problems.join('; ')}`);
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
    output.print(`${nameOf(target)}: ${files.size} files, version ${packageVersion(files)}`);
    return 0;
  },
});

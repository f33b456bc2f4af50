/** A package that is named on the command line: a folder outside exercises/, or an archive. */
import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { buildConfinedOnce } from '../grader/build/build-all';
import { isPlace, type Place } from '../grader/packages/bundle-package';
import { importExchange } from '../grader/packages/exchange/index';
import { PackageExercise } from '../grader/packages/package-exercise';
import {
  MAX_PACKAGE_BYTES,
  type PackageFiles,
  PackageRefused,
  readPackageFolder,
} from '../grader/packages/package-files';
import { PackageFault } from '../grader/packages/package-process';
import { PackageQuestion } from '../grader/packages/package-question';
import { unpackPackage } from '../grader/packages/zip-archive';
import { InputError, UsageError } from './command-error';
import { quoted } from './command-options';
import { nameOf, readBytes } from './file-input';
import { isArchive } from './names-package';

export interface PackageInput {
  readonly place: Place;
  readonly files: PackageFiles;
}

/** @param at its place, `chapter/name`; empty: by the last two names of its path. @throws InputError, UsageError */
export function readPackage(path: string, at: string): PackageInput {
  const whole = resolve(path).replace(/\.zip$/, '');
  const place = at === '' ? `${basename(dirname(whole))}/${basename(whole)}` : at;
  if (!isPlace(place))
    throw new UsageError(
      at === ''
        ? `${quoted(place)} is no place of an exercise; give one with --at <chapter>/<name>`
        : `--at must be <chapter>/<name> in small letters, digits and hyphens, got ${quoted(at)}`,
    );
  return { place, files: filesAt(path) };
}

/** Of an archive of another system, with what became of it. @throws InputError */
export function exchangedAt(path: string, bytes: Uint8Array): ReturnType<typeof importExchange> {
  return told(path, () => importExchange(bytes));
}

/** @throws InputError */
export function filesAt(path: string): PackageFiles {
  return told(path, () =>
    isArchive(path) ? unpackPackage(readBytes(path, 2 * MAX_PACKAGE_BYTES)) : readPackageFolder(path),
  );
}

/** Opens an exercise for as long as it is used. @throws InputError for what is wrong with the package. */
export function withExercise<Result>(
  path: string,
  { place, files }: PackageInput,
  use: (exercise: PackageExercise) => Promise<Result>,
): Promise<Result> {
  return whileOpen(
    path,
    (childPath) => PackageExercise.open(place, files, { childPath, processes: availableParallelism() }),
    use,
  );
}

/** The same of a question. @throws InputError */
export function withQuestion<Result>(
  path: string,
  { place, files }: PackageInput,
  use: (question: PackageQuestion) => Promise<Result>,
): Promise<Result> {
  return whileOpen(path, (childPath) => PackageQuestion.open(place, files, childPath), use);
}

async function whileOpen<Opened extends { close(): Promise<void> }, Result>(
  path: string,
  open: (childPath: string) => Promise<Opened>,
  use: (opened: Opened) => Promise<Result>,
): Promise<Result> {
  const { packageChild } = await buildConfinedOnce();
  try {
    const opened = await open(packageChild);
    try {
      return await use(opened);
    } finally {
      await opened.close();
    }
  } catch (error) {
    throw faultOf(path, error);
  }
}

function told<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    throw faultOf(path, error);
  }
}

function faultOf(path: string, error: unknown): unknown {
  return error instanceof PackageRefused || error instanceof PackageFault
    ? new InputError(`${nameOf(path)} is no package that can be used: ${error.message}`)
    : error;
}

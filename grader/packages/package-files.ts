/**
 * The files of a package: an exercise or a question of a course's own, in the folder layout of exercises/, wherever
 * they come from (a folder, an archive, the database). Their author is not trusted, so everything is bounded here,
 * before anything else looks at it.
 *
 *      files ──packageProblems──▶ none ──packageVersion──▶ the same name for the same content, everywhere
 */
import { createHash } from 'node:crypto';
import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureNesting } from '../compile/nesting';

/** Text by path within the package: `exercise.ts`, `wrong/lifo.ts`. */
export type PackageFiles = ReadonlyMap<string, string>;

/** The largest exercise of the catalogue has 40 files and 150 kB. */
export const MAX_PACKAGE_FILES = 200;
export const MAX_PACKAGE_FILE_BYTES = 256 * 1024;
export const MAX_PACKAGE_BYTES = 1024 * 1024;
const MAX_PATH_CHARACTERS = 120;

/** Lower case only, so that no two names are one on a file system that does not tell case apart. */
const PATH = /^(?:[a-z0-9][a-z0-9-]*\/){0,2}[a-z0-9][a-z0-9.-]*\.(?:ts|md|json|svg)$/;
/** Names that some operating system keeps for itself. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** By these, compilers configure themselves: what is imported would lead elsewhere. */
const CONFIGURES = /(?:^|\/)(?:package|[jt]sconfig[a-z0-9.-]*)\.json$/;

/** What every exercise needs. */
const NEEDED = [
  'exercise.ts',
  'simulation.ts',
  'samples.ts',
  'hidden.ts',
  'contract.ts',
  'solution.ts',
  'starter.ts',
];
/** A question is one of these: made by code, or plain data (plain-question.ts). */
const QUESTIONS = ['question.ts', 'question.json'];

export function packageKind(files: PackageFiles): 'exercise' | 'question' {
  return QUESTIONS.some((path) => files.has(path)) ? 'question' : 'exercise';
}

const bytesOf = (text: string) => Buffer.byteLength(text, 'utf8');

/** Why a file cannot be one of a package; undefined when it can. @param path as it is given, not normalised. */
export function pathProblem(path: string): string | undefined {
  if (path.length > MAX_PATH_CHARACTERS)
    return `a path of ${path.length} characters; ${MAX_PATH_CHARACTERS} are the most`;
  if (!PATH.test(path))
    return `${JSON.stringify(path)} is no name of a file here: small letters, digits, hyphens and points, at most two folders deep, ending in .ts, .md, .json or .svg`;
  if (CONFIGURES.test(path))
    return `${JSON.stringify(path)} would configure compilers, which no package does`;
  const stems = path.split('/').map((part) => part.split('.', 1)[0] ?? '');
  return stems.some((stem) => RESERVED.test(stem))
    ? `${JSON.stringify(path)} has a name that some systems keep for themselves`
    : undefined;
}

/** What is wrong with names, sizes and texts; none: they may be looked at. Each names the file. */
export function fileProblems(files: PackageFiles): string[] {
  const problems: string[] = [];
  if (files.size > MAX_PACKAGE_FILES) problems.push(`${files.size} files; ${MAX_PACKAGE_FILES} are the most`);
  let total = 0;
  for (const [path, text] of files) {
    const bytes = bytesOf(text);
    total += bytes;
    const problem = pathProblem(path);
    if (problem !== undefined) problems.push(problem);
    else if (bytes > MAX_PACKAGE_FILE_BYTES)
      problems.push(`${path} has ${bytes} bytes; ${MAX_PACKAGE_FILE_BYTES} are the most`);
    else if (text.includes('\0')) problems.push(`${path} is no text: it holds a zero character`);
    else if (path.endsWith('.ts')) {
      const { tooDeep } = measureNesting(text);
      if (tooDeep !== undefined)
        problems.push(`${path}:${tooDeep.line}:${tooDeep.column}: ${tooDeep.message}`);
    }
  }
  if (total > MAX_PACKAGE_BYTES) problems.push(`${total} bytes together; ${MAX_PACKAGE_BYTES} are the most`);
  return problems;
}

/** The same, and what is missing. */
export function packageProblems(files: PackageFiles): string[] {
  const problems = fileProblems(files);
  if (packageKind(files) === 'exercise') {
    for (const path of NEEDED)
      if (!files.has(path)) problems.push(`${path} is missing: an exercise needs it`);
  } else if (QUESTIONS.every((path) => files.has(path)))
    problems.push(`${QUESTIONS.join(' and ')} are two questions: keep one`);
  return problems;
}

/** SHA-256 over names and content, 16 hexadecimal digits: whatever order and place they come in. */
export function packageVersion(files: PackageFiles): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}

/** Text of a file's bytes. @throws PackageRefused when it is no UTF-8. */
export function textOfFile(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new PackageRefused(`${path} is no text in UTF-8`);
  }
}

/** Told to whoever brought the package: what is wrong and where. */
export class PackageRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PackageRefused';
  }
}

/** Tests of an exercise prove it to its authors; they are no part of it. */
const LEFT_OUT = /\.(?:test|testing|bench)\.ts$|^\.|^__snapshots__$/;

/**
 * Reads a folder, without its tests and hidden files. @throws PackageRefused for links and whatever else is neither file
 * nor folder, and as soon as the bounds are passed.
 */
export function readPackageFolder(folder: string): PackageFiles {
  const files = new Map<string, string>();
  let total = 0;
  const read = (within: string) => {
    for (const entry of readdirSync(join(folder, within), { withFileTypes: true }).sort(byName)) {
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (LEFT_OUT.test(entry.name)) continue;
      const problem = entry.isDirectory() ? folderProblem(path) : pathProblem(path);
      if (problem !== undefined) throw new PackageRefused(problem);
      if (entry.isDirectory()) read(path);
      else {
        const whole = join(folder, path);
        const facts = lstatSync(whole);
        if (!facts.isFile()) throw new PackageRefused(`${path} is no file; links are refused`);
        total += facts.size;
        if (
          files.size >= MAX_PACKAGE_FILES ||
          facts.size > MAX_PACKAGE_FILE_BYTES ||
          total > MAX_PACKAGE_BYTES
        )
          throw new PackageRefused(
            `${path}: too much. A package has at most ${MAX_PACKAGE_FILES} files, ${MAX_PACKAGE_FILE_BYTES} bytes each and ${MAX_PACKAGE_BYTES} together`,
          );
        files.set(path, textOfFile(path, readFileSync(whole)));
      }
    }
  };
  read('');
  return files;
}

const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);

function folderProblem(path: string): string | undefined {
  return pathProblem(`${path}/a.ts`) === undefined
    ? undefined
    : `${JSON.stringify(path)} is no name of a folder here`;
}

/**
 * What an author may begin from: families of exercises, each by its machine, and a question made by code. The build writes
 * them as they are for a made-up name (build/author-products.ts), which is exchanged here for the author's own.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_FOLDER } from '../../exercises/catalogue';
import { classNameOf, rulePrefixOf, titleOf } from '../library/new-exercise';
import type { PackageFiles } from './package-files';

/** Each family's exemplary exercise: its machine, cases and contract are what one begins with. */
export const FAMILIES = {
  scheduler: 'scheduling/round-robin',
  allocator: 'memory/heap',
  replacement: 'memory/second-chance',
  lock: 'synchronization/spinlock',
  codec: 'rpc/marshalling',
  protocol: 'synchronization/coherence-protocol',
  mechanism: 'processes/fork',
  file: 'memory/checkpoint',
} as const;

export type FamilyName = keyof typeof FAMILIES;
export const FAMILY_NAMES = Object.keys(FAMILIES) as FamilyName[];

/** In place of the author's: no text of an exercise holds it. */
export const MADE_UP_NAME = 'quince-zither';

interface Family {
  /** In whose chapter it is at home. */
  readonly like: string;
  readonly files: Readonly<Record<string, string>>;
}

export interface Families {
  readonly exercises: Readonly<Record<FamilyName, Family>>;
  /** A question made by code. */
  readonly question: Readonly<Record<string, string>>;
}

export const FAMILIES_FILE = 'families.json';

/** Null before anything was built. The working directory is the project's. */
export function readFamilies(): Families | null {
  const path = join(process.cwd(), BUILD_FOLDER, FAMILIES_FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Families) : null;
}

/** The files with a name and a title of the author's. @param given.title one line. */
export function filesNamed(
  files: Readonly<Record<string, string>>,
  given: { readonly name: string; readonly title: string },
): PackageFiles {
  const { name, title } = given;
  const made = titleOf(MADE_UP_NAME);
  const inComment = title.replaceAll('*/', '* /');
  const exchange = (text: string) =>
    text
      .replaceAll(classNameOf(MADE_UP_NAME), () => classNameOf(name))
      .replaceAll(new RegExp(`(['"])${made}\\1`, 'g'), () => JSON.stringify(title))
      .replaceAll(made, () => inComment)
      .replaceAll(made.toLowerCase(), () => inComment)
      .replaceAll(new RegExp(`\\b${rulePrefixOf(MADE_UP_NAME)}(?=\\d)`, 'g'), () => rulePrefixOf(name));
  return new Map(Object.entries(files).map(([path, text]) => [path, exchange(text)]));
}

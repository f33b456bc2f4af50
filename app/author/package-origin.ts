/** What a package is begun from: the files that it then has, where it is at home, and how that is told. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { draftFiles } from '../../db/package-drafts';
import type { PackageTexts } from '../../db/packages';
import { FAMILIES, type FamilyName, filesNamed, readFamilies } from '../../grader/packages/families';
import { packageKind, packageVersion, readPackageFolder } from '../../grader/packages/package-files';
import { Refusal } from '../action';
import { catalogue } from '../catalogue';
import { packageWith } from '../packages/package-access';
import type { User } from '../viewer';
import { firstQuestion } from './question/question-text';
import { filesIn } from './uploaded-archive';
import { authorWords } from './words';

export type Beginning =
  | { readonly from: 'family'; readonly family: FamilyName }
  /** A question without code. */
  | { readonly from: 'form' }
  /** Made by code. */
  | { readonly from: 'question' }
  | { readonly from: 'catalogue'; readonly item: string }
  | { readonly from: 'package'; readonly packageId: string }
  | { readonly from: 'archive'; readonly archive: Uint8Array; readonly chapter: string }
  | { readonly from: 'empty'; readonly kind: 'exercise' | 'question' };

export interface Begun {
  readonly files: PackageTexts;
  readonly kind: 'exercise' | 'question';
  readonly chapter: string;
  readonly origin: string | null;
}

/** Of what is at home nowhere else. */
const OWN = 'own';

/** Those of the catalogue, and one for what belongs to none of them. */
export const homeChapters = (): string[] => {
  const { exercises, questions } = catalogue();
  return [OWN, ...new Set([...exercises, ...questions].map(({ chapter }) => chapter))].toSorted();
};

/** @throws Refusal when there is no such thing, or not for him. */
export async function beginning(
  given: Beginning,
  named: { readonly name: string; readonly title: string },
  user: User,
): Promise<Begun> {
  switch (given.from) {
    case 'family': {
      const family = readFamilies()?.exercises[given.family];
      if (family === undefined) throw new Refusal(authorWords.nothingBuilt);
      const chapter = chapterOf(FAMILIES[given.family]);
      return { files: filesNamed(family.files, named), kind: 'exercise', chapter, origin: family.like };
    }
    case 'form': {
      const files = new Map([['question.json', firstQuestion(named.title)]]);
      return { files, kind: 'question', chapter: OWN, origin: null };
    }
    case 'question': {
      const families = readFamilies();
      if (families === null) throw new Refusal(authorWords.nothingBuilt);
      return { files: filesNamed(families.question, named), kind: 'question', chapter: OWN, origin: null };
    }
    case 'catalogue':
      return ofCatalogue(given.item);
    case 'package': {
      const found = await packageWith(given.packageId, user, 'read');
      if (found === null) throw new Refusal(authorWords.noPackage);
      const files = textsOf(await draftFiles(given.packageId));
      const { kind, home, id, name } = found.package;
      return { files, kind, chapter: chapterOf(home), origin: `${id}/${name}@${packageVersion(files)}` };
    }
    case 'archive': {
      if (!homeChapters().includes(given.chapter)) throw new Refusal(authorWords.noChapter);
      const files = filesIn(given.archive);
      return { files, kind: packageKind(files), chapter: given.chapter, origin: null };
    }
    case 'empty':
      return { files: new Map(), kind: given.kind, chapter: OWN, origin: null };
  }
}

const chapterOf = (home: string) => home.split('/')[0] ?? OWN;

export const textsOf = (files: readonly { readonly path: string; readonly text: string }[]): PackageTexts =>
  new Map(files.map(({ path, text }) => [path, text]));

/** @param item of the catalogue; nothing else leads to a folder. */
function ofCatalogue(item: string): Begun {
  const { exercises, questions } = catalogue();
  const isExercise = exercises.some(({ id }) => id === item);
  if (!isExercise && questions.every(({ id }) => id !== item)) throw new Refusal(authorWords.noItem);
  const [chapter = '', name = ''] = item.split('/');
  const folder = join(process.cwd(), 'exercises', chapter, ...(isExercise ? [] : ['questions']), name);
  if (!existsSync(folder)) throw new Refusal(authorWords.noItem);
  return {
    ...{ files: readPackageFolder(folder), kind: isExercise ? 'exercise' : 'question' },
    ...{ chapter, origin: item },
  };
}

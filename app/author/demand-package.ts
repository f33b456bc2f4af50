import { authorStanding, type PackageStanding } from '../../db/packages';
import { isStorableText } from '../../db/text';
import { Refusal } from '../action';
import * as words from '../dictionary';
import { type PackageRight, packageWith } from '../packages/package-access';
import type { User } from '../viewer';
import { mayBegin } from './author-access';
import { authorWords } from './words';

/** @throws Refusal: a package with which one may not do this is told from none by nobody. */
export async function demandPackage(id: string, user: User, right: PackageRight): Promise<PackageStanding> {
  const found = isStorableText(id) ? await packageWith(id, user, right) : null;
  if (found === null) throw new Refusal(authorWords.noPackage);
  return found;
}

/** @throws Refusal: who may begin packages. */
export async function demandAuthor(user: User): Promise<void> {
  if (!mayBegin(await authorStanding(user.id))) throw new Refusal(words.action.notAllowed);
}

import type { PackageStanding } from '../../db/packages';
import { Refusal } from '../action';
import { type PackageRight, packageWith } from '../packages/package-access';
import type { User } from '../viewer';
import { authorWords } from './words';

/** @throws Refusal: a package with which one may not do this is told from none by nobody. */
export async function demandPackage(id: string, user: User, right: PackageRight): Promise<PackageStanding> {
  const found = await packageWith(id, user, right);
  if (found === null) throw new Refusal(authorWords.noPackage);
  return found;
}

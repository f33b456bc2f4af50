/** A package as somebody who may do this with it sees it. To everybody else it does not exist. */
import { type PackageStanding, packageStanding } from '../../db/packages';
import type { User } from '../viewer';

/**
 * `read`: its draft, versions, checks and comments; `write`: change the draft, check, publish where one may; `manage`: who
 * writes it, with whom it is shared, its end.
 */
export type PackageRight = 'read' | 'write' | 'manage';

export function mayWithPackage({ role, isReader, siteRole }: PackageStanding, right: PackageRight): boolean {
  if (siteRole === 'administrator' || role === 'owner') return true;
  if (role === 'editor') return right !== 'manage';
  return isReader && right === 'read';
}

export async function packageWith(
  id: string,
  user: Pick<User, 'id'>,
  right: PackageRight,
): Promise<PackageStanding | null> {
  const found = await packageStanding(id, user.id);
  return found !== null && mayWithPackage(found, right) ? found : null;
}

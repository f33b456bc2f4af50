/** Who sees the author's pages at all; what one may do with a single package: packages/package-access.ts. */
import { type AuthorStanding, authorStanding } from '../../db/packages';
import { may } from '../rights';
import type { User } from '../viewer';

export const mayBegin = (standing: AuthorStanding): boolean => may(standing, 'begin packages');

/** Whether there is anything for him under /author. */
export const mayAuthor = (standing: AuthorStanding): boolean =>
  standing.isEditor || may(standing, 'see packages');

export async function isAuthor(user: Pick<User, 'id'>): Promise<boolean> {
  return mayAuthor(await authorStanding(user.id));
}

/**
 * Who may what, as one table: pages and actions ask it, and rights.test.ts tries every action with every standing. A
 * right comes with a role in the course that it is about, or with a role on the whole site.
 */
import type { Standing } from '../db/courses';
import type { Role, SiteRole } from '../db/schema';

interface Holders {
  readonly roles: readonly Role[];
  readonly siteRoles: readonly SiteRole[];
}

const RIGHTS = {
  /** Its title, its instructors, and one's own scores in it. */
  'see a course': { roles: ['student', 'assistant', 'instructor'], siteRoles: ['administrator'] },
  /** Names, addresses, scores and submissions of its people. */
  'see its students': { roles: ['assistant', 'instructor'], siteRoles: ['administrator'] },
  /** Its title, who joins, and who is what in it. */
  'run a course': { roles: ['instructor'], siteRoles: ['administrator'] },
  'delete a course': { roles: ['instructor'], siteRoles: ['administrator'] },
  /** To give its students an exercise or question of one's own, and to take it back. */
  'publish to a course': { roles: ['instructor'], siteRoles: ['administrator'] },
  'publish to everybody': { roles: [], siteRoles: ['administrator'] },
  'make courses': { roles: [], siteRoles: ['administrator', 'instructor'] },
  /** Exercises and questions of one's own; in whichever course one has the role. */
  'begin packages': { roles: ['instructor'], siteRoles: ['administrator', 'instructor'] },
  /** The list of those that one writes or may read. */
  'see packages': { roles: ['assistant', 'instructor'], siteRoles: ['administrator', 'instructor'] },
  'name instructors': { roles: [], siteRoles: ['administrator'] },
} as const satisfies Readonly<Record<string, Holders>>;

export type Right = keyof typeof RIGHTS;

export function may({ role, siteRole }: Standing, right: Right): boolean {
  const { roles, siteRoles }: Holders = RIGHTS[right];
  return (role !== null && roles.includes(role)) || (siteRole !== null && siteRoles.includes(siteRole));
}

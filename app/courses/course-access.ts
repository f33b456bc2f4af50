/** A course as somebody who has a right in it sees it. To everybody else it does not exist. */
import { standingIn } from '../../db/courses';
import { may, type Right } from '../rights';
import type { User } from '../viewer';

export type OpenCourse = NonNullable<Awaited<ReturnType<typeof standingIn>>>;

export async function courseWith(slug: string, user: User, right: Right): Promise<OpenCourse | null> {
  const found = await standingIn(slug, user.id);
  return found !== null && may(found.standing, right) ? found : null;
}

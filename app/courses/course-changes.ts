/**
 * What people do with courses, each with the right that it needs: the bodies of the server actions (actions.ts), which
 * parse what comes from a browser and know who is signed in. @throws Refusal with a sentence for the screen.
 */
import {
  type Course,
  changeRole,
  createCourse,
  deleteCourse,
  joinCourse,
  MAXIMUM_MEMBERS,
  renameCourse,
  setJoining,
} from '../../db/courses';
import { readJoinCode } from '../../db/join-code';
import type { Role, SiteRole } from '../../db/schema';
import { accountByEmail, setSiteRole, siteRoleOf } from '../../db/site-roles';
import { Refusal, within } from '../action';
import * as words from '../dictionary';
import { personName } from '../person-name';
import { may, type Right } from '../rights';
import type { User } from '../viewer';
import { courseWith, type OpenCourse } from './course-access';

/** @throws Refusal where the site gives the right to somebody else. */
async function demandOnSite(user: User, right: Right): Promise<void> {
  const standing = { role: null, siteRole: await siteRoleOf(user.id) };
  if (!may(standing, right)) throw new Refusal(words.action.notAllowed);
}

/** @throws Refusal: a course in which one may not is told from none by nobody. */
async function openCourse(slug: string, user: User, right: Right): Promise<OpenCourse['course']> {
  const found = await courseWith(slug, user, right);
  if (found === null) throw new Refusal(words.course.notAllowed);
  return found.course;
}

interface CourseTitle {
  readonly title: string;
  readonly term: string;
}

/** As names of people are: one line, in any script, nothing that changes how the rest of a page reads. */
function tidied({ title, term }: CourseTitle): CourseTitle {
  const read = { title: personName(title), term: term.trim() === '' ? '' : personName(term) };
  if (read.title === null || read.term === null) throw new Refusal(words.course.unreadableTitle);
  return { title: read.title, term: read.term };
}

export async function makeCourse(given: CourseTitle, user: User): Promise<{ readonly slug: string }> {
  await demandOnSite(user, 'make courses');
  const titled = tidied(given);
  await within(user, 'course');
  const { slug } = await createCourse({ actorId: user.id, ...titled });
  return { slug };
}

export async function renameCourseAs(
  given: CourseTitle & { readonly slug: string },
  user: User,
): Promise<CourseTitle> {
  const { id } = await openCourse(given.slug, user, 'run a course');
  const titled = tidied(given);
  await within(user, 'course change');
  await renameCourse({ actorId: user.id, courseId: id, ...titled });
  return titled;
}

export async function setJoiningAs(
  { slug, isOpen }: { readonly slug: string; readonly isOpen: boolean },
  user: User,
): Promise<null> {
  const { id } = await openCourse(slug, user, 'run a course');
  await within(user, 'course change');
  await setJoining({ actorId: user.id, courseId: id, isOpen });
  return null;
}

export async function changeRoleAs(
  given: { readonly slug: string; readonly userId: string; readonly role: Role | null },
  user: User,
): Promise<null> {
  const { id } = await openCourse(given.slug, user, 'run a course');
  await within(user, 'course change');
  const { userId, role } = given;
  return changed(await changeRole({ actorId: user.id, courseId: id, userId, role }));
}

function changed(outcome: Awaited<ReturnType<typeof changeRole>>): null {
  if (outcome === 'absent') throw new Refusal(words.course.notInCourse);
  if (outcome === 'last instructor') throw new Refusal(words.course.lastInstructor);
  return null;
}

/** Whoever is in a course may go. */
export async function leaveCourseAs({ slug }: { readonly slug: string }, user: User): Promise<null> {
  const { id } = await openCourse(slug, user, 'see a course');
  await within(user, 'course change');
  return changed(await changeRole({ actorId: user.id, courseId: id, userId: user.id, role: null }));
}

/** @param given.title as the one who deletes it typed it: not by a slip. */
export async function deleteCourseAs(
  given: { readonly slug: string; readonly title: string },
  user: User,
): Promise<null> {
  const { id, title } = await openCourse(given.slug, user, 'delete a course');
  if (given.title.trim() !== title) throw new Refusal(words.courseDeletion.wrongTitle);
  await within(user, 'course change');
  await deleteCourse({ actorId: user.id, courseId: id });
  return null;
}

/** Needs no right but an account; how many codes somebody tries is limited. */
export async function joinCourseAs(code: string, user: User): Promise<Pick<Course, 'slug'>> {
  await within(user, 'join');
  const joinCode = readJoinCode(code);
  const joined = joinCode === null ? 'no course' : await joinCourse({ userId: user.id, joinCode });
  if (joined === 'no course') throw new Refusal(words.join.noCourse);
  if (joined === 'full') throw new Refusal(words.join.full(MAXIMUM_MEMBERS));
  return { slug: joined.slug };
}

export async function setSiteRoleAs(
  { email, role }: { readonly email: string; readonly role: SiteRole | null },
  user: User,
): Promise<{ readonly name: string }> {
  await demandOnSite(user, 'name instructors');
  await within(user, 'course change');
  const account = await accountByEmail(email.trim());
  if (account === null) throw new Refusal(words.administration.noAccount);
  const outcome = await setSiteRole({ actorId: user.id, userId: account.userId, role });
  if (outcome === 'last administrator') throw new Refusal(words.administration.last);
  return { name: account.name };
}

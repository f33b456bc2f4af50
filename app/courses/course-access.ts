/** A course as its staff sees it. To everybody else, students of it included, the page does not exist. */
import { type Course, roleIn } from '../../db/courses';
import type { User } from '../viewer';

export async function courseAsStaff(slug: string, user: User): Promise<Course | null> {
  const found = await roleIn(slug, user.id);
  return found === null || found.role === 'student' ? null : found.course;
}

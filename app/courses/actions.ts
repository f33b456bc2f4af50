'use server';
/** What a browser may ask of courses: parsed here, decided in course-changes.ts. */
import { z } from 'zod';
import { ROLES, SITE_ROLES } from '../../db/schema';
import { defineAction } from '../action';
import {
  changeRoleAs,
  deleteCourseAs,
  joinCourseAs,
  leaveCourseAs,
  makeCourse,
  renameCourseAs,
  setJoiningAs,
  setSiteRoleAs,
} from './course-changes';

const slug = z.string().max(100);
const titled = { title: z.string().max(400), term: z.string().max(400) };

export const makeCourseAction = defineAction({ input: z.object(titled), role: 'account' }, makeCourse);

export const renameCourseAction = defineAction(
  { input: z.object({ slug, ...titled }), role: 'account' },
  renameCourseAs,
);

export const setJoiningAction = defineAction(
  { input: z.object({ slug, isOpen: z.boolean() }), role: 'account' },
  setJoiningAs,
);

export const changeRoleAction = defineAction(
  {
    input: z.object({ slug, userId: z.string().max(100), role: z.enum(ROLES).nullable() }),
    role: 'account',
  },
  changeRoleAs,
);

export const leaveCourseAction = defineAction({ input: z.object({ slug }), role: 'account' }, leaveCourseAs);

export const deleteCourseAction = defineAction(
  { input: z.object({ slug, title: z.string().max(400) }), role: 'account' },
  deleteCourseAs,
);

export const joinCourseAction = defineAction(
  { input: z.object({ code: z.string().max(200) }), role: 'account' },
  ({ code }, user) => joinCourseAs(code, user),
);

export const setSiteRoleAction = defineAction(
  { input: z.object({ email: z.string().max(254), role: z.enum(SITE_ROLES).nullable() }), role: 'account' },
  setSiteRoleAs,
);

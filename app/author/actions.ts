'use server';
/** What a browser may ask of packages: parsed here, decided in package-changes.ts. */
import { z } from 'zod';
import { EDITOR_ROLES } from '../../db/schema';
import { FAMILY_NAMES } from '../../grader/packages/families';
import { defineAction } from '../action';
import {
  addCommentAs,
  addEditorAs,
  beginPackage,
  deletePackageAs,
  keepDraftAs,
  previewAs,
  resolveCommentAs,
  restoreVersionAs,
  saveFileAs,
  setEditorAs,
  setSharedAs,
} from './package-changes';
import { packageName } from './package-name';
import { LONGEST_COMMENT, LONGEST_PREVIEW } from './words';

const packageId = z.string().max(40);
const path = z.string().max(400);
const version = z.string().max(64);
const userId = z.string().max(100);

const begin = z.discriminatedUnion('from', [
  z.object({ from: z.literal('family'), family: z.enum(FAMILY_NAMES) }),
  z.object({ from: z.literal('form') }),
  z.object({ from: z.literal('question') }),
  z.object({ from: z.literal('catalogue'), item: z.string().max(200) }),
  z.object({ from: z.literal('package'), packageId }),
  z.object({ from: z.literal('empty'), kind: z.enum(['exercise', 'question']) }),
]);

export const beginPackageAction = defineAction(
  { input: z.object({ name: packageName, title: z.string().max(400), begin }), role: 'account' },
  beginPackage,
);

export const saveFileAction = defineAction(
  {
    input: z.object({
      ...{ packageId, path, text: z.string().nullable() },
      baseRevision: z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    }),
    role: 'account',
  },
  saveFileAs,
);

export const previewAction = defineAction(
  { input: z.object({ packageId, markdown: z.string().max(LONGEST_PREVIEW) }), role: 'account' },
  previewAs,
);

export const keepDraftAction = defineAction({ input: z.object({ packageId }), role: 'account' }, keepDraftAs);

export const restoreVersionAction = defineAction(
  { input: z.object({ packageId, version }), role: 'account' },
  restoreVersionAs,
);

export const addEditorAction = defineAction(
  {
    input: z.object({ packageId, email: z.string().max(254), role: z.enum(EDITOR_ROLES) }),
    role: 'account',
  },
  addEditorAs,
);

export const setEditorAction = defineAction(
  { input: z.object({ packageId, userId, role: z.enum(EDITOR_ROLES).nullable() }), role: 'account' },
  setEditorAs,
);

export const setSharedAction = defineAction(
  { input: z.object({ packageId, courseId: z.string().max(100), isShared: z.boolean() }), role: 'account' },
  setSharedAs,
);

export const addCommentAction = defineAction(
  {
    input: z.object({
      ...{ packageId, path: path.nullable() },
      line: z.int().min(1).max(1_000_000).nullable(),
      text: z.string().max(LONGEST_COMMENT),
    }),
    role: 'account',
  },
  addCommentAs,
);

export const resolveCommentAction = defineAction(
  { input: z.object({ packageId, commentId: z.uuid(), isResolved: z.boolean() }), role: 'account' },
  resolveCommentAs,
);

export const deletePackageAction = defineAction(
  { input: z.object({ packageId, name: z.string().max(400) }), role: 'account' },
  deletePackageAs,
);

/**
 * What authors do with packages, each with the right that it needs: the bodies of the server actions (actions.ts), which
 * parse what comes from a browser and know who is signed in. @throws Refusal with a sentence for the screen.
 */
import { coursesOf } from '../../db/courses';
import { addComment, commentsOf, MAXIMUM_READER_COMMENTS, setResolved } from '../../db/package-comments';
import { draftFiles, exchangeDraft, type SavedDraftFile, saveDraftFile } from '../../db/package-drafts';
import { keepVersion, versionFiles } from '../../db/package-versions';
import { createPackage, deletePackage, editorsOf, setEditor, setShared } from '../../db/packages';
import type { EditorRole } from '../../db/schema';
import { accountByEmail } from '../../db/site-roles';
import { unstorableBecause } from '../../db/text';
import {
  MAX_PACKAGE_BYTES,
  MAX_PACKAGE_FILES,
  packageKind,
  packageVersion,
  pathProblem,
} from '../../grader/packages/package-files';
import { Refusal, within } from '../action';
import * as words from '../dictionary';
import { renderOnce } from '../markdown/render-markdown';
import { mayWithPackage } from '../packages/package-access';
import { personName } from '../person-name';
import type { User } from '../viewer';
import { demandAuthor, demandPackage } from './demand-package';
import { type Beginning, beginning, textsOf } from './package-origin';
import { filesIn } from './uploaded-archive';
import { authorWords } from './words';

interface OfPackage {
  readonly packageId: string;
}

export async function beginPackage(
  given: { readonly name: string; readonly title: string; readonly begin: Beginning },
  user: User,
): Promise<{ readonly packageId: string }> {
  await demandAuthor(user);
  const title = personName(given.title);
  if (title === null) throw new Refusal(authorWords.unreadableTitle);
  await within(user, 'package');
  const { name } = given;
  const { files, kind, chapter, origin } = await beginning(given.begin, { name, title }, user);
  const { id } = await createPackage({
    ...{ actorId: user.id, name, kind, title, files, origin },
    home: `${chapter}/${name}`,
  });
  return { packageId: id };
}

// The draft

/** @param given.text null removes the file. */
export async function saveFileAs(
  given: OfPackage & { readonly path: string; readonly text: string | null; readonly baseRevision: number },
  user: User,
): Promise<Exclude<SavedDraftFile, { kind: 'too much' }>> {
  const { packageId, path, text } = given;
  await demandPackage(packageId, user, 'write');
  if (text !== null) {
    const problem = pathProblem(path);
    if (problem !== undefined) throw new Refusal(problem);
    const unstorable = unstorableBecause(text);
    if (unstorable !== null) throw new Refusal(words.submission.cannotStore(unstorable));
  }
  await within(user, 'package change');
  const bounds = { files: MAX_PACKAGE_FILES, bytes: MAX_PACKAGE_BYTES };
  const saved = await saveDraftFile({ ...given, userId: user.id, bounds });
  if (saved.kind === 'too much') throw new Refusal(authorWords.tooMuch(MAX_PACKAGE_FILES, MAX_PACKAGE_BYTES));
  return saved;
}

/** Of a text as it stands in the editor. */
export async function previewAs(
  { packageId, markdown }: OfPackage & { readonly markdown: string },
  user: User,
): Promise<string> {
  await demandPackage(packageId, user, 'read');
  await within(user, 'preview');
  return renderOnce(markdown);
}

// Versions

/** Keeps the draft as it stands. */
export async function keepDraftAs(
  { packageId }: OfPackage,
  user: User,
): Promise<{ readonly version: string }> {
  await demandPackage(packageId, user, 'write');
  await within(user, 'package version');
  const files = textsOf(await draftFiles(packageId));
  if (files.size === 0) throw new Refusal(authorWords.emptyDraft);
  const version = packageVersion(files);
  await keepVersion({ packageId, version, files, reason: 'kept', userId: user.id });
  return { version };
}

/** Lets a version be the draft. */
export async function restoreVersionAs(
  { packageId, version }: OfPackage & { readonly version: string },
  user: User,
): Promise<null> {
  await demandPackage(packageId, user, 'write');
  await within(user, 'package version');
  const files = await versionFiles(packageId, version);
  if (files === null) throw new Refusal(authorWords.noVersion);
  await exchangeDraft({
    ...{ packageId, userId: user.id, files },
    ...{ reason: 'before restore', versionOf: packageVersion },
  });
  await keepVersion({ packageId, version, files, reason: 'restored', userId: user.id });
  return null;
}

/** Lets what is in an archive be the draft. */
export async function importArchiveAs(
  { packageId, archive }: OfPackage & { readonly archive: Uint8Array },
  user: User,
): Promise<{ readonly version: string }> {
  const found = await demandPackage(packageId, user, 'write');
  await within(user, 'package version');
  const files = filesIn(archive);
  if (packageKind(files) !== found.package.kind) throw new Refusal(authorWords.otherKind(found.package.kind));
  await exchangeDraft({
    ...{ packageId, userId: user.id, files },
    ...{ reason: 'before import', versionOf: packageVersion },
  });
  const version = packageVersion(files);
  await keepVersion({ packageId, version, files, reason: 'imported', userId: user.id });
  return { version };
}

// People

export async function addEditorAs(
  { packageId, email, role }: OfPackage & { readonly email: string; readonly role: EditorRole },
  user: User,
): Promise<{ readonly name: string }> {
  await demandPackage(packageId, user, 'manage');
  await within(user, 'package change');
  const account = await accountByEmail(email.trim());
  if (account === null) throw new Refusal(words.administration.noAccount);
  const { userId, name } = account;
  await changeEditor({ packageId, userId, role }, user);
  return { name };
}

export async function setEditorAs(
  given: OfPackage & { readonly userId: string; readonly role: EditorRole | null },
  user: User,
): Promise<null> {
  const { packageId, userId, role } = given;
  // Whoever writes may stop.
  const isLeaving = role === null && userId === user.id;
  await demandPackage(packageId, user, isLeaving ? 'write' : 'manage');
  await within(user, 'package change');
  if ((await editorsOf(packageId)).every((editor) => editor.userId !== userId))
    throw new Refusal(authorWords.noEditor);
  return changeEditor({ packageId, userId, role }, user);
}

async function changeEditor(
  change: OfPackage & { readonly userId: string; readonly role: EditorRole | null },
  user: User,
): Promise<null> {
  const outcome = await setEditor({ actorId: user.id, ...change });
  if (outcome === 'last owner') throw new Refusal(authorWords.lastOwner);
  return null;
}

/** With a course of which one is staff; taken back from any. */
export async function setSharedAs(
  given: OfPackage & { readonly courseId: string; readonly isShared: boolean },
  user: User,
): Promise<null> {
  const { packageId, courseId, isShared } = given;
  await demandPackage(packageId, user, 'manage');
  await within(user, 'package change');
  const isStaff = (await coursesOf(user.id)).some(({ id, role }) => id === courseId && role !== 'student');
  if (isShared && !isStaff) throw new Refusal(words.course.notAllowed);
  await setShared({ actorId: user.id, packageId, courseId, isShared });
  return null;
}

/** @param given.path null: of the whole. */
export async function addCommentAs(
  given: OfPackage & { readonly path: string | null; readonly line: number | null; readonly text: string },
  user: User,
): Promise<null> {
  const { path, line } = given;
  const found = await demandPackage(given.packageId, user, 'read');
  const text = given.text.trim();
  if (text === '') throw new Refusal(authorWords.emptyComment);
  const problem = path === null ? undefined : pathProblem(path);
  if (problem !== undefined) throw new Refusal(problem);
  await within(user, 'package change');
  const comment = {
    packageId: given.packageId,
    userId: user.id,
    path,
    line: path === null ? null : line,
    text,
  };
  const outcome = await addComment(comment, mayWithPackage(found, 'write'));
  if (outcome === 'too many') throw new Refusal(authorWords.tooManyComments);
  if (outcome === 'too many of reader')
    throw new Refusal(authorWords.tooManyCommentsOfReader(MAXIMUM_READER_COMMENTS));
  return null;
}

/** By whoever writes the package, or wrote the comment. */
export async function resolveCommentAs(
  given: OfPackage & { readonly commentId: string; readonly isResolved: boolean },
  user: User,
): Promise<null> {
  const { packageId, commentId, isResolved } = given;
  await demandPackage(packageId, user, 'read');
  const comment = (await commentsOf(packageId)).find(({ id }) => id === commentId);
  if (comment === undefined) throw new Refusal(authorWords.noComment);
  if (comment.userId !== user.id) await demandPackage(packageId, user, 'write');
  await within(user, 'package change');
  await setResolved(packageId, commentId, isResolved);
  return null;
}

/** @param given.name as the one who deletes it typed it: not by a slip. */
export async function deletePackageAs(
  { packageId, name }: OfPackage & { readonly name: string },
  user: User,
): Promise<null> {
  const found = await demandPackage(packageId, user, 'manage');
  if (name.trim() !== found.package.name) throw new Refusal(authorWords.wrongName);
  await within(user, 'package change');
  if ((await deletePackage({ actorId: user.id, packageId })) === 'published')
    throw new Refusal(authorWords.wasPublished);
  return null;
}

/**
 * Guarantee: packages are begun, changed, shared and deleted by those who may, and by nobody else, whatever their browser
 * sends; what is replaced is kept, and a zip that was taken down gives the same version when it is put up again.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rawClient } from '../../db/client';
import { ensureCourse, setRole } from '../../db/courses';
import { ALLOWANCES } from '../../db/limits';
import {
  COMMENTS_KEPT_FOR_WRITERS,
  commentsOf,
  MAXIMUM_COMMENTS,
  MAXIMUM_READER_COMMENTS,
} from '../../db/package-comments';
import { draftFiles } from '../../db/package-drafts';
import { versionFiles, versionsOf } from '../../db/package-versions';
import { createPackage, packageStanding, setEditor, setShared } from '../../db/packages';
import { setSiteRole } from '../../db/site-roles';
import { packageVersion } from '../../grader/packages/package-files';
import { packPackage } from '../../grader/packages/zip-archive';
import { addUser, startTestDatabase, type TestDatabase } from '../../tests/postgres';
import { Refusal } from '../action';
import * as words from '../dictionary';
import type { User } from '../viewer';
import {
  addCommentAs,
  addEditorAs,
  beginPackage,
  deletePackageAs,
  importArchiveAs,
  keepDraftAs,
  previewAs,
  resolveCommentAs,
  restoreVersionAs,
  saveFileAs,
  setEditorAs,
  setSharedAs,
} from './package-changes';
import { textsOf } from './package-origin';
import { sampleAs } from './question/sample-changes';
import { authorWords } from './words';

let testDatabase: TestDatabase;
const WHO = [
  'stranger',
  'student',
  'assistant',
  'reader',
  'instructor',
  'instructor of the site',
  'editor',
  'owner',
  'administrator',
] as const;
type Who = (typeof WHO)[number];
const people = new Map<Who, User>();
const is = (who: Who) => people.get(who) as User;
let packageId: string;
let courseId: string;
let readersCourse: string;
/** Kept before each test. */
let version: string;

const FILES = new Map([
  ['exercise.ts', 'export default {};\n'],
  ['statement.md', 'Write it.\n'],
]);

beforeAll(async () => {
  testDatabase = await startTestDatabase();
  courseId = (await ensureCourse('this-course', 'This course')).id;
  readersCourse = (await ensureCourse('readers', 'Readers')).id;
  for (const who of WHO) {
    const id = await addUser(who);
    const [{ email }] = await rawClient()`select email from "user" where id = ${id}`;
    people.set(who, { id, name: who, email });
  }
  const actorId = is('stranger').id;
  for (const role of ['student', 'assistant', 'instructor'] as const)
    await setRole({ actorId, courseId, userId: is(role).id, role });
  await setRole({ actorId, courseId, userId: is('owner').id, role: 'assistant' });
  await setRole({ actorId, courseId: readersCourse, userId: is('reader').id, role: 'assistant' });
  await setSiteRole({ actorId, userId: is('instructor of the site').id, role: 'instructor' });
  await setSiteRole({ actorId, userId: is('administrator').id, role: 'administrator' });
});
afterAll(() => testDatabase.stop());

/** Whether the test before was refused, and changed nothing: then there is nothing to make anew. */
let isAsMade = false;
beforeEach(async () => {
  if (isAsMade) {
    isAsMade = false;
    return;
  }
  await rawClient()`delete from usage`;
  await rawClient()`delete from package`;
  const owner = is('owner');
  const made = await createPackage({
    ...{ actorId: owner.id, name: 'lifo', kind: 'exercise', title: 'LIFO', home: 'own/lifo', origin: null },
    files: FILES,
  });
  packageId = made.id;
  await setEditor({ actorId: owner.id, packageId, userId: is('editor').id, role: 'editor' });
  await setShared({ actorId: owner.id, packageId, courseId: readersCourse, isShared: true });
  await addCommentAs({ packageId, path: null, line: null, text: 'By the owner' }, owner);
  version = (await keepDraftAs({ packageId }, owner)).version;
  await saveFileAs({ packageId, path: 'judge.ts', text: '// judge\n', baseRevision: 0 }, owner);
});

const archiveOf = (files: ReadonlyMap<string, string>) => packPackage(files);
const texts = async () => textsOf(await draftFiles(packageId));
const begin = (user: User) =>
  beginPackage({ name: 'new', title: 'New', begin: { from: 'empty', kind: 'exercise' } }, user);

const BEGINS: readonly Who[] = ['instructor', 'instructor of the site', 'administrator'];
const READ: readonly Who[] = ['reader', 'editor', 'owner', 'administrator'];
const WRITE: readonly Who[] = ['editor', 'owner', 'administrator'];
const MANAGE: readonly Who[] = ['owner', 'administrator'];

const ACTIONS: readonly {
  readonly name: string;
  readonly may: readonly Who[];
  readonly act: (user: User) => Promise<unknown>;
}[] = [
  { name: 'begin a package', may: BEGINS, act: begin },
  {
    name: 'begin from this package',
    // A reader who is no instructor begins nothing.
    may: ['administrator'],
    act: (user) => beginPackage({ name: 'new', title: 'New', begin: { from: 'package', packageId } }, user),
  },
  {
    name: 'save a file',
    may: WRITE,
    act: (user) => saveFileAs({ packageId, path: 'new.ts', text: 'new', baseRevision: 0 }, user),
  },
  { name: 'keep the draft', may: WRITE, act: (user) => keepDraftAs({ packageId }, user) },
  { name: 'restore a version', may: WRITE, act: (user) => restoreVersionAs({ packageId, version }, user) },
  {
    name: 'put up an archive',
    may: WRITE,
    act: (user) => importArchiveAs({ packageId, archive: archiveOf(FILES) }, user),
  },
  {
    name: 'add an editor',
    may: MANAGE,
    act: (user) => addEditorAs({ packageId, email: is('student').email.toUpperCase(), role: 'editor' }, user),
  },
  {
    name: 'make an editor an owner',
    may: MANAGE,
    act: (user) => setEditorAs({ packageId, userId: is('editor').id, role: 'owner' }, user),
  },
  {
    name: 'remove an editor',
    // He himself may leave.
    may: WRITE,
    act: (user) => setEditorAs({ packageId, userId: is('editor').id, role: null }, user),
  },
  {
    name: 'share it with a course of which one is staff',
    // The administrator is not.
    may: ['owner'],
    act: (user) => setSharedAs({ packageId, courseId, isShared: true }, user),
  },
  {
    name: 'share it no longer',
    may: MANAGE,
    act: (user) => setSharedAs({ packageId, courseId: readersCourse, isShared: false }, user),
  },
  {
    name: 'comment',
    may: READ,
    act: (user) => addCommentAs({ packageId, path: 'judge.ts', line: 1, text: 'Why?' }, user),
  },
  {
    name: "resolve another's comment",
    may: WRITE,
    async act(user) {
      const [{ id }] = await commentsOf(packageId);
      await resolveCommentAs({ packageId, commentId: id, isResolved: true }, user);
    },
  },
  { name: 'delete it', may: MANAGE, act: (user) => deletePackageAs({ packageId, name: 'lifo' }, user) },
];

const state = () =>
  rawClient()`select (select count(*) from audit_event) as audited,
    (select json_agg(package order by id) from package) as packages,
    (select json_agg(package_draft_file order by path) from package_draft_file) as files,
    (select json_agg(package_editor order by user_id) from package_editor) as editors,
    (select json_agg(package_share order by course_id) from package_share) as shares,
    (select json_agg(package_comment order by id) from package_comment) as comments,
    (select json_agg(package_version order by sequence) from package_version) as versions`;

describe.each(ACTIONS)('$name', ({ act, may }) => {
  it.each(WHO)('by %s', async (who) => {
    const before = await state();
    if (may.includes(who)) {
      await act(is(who));
      expect(await state()).not.toEqual(before);
    } else {
      await expect(act(is(who))).rejects.toThrow(Refusal);
      expect(await state()).toEqual(before);
      isAsMade = true;
    }
  });
});

describe('files', () => {
  it.each(['../a.ts', '/a.ts', 'a/../../b.ts', 'A.ts', 'a.js', 'con.ts', 'a/b/c/d.ts', ''])(
    'nothing is called %j',
    async (path) => {
      const before = await state();
      await expect(saveFileAs({ packageId, path, text: 'x', baseRevision: 0 }, is('owner'))).rejects.toThrow(
        Refusal,
      );
      expect(await state()).toEqual(before);
    },
  );

  it('are no longer than a file may be, and not more than a package may have', async () => {
    const save = (path: string, bytes: number) =>
      saveFileAs({ packageId, path, text: 'x'.repeat(bytes), baseRevision: 0 }, is('owner'));
    await expect(save('a.ts', 256 * 1024 + 1)).rejects.toThrow('262144');
    for (const path of ['a.ts', 'b.ts', 'c.ts']) await save(path, 256 * 1024);
    await expect(save('d.ts', 256 * 1024)).rejects.toThrow(Refusal);
  });

  it('that somebody else changed are told, not overwritten', async () => {
    const [before] = await draftFiles(packageId);
    const save = (text: string | null, who: Who) =>
      saveFileAs({ packageId, path: before.path, text, baseRevision: before.revision }, is(who));
    expect(await save('by the owner', 'owner')).toMatchObject({ kind: 'saved' });
    expect(await save('by the editor', 'editor')).toMatchObject({
      kind: 'conflict',
      text: 'by the owner',
      by: 'owner',
    });
    expect(await save(null, 'editor')).toMatchObject({ kind: 'conflict', text: 'by the owner' });
  });
});

describe('versions', () => {
  it('what was restored over is kept, and can be restored', async () => {
    const before = await texts();
    await restoreVersionAs({ packageId, version }, is('editor'));
    expect(await texts()).toEqual(FILES);
    const kept = (await versionsOf(packageId)).find(({ reason }) => reason === 'before restore');
    expect(await versionFiles(packageId, kept?.version ?? '')).toEqual(before);
    await restoreVersionAs({ packageId, version: kept?.version ?? '' }, is('owner'));
    expect(await texts()).toEqual(before);
  });

  it('an archive of the draft gives the same version', async () => {
    const before = await texts();
    const put = await importArchiveAs({ packageId, archive: archiveOf(before) }, is('editor'));
    expect(put.version).toBe(packageVersion(before));
    expect(await texts()).toEqual(before);
  });

  it('a bad archive, or one of the other kind, changes nothing', async () => {
    const before = await state();
    for (const archive of [new Uint8Array(0), Buffer.from('AAAA'), archiveOf(new Map([['question.ts', '']]))])
      await expect(importArchiveAs({ packageId, archive }, is('owner'))).rejects.toThrow(Refusal);
    expect(await state()).toEqual(before);
  });
});

describe('beginning', () => {
  it("from another's package shows where it is from", async () => {
    const { packageId: made } = await beginPackage(
      { name: 'mine', title: 'Mine', begin: { from: 'package', packageId } },
      is('administrator'),
    );
    expect((await packageStanding(made, is('administrator').id))?.package).toMatchObject({
      ...{ name: 'mine', title: 'Mine', home: 'own/mine' },
      origin: `${packageId}/lifo@${packageVersion(await texts())}`,
    });
  });

  it('from what cannot be read, or is nothing, makes nothing', async () => {
    const before = await state();
    const instructor = is('instructor');
    for (const from of [
      { from: 'package', packageId },
      { from: 'package', packageId: 'own-aaaaaaaaaa' },
      { from: 'catalogue', item: '../db/schema' },
      { from: 'catalogue', item: 'scheduling/../../db' },
      { from: 'archive', archive: Buffer.from('AAAA'), chapter: 'own' },
      { from: 'archive', archive: archiveOf(FILES), chapter: '../db' },
    ] as const)
      await expect(beginPackage({ name: 'new', title: 'New', begin: from }, instructor)).rejects.toThrow(
        Refusal,
      );
    expect(await state()).toEqual(before);
  });
});

it('the last owner stays, and who is no account is told', async () => {
  const owner = is('owner');
  await expect(setEditorAs({ packageId, userId: owner.id, role: null }, owner)).rejects.toThrow(
    authorWords.lastOwner,
  );
  await expect(
    addEditorAs({ packageId, email: 'nobody@example.com', role: 'editor' }, owner),
  ).rejects.toThrow(words.administration.noAccount);
});

it('a package is deleted by its name, and not once it was given to students', async () => {
  const owner = is('owner');
  await expect(deletePackageAs({ packageId, name: 'fifo' }, owner)).rejects.toThrow(authorWords.wrongName);
  await rawClient()`update package set published_version = 'x', published_entry = '{}', published_at = now() where id = ${packageId}`;
  await expect(deletePackageAs({ packageId, name: 'lifo' }, owner)).rejects.toThrow(authorWords.wasPublished);
});

it('a preview is sanitised, and for readers only', async () => {
  const markdown = '**bold** <script>alert(1)</script> <img src=x onerror=alert(1)>';
  const html = await previewAs({ packageId, markdown }, is('reader'));
  expect(html).toContain('<strong>bold</strong>');
  expect(html).not.toMatch(/<script|onerror/);
  await expect(previewAs({ packageId, markdown }, is('instructor'))).rejects.toThrow(authorWords.noPackage);
});

it('a question without code is begun with one that shows variants, sanitised, and to readers only', async () => {
  const begun = await beginPackage({ name: 'new', title: 'New', begin: { from: 'form' } }, is('instructor'));
  const [{ path, text: json }] = await draftFiles(begun.packageId);
  expect(path).toBe('question.json');
  const mine = await sampleAs({ ...begun, json, seed: '1' }, is('instructor'));
  expect(mine).toMatchObject({ variant: { parts: [{ id: 'wait' }] }, answers: [{ id: 'wait' }] });

  const picture = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>';
  await saveFileAs({ packageId, path: 'a.svg', text: picture, baseRevision: 0 }, is('owner'));
  const written = { ...JSON.parse(json), pictures: [{ file: 'a.svg', alternative: 'A' }] };
  const sample = (prompt: string, user: User) =>
    sampleAs({ packageId, json: JSON.stringify({ ...written, prompt }), seed: '1' }, user);
  const shown = await sample('**bold** <script>alert(1)</script>', is('reader'));
  if ('problem' in shown) throw new Error(shown.problem);
  expect(shown.variant.promptHtml).toContain('<strong>bold</strong>');
  expect(shown.variant.promptHtml).not.toContain('<script');
  expect(shown.variant.pictures).toHaveLength(1);
  // The right answer is nowhere in what students are shown.
  expect(JSON.stringify(shown.variant.parts)).not.toContain('answer');
  expect(await sample('{{nothing}}', is('reader'))).toEqual({
    problem: 'prompt: nothing: there is no variable nothing here',
  });
  await expect(sample('A', is('instructor'))).rejects.toThrow(authorWords.noPackage);
});

describe('comments', () => {
  const comment = (user: User) => addCommentAs({ packageId, path: null, line: null, text: 'Again' }, user);
  /** Written by somebody else, before. */
  const filled = (count: number, user: User) => rawClient()`
    insert into package_comment (id, package_id, user_id, text)
    select gen_random_uuid()::text, ${packageId}, ${user.id}, 'Again' from generate_series(1, ${count})`;
  const count = async () => (await commentsOf(packageId)).length;

  it('of somebody who only reads a package are so many, however many come at once', async () => {
    await filled(MAXIMUM_READER_COMMENTS - 2, is('reader'));
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => comment(is('reader'))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(comment(is('reader'))).rejects.toThrow(`You have written ${MAXIMUM_READER_COMMENTS}`);
    await comment(is('editor'));
    expect(await count()).toBe(1 + MAXIMUM_READER_COMMENTS + 1);
  });

  it('of readers together leave room for those who write the package', async () => {
    // The owner has written one.
    await filled(MAXIMUM_COMMENTS - COMMENTS_KEPT_FOR_WRITERS - 1, is('administrator'));
    await expect(comment(is('reader'))).rejects.toThrow(authorWords.tooManyComments);
    for (const who of ['editor', 'owner', 'administrator'] as const) await comment(is(who));
    await filled(MAXIMUM_COMMENTS - (await count()), is('administrator'));
    await expect(comment(is('owner'))).rejects.toThrow(authorWords.tooManyComments);
    expect(await count()).toBe(MAXIMUM_COMMENTS);
  });
});

it('versions, which are kept for good, are so many an hour', async () => {
  const editor = is('editor');
  const { count } = ALLOWANCES['package version'][0];
  await rawClient()`delete from usage where user_id = ${editor.id}`;
  for (let i = 0; i < count; i++) await keepDraftAs({ packageId }, editor);
  for (const more of [
    () => keepDraftAs({ packageId }, editor),
    () => restoreVersionAs({ packageId, version }, editor),
    () => importArchiveAs({ packageId, archive: archiveOf(FILES) }, editor),
  ])
    await expect(more()).rejects.toThrow(`You have kept ${count} versions`);
});

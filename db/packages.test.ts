/**
 * Guarantee: what two authors write at once is never lost unseen; a version never changes; a package is found by those to
 * whom it is given and by nobody else, and one that was given to students cannot be deleted.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, startTestDatabase, type TestDatabase } from '../tests/postgres';
import { createToken, endToken, MAXIMUM_TOKENS, ownerOfToken, tokensOf } from './author-tokens';
import { rawClient } from './client';
import { ensureCourse } from './courses';
import { takeAllowance } from './limits';
import { addComment, commentsOf, setResolved } from './package-comments';
import { draftFiles, replaceDraft, saveDraftFile } from './package-drafts';
import {
  checkThatHolds,
  endPackageRun,
  latestCheck,
  orderRun,
  packageRunById,
  startPackageRun,
} from './package-runs';
import { keepVersion, versionFiles, versionsOf } from './package-versions';
import {
  createPackage,
  deletePackage,
  editorsOf,
  itemOf,
  packageOf,
  packageStanding,
  packagesOf,
  setEditor,
  setShared,
  sharedWith,
} from './packages';
import {
  itemsGivenTo,
  judgingPackage,
  publicationsOf,
  publish,
  publishedItem,
  publishedVariant,
  withdraw,
} from './publications';

let testDatabase: TestDatabase;
let author: string;
let other: string;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  author = await addUser('Author');
  other = await addUser('Other');
});
afterAll(() => testDatabase.stop());

const BOUNDS = { files: 3, bytes: 100 };
const TEXTS = new Map([
  ['exercise.ts', 'one'],
  ['hints.md', 'two'],
]);

const made = (name = 'lifo', files: ReadonlyMap<string, string> = TEXTS) =>
  createPackage({
    ...{ actorId: author, name, kind: 'exercise', title: name },
    ...{ home: `own/${name}`, origin: null, files },
  });

const textsOf = async (packageId: string) =>
  Object.fromEntries((await draftFiles(packageId)).map(({ path, text }) => [path, text]));

async function kept(packageId: string, version: string, files = TEXTS): Promise<void> {
  await keepVersion({ packageId, version, files, reason: 'checked', userId: author });
}

const given = (packageId: string, courseId: string | null, version = 'v1') =>
  publish({
    ...{ actorId: author, packageId, courseId, version, title: 'Last in, first out' },
    ...{ entry: { title: 'Last in, first out' }, variants: ['a', 'b', 'c'] },
  });

describe('a draft', () => {
  it('is saved file by file, against what it was made from', async () => {
    const { id: packageId } = await made();
    const save = (userId: string, text: string | null, baseRevision: number, path = 'hints.md') =>
      saveDraftFile({ packageId, userId, path, text, baseRevision, bounds: BOUNDS });
    const [, hints] = await draftFiles(packageId);
    const first = await save(author, 'mine', hints?.revision ?? -1);
    expect(first.kind).toBe('saved');
    expect(await save(other, 'his', hints?.revision ?? -1)).toEqual({
      ...{ kind: 'conflict', text: 'mine', by: 'Author' },
      revision: first.kind === 'saved' ? first.revision : 0,
    });
    expect(await textsOf(packageId)).toEqual({ 'exercise.ts': 'one', 'hints.md': 'mine' });
    // The same text is no conflict.
    expect((await save(other, 'mine', 0)).kind).toBe('saved');
  });

  it('tells that a file was removed, and takes no old revision for a new file of its name', async () => {
    const { id: packageId } = await made();
    const save = (text: string | null, baseRevision: number) =>
      saveDraftFile({ packageId, userId: other, path: 'hints.md', text, baseRevision, bounds: BOUNDS });
    const before = (await draftFiles(packageId))[1]?.revision ?? -1;
    expect((await save(null, before)).kind).toBe('saved');
    expect(await save('late', before)).toMatchObject({ kind: 'conflict', text: null, revision: 0 });
    expect((await save('anew', 0)).kind).toBe('saved');
    expect(await save('late', before)).toMatchObject({ kind: 'conflict', text: 'anew' });
  });

  it('keeps its bounds, whoever saves at the same time', async () => {
    const { id: packageId } = await made();
    const save = (path: string, text: string) =>
      saveDraftFile({ packageId, userId: author, path, text, baseRevision: 0, bounds: BOUNDS });
    const saved = await Promise.all(['a.ts', 'b.ts', 'c.ts', 'd.ts'].map((path) => save(path, 'x')));
    expect(saved.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
    expect((await save('hints.md', 'x'.repeat(200))).kind).toBe('conflict');
    const { revision } = (await draftFiles(packageId)).find(({ path }) => path === 'hints.md') as {
      revision: number;
    };
    const long = { path: 'hints.md', text: 'x'.repeat(200), baseRevision: revision, bounds: BOUNDS };
    expect(await saveDraftFile({ packageId, userId: author, ...long })).toEqual({ kind: 'too much' });
    await expect(save('e.ts', 'a\0b')).rejects.toThrow('NUL');
  });

  it('can be replaced as a whole', async () => {
    const { id: packageId } = await made();
    await replaceDraft({ packageId, userId: other, files: new Map([['question.json', '{}']]) });
    expect(await textsOf(packageId)).toEqual({ 'question.json': '{}' });
  });
});

describe('versions', () => {
  it('stay as they were, share texts, and are listed newest first', async () => {
    const { id: packageId } = await made();
    await kept(packageId, 'v1');
    await kept(packageId, 'v2', new Map([...TEXTS, ['hints.md', 'three']]));
    await kept(packageId, 'v1', new Map([['exercise.ts', 'another text of the same name']]));
    expect(await versionFiles(packageId, 'v1')).toEqual(TEXTS);
    expect((await versionsOf(packageId)).map(({ version }) => version)).toEqual(['v1', 'v2']);
    expect(await versionFiles(packageId, 'v3')).toBeNull();
    const [{ count }] = await rawClient()`select count(*)::int from package_file where text = 'one'`;
    expect(count).toBe(1);
  });
});

describe('who may what', () => {
  it('knows owners and editors, and keeps an owner', async () => {
    const { id: packageId } = await made();
    const change = (userId: string, role: 'owner' | 'editor' | null) =>
      setEditor({ actorId: author, packageId, userId, role });
    expect((await packageStanding(packageId, other))?.role).toBeNull();
    expect(await change(other, 'editor')).toBe('done');
    expect((await packageStanding(packageId, other))?.role).toBe('editor');
    expect(await change(author, 'editor')).toBe('last owner');
    expect(await change(author, null)).toBe('last owner');
    expect(await change(other, 'owner')).toBe('done');
    expect(await change(author, null)).toBe('done');
    expect((await editorsOf(packageId)).map(({ userId }) => userId)).toEqual([other]);
    expect(await packageStanding('own-aaaaaaaaaa', author)).toBeNull();
  });

  it('lets the staff of a course read what is shared with it, and its students not', async () => {
    const course = await ensureCourse('readers', 'Readers');
    const assistant = await addUser('Assistant', { courseSlug: 'readers', role: 'assistant' });
    const student = await addUser('Student', { courseSlug: 'readers', role: 'student' });
    const { id: packageId } = await made('shared');
    const reads = async (userId: string) => (await packageStanding(packageId, userId))?.isReader;
    const lists = async (userId: string) => (await packagesOf(userId)).some(({ id }) => id === packageId);
    expect(await reads(assistant)).toBe(false);
    await setShared({ actorId: author, packageId, courseId: course.id, isShared: true });
    expect([await reads(assistant), await reads(student)]).toEqual([true, false]);
    expect([await lists(assistant), await lists(student), await lists(author)]).toEqual([true, false, true]);
    expect(await sharedWith(packageId)).toEqual([{ courseId: course.id, title: 'Readers' }]);
    await setShared({ actorId: author, packageId, courseId: course.id, isShared: false });
    expect(await reads(assistant)).toBe(false);
  });
});

describe('publishing', () => {
  it('shows a package to those to whom it is given', async () => {
    const course = await ensureCourse('given', 'Given');
    const student = await addUser('Student', { courseSlug: 'given', role: 'student' });
    const { id: packageId, name } = await made();
    const item = itemOf({ id: packageId, name });
    const seenBy = async (userId: string | null) => (await publishedItem(item, userId)) !== null;
    await kept(packageId, 'v1');
    expect(await judgingPackage(item)).toBeNull();
    await given(packageId, course.id);
    expect([await seenBy(student), await seenBy(other), await seenBy(null), await seenBy(author)]).toEqual([
      ...[true, false, false, true],
    ]);
    expect((await itemsGivenTo(course.id)).map((each) => each.packageId)).toContain(packageId);
    expect(await publishedItem(`${packageId}/fifo`, student)).toBeNull();
    expect((await publicationsOf(packageId)).map(({ title }) => title)).toEqual(['Given']);
    await withdraw({ actorId: author, packageId, courseId: course.id });
    expect([await seenBy(student), (await itemsGivenTo(course.id)).length]).toEqual([false, 0]);
    // What was handed in is graded all the same.
    expect((await judgingPackage(item))?.version).toBe('v1');
    expect(await deletePackage({ actorId: author, packageId })).toBe('published');
    await given(packageId, null);
    expect([await seenBy(other), await seenBy(null)]).toEqual([true, true]);
    expect(await publishedVariant(packageId, 4)).toBe('b');
  });

  it('is possible for a version whose promises held', async () => {
    const { id: packageId } = await made();
    await kept(packageId, 'v1');
    const order = {
      packageId,
      version: 'v1',
      userId: author,
      kind: 'check',
      order: { mutants: false },
    } as const;
    const broken = await orderRun(order);
    expect((await startPackageRun(broken))?.files).toEqual(TEXTS);
    await endPackageRun(broken, { state: 'done', outcome: { kind: 'refused' }, holds: false });
    expect(await checkThatHolds(packageId, 'v1')).toBeNull();
    const whole = await orderRun(order);
    const newer = await orderRun(order);
    expect((await packageRunById(whole))?.state).toBe('superseded');
    expect(await startPackageRun(whole)).toBeNull();
    await startPackageRun(newer);
    await endPackageRun(newer, { state: 'done', outcome: {}, holds: true });
    expect((await checkThatHolds(packageId, 'v1'))?.id).toBe(newer);
    expect((await latestCheck(packageId))?.id).toBe(newer);
    expect(await checkThatHolds(packageId, 'v2')).toBeNull();
  });

  it('lets whoever asked for many checks lately wait behind whoever asks for his first', async () => {
    const { id: packageId } = await made();
    await kept(packageId, 'v1');
    const priorityOf = async (userId: string) => {
      const order = { mutants: false };
      const run = await orderRun({ packageId, version: 'v1', userId, kind: 'check', order });
      const [job] =
        await rawClient()`select priority from graphile_worker.jobs where key = ${`check:${run}`}`;
      return job?.priority;
    };
    const busy = await addUser('Busy');
    for (let i = 0; i < 20; i++) await takeAllowance(busy, 'check');
    expect(await priorityOf(busy)).toBeGreaterThan(await priorityOf(await addUser('First')));
  });

  it('can be undone as long as nobody was given anything', async () => {
    const { id: packageId } = await made();
    expect(await deletePackage({ actorId: author, packageId })).toBe('done');
    expect(await packageStanding(packageId, author)).toBeNull();
  });
});

describe('tokens', () => {
  it('are known to their owner alone, once, and until they end', async () => {
    const create = () => createToken({ userId: author, name: 'ci', days: 30 });
    const first = await create();
    const token = typeof first === 'string' ? '' : first.token;
    expect(await ownerOfToken(token)).toBe(author);
    expect(await ownerOfToken(`${token}x`)).toBeNull();
    const [{ id }] = await tokensOf(author);
    await endToken(other, id);
    expect(await ownerOfToken(token)).toBe(author);
    await rawClient()`update author_token set expires_at = now() - interval '1 second'`;
    expect(await ownerOfToken(token)).toBeNull();
    await endToken(author, id);
    const many = await Promise.all(Array.from({ length: MAXIMUM_TOKENS + 2 }, create));
    expect(many.filter((each) => each === 'too many')).toHaveLength(2);
  });
});

it('comments stay with the draft until they are resolved', async () => {
  const { id: packageId } = await made();
  await addComment(
    { packageId, userId: other, path: 'hints.md', line: 3, text: 'Too much is said here.' },
    false,
  );
  const [comment] = await commentsOf(packageId);
  expect(comment).toMatchObject({ by: 'Other', path: 'hints.md', line: 3, resolvedAt: null });
  await setResolved(packageId, comment?.id ?? '', true);
  expect((await commentsOf(packageId))[0]?.resolvedAt).not.toBeNull();
});

it('a package is told from a chapter by its name', () => {
  expect(packageOf('own-3k2m8x9q4t/lifo')).toBe('own-3k2m8x9q4t');
  for (const item of ['scheduling/round-robin', 'own-/lifo', 'own-3k2m8x9q4t0/lifo', '', 'own-3K2M8X9Q4T/x'])
    expect(packageOf(item)).toBeNull();
});

/**
 * Guarantee: only a version that holds and whose list is answered is given to students, only by who may write it, and only
 * to courses that he teaches; what is refused changes nothing, and what is done is in the audit.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { rawClient } from '../../../db/client';
import { ensureCourse, setRole } from '../../../db/courses';
import { reviewOf } from '../../../db/package-reviews';
import { endPackageRun, orderRun } from '../../../db/package-runs';
import { keepVersion } from '../../../db/package-versions';
import { createPackage, packageStanding, setEditor } from '../../../db/packages';
import { publicationsOf, publish as publishTo, reachOf } from '../../../db/publications';
import { setSiteRole } from '../../../db/site-roles';
import type { CheckedQuestion, CheckOutcome } from '../../../grader/packages/package-outcome';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import type { User } from '../../viewer';
import { authorWords } from '../words';
import { pointChange } from './point-change';
import { answerReviewAs, publishAs, withdrawAs } from './publish-changes';
import { REVIEW_QUESTIONS } from './review-questions';
import { publishWords as words } from './words';

const [OWN, OTHER] = ['own-course', 'other-course'];

let testDatabase: TestDatabase;
/** Writes it and teaches OWN; teaches OTHER and does not write it; writes it and is a student; administrates. */
let author: User;
let teacher: User;
let assistant: User;
let administrator: User;
let packageId: string;

async function person(
  name: string,
  courseSlug?: string,
  role: 'instructor' | 'student' = 'instructor',
): Promise<User> {
  const id = await addUser(name, courseSlug === undefined ? undefined : { courseSlug, role });
  return { id, name, email: `${id}@example.com` };
}

beforeAll(async () => {
  testDatabase = await startTestDatabase();
  for (const slug of [OWN, OTHER]) await ensureCourse(slug, slug);
  author = await person('Author', OWN);
  teacher = await person('Teacher', OTHER);
  assistant = await person('Assistant', OWN, 'student');
  administrator = await person('Administrator');
  await setSiteRole({ actorId: administrator.id, userId: administrator.id, role: 'administrator' });
});
afterAll(() => testDatabase.stop());

beforeEach(async () => {
  const made = await createPackage({
    ...{ actorId: author.id, name: 'lifo', kind: 'exercise', title: 'lifo', home: 'own/lifo', origin: null },
    files: new Map([['exercise.ts', 'one']]),
  });
  packageId = made.id;
  await setEditor({ actorId: author.id, packageId, userId: assistant.id, role: 'editor' });
});

async function checked(version: string, holds: boolean): Promise<void> {
  const of = { packageId, version, userId: author.id };
  await keepVersion({ ...of, files: new Map([['exercise.ts', version]]), reason: 'checked' });
  const runId = await orderRun({ ...of, kind: 'check', order: { mutants: false } });
  const outcome = { kind: 'exercise', report: {}, entry: { title: `LIFO ${version}` } };
  await endPackageRun(runId, { state: 'done', outcome, holds });
}

async function reviewed(version: string): Promise<void> {
  for (const { name } of REVIEW_QUESTIONS.exercise)
    await answerReviewAs({ packageId, version, question: name, isSo: true, note: 'Ben' }, author);
}

const publish = (version: string, to: readonly (string | null)[], user = author) =>
  publishAs({ packageId, version, to }, user);
const givenTo = async () => (await publicationsOf(packageId)).map(({ slug }) => slug);
const audited = async (action: string) => {
  const [{ count }] = await rawClient()`
    select count(*)::int from audit_event where action = ${action} and subject = ${`package:${packageId}`}`;
  return count as number;
};

describe('publishing', () => {
  it('needs a check that holds and an answered list, of this very version', async () => {
    await checked('v1', false);
    await expect(publish('v1', [OWN])).rejects.toThrow(words.doesNotHold);
    await checked('v2', true);
    await expect(publish('v2', [OWN])).rejects.toThrow(words.notReviewed);
    await reviewed('v2');
    await checked('v3', true);
    await expect(publish('v3', [OWN])).rejects.toThrow(words.notReviewed);
    expect([await givenTo(), await audited('package.publish')]).toEqual([[], 0]);
    await publish('v2', [OWN]);
    expect([await givenTo(), await audited('package.publish')]).toEqual([[OWN], 1]);
    const standing = await packageStanding(packageId, author.id);
    expect(standing?.package).toMatchObject({ title: 'LIFO v2', publishedVersion: 'v2' });
  });

  it('is for who writes it and teaches the course; the catalogue is an administrator’s', async () => {
    await checked('v1', true);
    await reviewed('v1');
    await expect(publish('v1', [])).rejects.toThrow(words.nowhere);
    await expect(publish('v1', [OTHER])).rejects.toThrow(words.noCourse);
    await expect(publish('v1', [OWN, OTHER])).rejects.toThrow(words.noCourse);
    await expect(publish('v1', ['no-course'])).rejects.toThrow(words.noCourse);
    await expect(publish('v1', [null])).rejects.toThrow(words.notCatalogue);
    await expect(publish('v1', [OWN], assistant)).rejects.toThrow(words.noCourse);
    await expect(publish('v1', [OTHER], teacher)).rejects.toThrow(authorWords.noPackage);
    expect(await givenTo()).toEqual([]);
    await publish('v1', [OTHER, null], administrator);
    expect((await givenTo()).toSorted()).toEqual([OTHER, null].toSorted());
  });

  it('replaces nothing in the catalogue for somebody who is no administrator', async () => {
    for (const version of ['v1', 'v2']) {
      await checked(version, true);
      await reviewed(version);
    }
    await publish('v1', [null], administrator);
    await expect(publish('v2', [OWN])).rejects.toThrow(words.inCatalogue);
    expect(await givenTo()).toEqual([null]);
    await publish('v1', [OWN]);
    await publish('v2', [OWN], administrator);
    expect((await packageStanding(packageId, author.id))?.package.publishedVersion).toBe('v2');
  });
});

describe('a version that replaces another', () => {
  it('reaches all who have it but those from whom it is taken back, and whom its author saw', async () => {
    for (const version of ['v1', 'v2', 'v3']) {
      await checked(version, true);
      await reviewed(version);
    }
    const second = await ensureCourse('second-course', 'second-course');
    await setRole({ actorId: author.id, courseId: second.id, userId: author.id, role: 'instructor' });
    await publish('v1', [OWN, OTHER], administrator);
    const other = (
      to: readonly (string | null)[],
      takenBack: readonly (string | null)[],
      reaches: readonly (string | null)[],
    ) => publishAs({ packageId, version: 'v2', to, takenBack, reaches }, author);
    await expect(other([OWN], [], [OWN])).rejects.toThrow(words.otherReach);
    await expect(other([OWN], [], [OWN, OTHER, null])).rejects.toThrow(words.otherReach);
    await expect(other([OWN], [OTHER], [OWN])).rejects.toThrow(words.noCourse);
    expect((await packageStanding(packageId, author.id))?.package.publishedVersion).toBe('v1');
    const reached = await other(['second-course'], [OWN], ['second-course', OTHER]);
    expect(reached).toEqual([OTHER, 'second-course']);
    expect((await givenTo()).toSorted()).toEqual(reached);
    expect((await packageStanding(packageId, author.id))?.package.publishedVersion).toBe('v2');
    expect(await publishAs({ packageId, version: 'v3', to: [OWN] }, author)).toHaveLength(3);
  });

  it('is told with how many students worked on the one before, there', async () => {
    await checked('v1', true);
    await reviewed('v1');
    await publish('v1', [OWN, OTHER, null], administrator);
    const item = `${packageId}/lifo`;
    for (const [name, course] of [
      ['Ada', OWN],
      ['Ben', OWN],
      ['Eve', undefined],
    ] as const) {
      const { id } = await person(name, course, 'student');
      await rawClient()`insert into best_score values (${id}, 'exercise', ${item}, 1, 2, 1)`;
    }
    const reach = await reachOf(packageId, item, 'exercise');
    expect(reach.map(({ slug, handedIn }) => [slug, handedIn])).toEqual([
      [OTHER, 0],
      [OWN, 2],
      [null, 3],
    ]);
    expect((await reachOf(packageId, item, 'question')).every(({ handedIn }) => handedIn === 0)).toBe(true);
  });
});

it('what a new version of a question is worth is told where that changes', async () => {
  const worth = (...points: number[]) => {
    const parts = points.map((each) => ({ points: each }));
    return { kind: 'question', variants: [{ parts }, { parts: [] }] } as unknown as CheckOutcome;
  };
  expect(await pointChange(packageId, worth(1))).toBeNull();
  const { variants } = worth(1, 1.5) as CheckedQuestion;
  const published = { version: 'v1', title: 'A', entry: {}, variants };
  await publishTo({ actorId: author.id, packageId, courseId: null, ...published });
  expect(await pointChange(packageId, worth(2.5))).toBeNull();
  expect(await pointChange(packageId, worth(3, 1))).toEqual({ before: 2.5, now: 4 });
  expect(await pointChange(packageId, { kind: 'refused', problems: [] })).toBeNull();
});

describe('taking back', () => {
  it('is for who teaches the course, also where he does not write it', async () => {
    await checked('v1', true);
    await reviewed('v1');
    await publish('v1', [OWN, OTHER], administrator);
    const takeBack = (from: string | null, user: User) => withdrawAs({ packageId, from }, user);
    await expect(takeBack(OTHER, author)).rejects.toThrow(words.noCourse);
    await expect(takeBack(OWN, assistant)).rejects.toThrow(words.noCourse);
    await expect(takeBack(OWN, await person('Stranger', 'third-course'))).rejects.toThrow(
      authorWords.noPackage,
    );
    expect(await givenTo()).toHaveLength(2);
    await takeBack(OTHER, teacher);
    await takeBack(OWN, author);
    expect([await givenTo(), await audited('package.withdraw')]).toEqual([[], 2]);
  });
});

describe('the list', () => {
  it('is answered with a note where one is needed, by who writes it, of a version that holds', async () => {
    await checked('v1', true);
    const answer = (question: string, isSo: boolean, note: string, user = author) =>
      answerReviewAs({ packageId, version: 'v1', question, isSo, note }, user);
    await expect(answer('rules', true, '', teacher)).rejects.toThrow(authorWords.noPackage);
    await expect(answer('prompt', true, '')).rejects.toThrow(words.unknownQuestion);
    await expect(
      answerReviewAs({ packageId, version: 'v9', question: 'rules', isSo: true, note: '' }, author),
    ).rejects.toThrow(words.doesNotHold);
    for (const { name } of REVIEW_QUESTIONS.exercise) await answer(name, true, '');
    await expect(publish('v1', [OWN])).rejects.toThrow(words.notReviewed); // solved by nobody that is named
    await answer('solved', false, '  ', assistant);
    await expect(publish('v1', [OWN])).rejects.toThrow(words.notReviewed);
    await answer('solved', false, ' Nobody had the time. ', assistant);
    await publish('v1', [OWN]);
    const solved = (await reviewOf(packageId, 'v1')).find(({ question }) => question === 'solved');
    expect(solved).toMatchObject({ isSo: false, note: 'Nobody had the time.', by: 'Assistant' });
  });
});

/**
 * Guarantee: a draft is checked and its solutions tried for those who may, and for nobody else, whatever their browser
 * sends; what is checked is the draft as it was kept, and marking is that of the variants which the check made.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { endPackageRun, packageRunById, startPackageRun } from '../../../db/package-runs';
import { versionFiles, versionsOf } from '../../../db/package-versions';
import { createPackage, setEditor } from '../../../db/packages';
import type { Question } from '../../../exercises/question-definition';
import { packageVersion } from '../../../grader/packages/package-files';
import { addUser, startTestDatabase, type TestDatabase } from '../../../tests/postgres';
import type { User } from '../../viewer';
import { markVariantAs, orderCheckAs, shownVariantAs, tryDraftAs, trySolutionAs } from './check-changes';
import { checkWords as words } from './words';

let testDatabase: TestDatabase;
let author: User;
let editor: User;
let stranger: User;
beforeAll(async () => {
  testDatabase = await startTestDatabase();
  [author, editor, stranger] = await Promise.all(['Author', 'Editor', 'Stranger'].map(person));
});
afterAll(() => testDatabase.stop());

async function person(name: string): Promise<User> {
  const id = await addUser(name);
  return { id, name, email: `${id}@example.com` };
}

const FILES = new Map([['exercise.ts', 'one']]);
async function made(files: ReadonlyMap<string, string> = FILES): Promise<string> {
  const { id } = await createPackage({
    ...{ actorId: author.id, name: 'lifo', kind: 'exercise', title: 'LIFO', home: 'own/lifo', origin: null },
    files,
  });
  await setEditor({ actorId: author.id, packageId: id, userId: editor.id, role: 'editor' });
  return id;
}

describe('a check', () => {
  it('keeps the draft as a version and is asked for by an editor', async () => {
    const packageId = await made();
    const { runId } = await orderCheckAs({ packageId, mutants: true }, editor);
    const version = packageVersion(FILES);
    expect(await packageRunById(runId)).toMatchObject({ packageId, version, kind: 'check', state: 'queued' });
    expect(await versionFiles(packageId, version)).toEqual(FILES);
    expect((await startPackageRun(runId))?.order).toEqual({ mutants: true });
    expect(await versionsOf(packageId)).toMatchObject([{ version, reason: 'checked', by: 'Editor' }]);
  });

  it('is refused to everybody else, and of nothing', async () => {
    const packageId = await made(new Map());
    await expect(orderCheckAs({ packageId, mutants: false }, stranger)).rejects.toThrow(words.noPackage);
    await expect(orderCheckAs({ packageId: 'own-none', mutants: false }, author)).rejects.toThrow(
      words.noPackage,
    );
    await expect(orderCheckAs({ packageId, mutants: false }, author)).rejects.toThrow(words.empty);
    expect(await versionsOf(packageId)).toEqual([]);
  });
});

describe('a solution of the package', () => {
  it('is tried on a version that is there, by those who may read it', async () => {
    const packageId = await made();
    await orderCheckAs({ packageId, mutants: false }, author);
    const of = { packageId, version: packageVersion(FILES), solution: 'wrong/fifo.ts' };
    const { runId } = await trySolutionAs(of, editor);
    expect((await startPackageRun(runId))?.order).toEqual({ solution: 'wrong/fifo.ts' });
    await expect(trySolutionAs(of, stranger)).rejects.toThrow(words.noPackage);
    await expect(trySolutionAs({ ...of, version: 'another' }, author)).rejects.toThrow(words.noPackage);
  });

  it('as a student would write it is tried likewise', async () => {
    const packageId = await made();
    await orderCheckAs({ packageId, mutants: false }, author);
    const of = { packageId, version: packageVersion(FILES), source: '// mine', cases: 'samples' as const };
    const { runId } = await tryDraftAs(of, editor);
    expect((await startPackageRun(runId))?.order).toEqual({ source: '// mine', cases: 'samples' });
    await expect(tryDraftAs(of, stranger)).rejects.toThrow(words.noPackage);
    await expect(tryDraftAs({ ...of, source: 'a\0b' }, editor)).rejects.toThrow('NUL');
  });
});

describe('marking', () => {
  const QUESTION: Question = {
    prompt: 'How many?',
    parts: [{ kind: 'number', id: 'n', label: 'Pages', points: 2, answer: 7, tolerance: 0, unit: '' }],
    explanation: 'Seven.',
  };

  it('is that of the variants of a check of this package', async () => {
    const packageId = await made();
    const other = await made();
    const { runId: checkId } = await orderCheckAs({ packageId, mutants: false }, author);
    const mark = (n: unknown, variant = 0, of = packageId, user = author) =>
      markVariantAs({ packageId: of, checkId, variant, responses: { n } }, user);
    await expect(mark('7')).rejects.toThrow(words.noPackage);
    const outcome = { kind: 'question', variants: [QUESTION] };
    await endPackageRun(checkId, { state: 'done', outcome, holds: true });
    expect(await mark('7')).toMatchObject({ mark: { points: 2, maxPoints: 2 } });
    expect(await mark('8')).toMatchObject({ mark: { points: 0 } });
    expect(await mark('many')).toMatchObject({ unreadable: [{ id: 'n' }] });
    const asked = await shownVariantAs({ packageId, checkId, variant: 0 }, editor);
    expect(JSON.stringify(asked)).not.toMatch(/answer|Seven/);
    await expect(shownVariantAs({ packageId, checkId, variant: 0 }, stranger)).rejects.toThrow(
      words.noPackage,
    );
    await expect(mark('7', 1)).rejects.toThrow(words.noPackage);
    await expect(mark('7', 0, other)).rejects.toThrow(words.noPackage);
    await expect(mark('7', 0, packageId, stranger)).rejects.toThrow(words.noPackage);
  });
});

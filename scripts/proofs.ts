/**
 * The record of what `npx runqueue check` has proved, exercises/proofs.json: for each exercise and question a hash of
 * all that the proof depends on: its folder, what it reaches in the simulator, the grader, the checker. With any of
 * them the hash changes, and the proof is due again.
 *
 * `npm test` proves what has none, and some of the others in turn (`inTurn`), so that what it takes does not grow with
 * the course. Which ones: by the record itself, so that the same commit always tests the same.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exerciseFolder, isQuestion, questionFolder, ROOT } from '../grader/library/exercise-library';
import { bundledText, exerciseVersion, graderVersion, hashTexts } from '../grader/library/versions';

const RECORD = join(ROOT, 'exercises/proofs.json');

type Proofs = Readonly<Record<string, string>>;

const recordText = () => (existsSync(RECORD) ? readFileSync(RECORD, 'utf8') : '{}');

let ofChecker: Promise<string> | undefined;

/** The version of all that a proof of an exercise or question depends on; 16 hexadecimal digits. */
async function proofVersion(id: string): Promise<string> {
  ofChecker ??= bundledText(['scripts/check-one']);
  const ofQuestion = isQuestion(id);
  const folder = ofQuestion ? questionFolder(id) : exerciseFolder(id);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const name = (file: string) => file.slice(folder.length).replaceAll('\\', '/');
  const reached = ofQuestion
    ? bundledText([`${folder.slice(ROOT.length + 1).replaceAll('\\', '/')}/question`])
    : exerciseVersion(id);
  return hashTexts([
    await ofChecker,
    await graderVersion(),
    await reached,
    ...files.flatMap((file) => [name(file), readFileSync(file, 'utf8')]),
  ]);
}

/** Those whose proof is not on record as they are now. */
export async function unproved(ids: readonly string[]): Promise<string[]> {
  const proofs: Proofs = JSON.parse(recordText());
  const versions = await Promise.all(ids.map(proofVersion));
  return ids.filter((id, i) => proofs[id] !== versions[i]);
}

/** Puts them on record, as they are now, and forgets what is not there any more. */
export async function recordProofs(proved: readonly string[], existing: readonly string[]): Promise<void> {
  const before: Proofs = JSON.parse(recordText());
  const versions = await Promise.all(proved.map(async (id) => [id, await proofVersion(id)] as const));
  const proofs: Proofs = { ...before, ...Object.fromEntries(versions) };
  const entries = existing.filter((id) => id in proofs).map((id) => [id, proofs[id]]);
  writeFileSync(RECORD, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

/**
 * So many of them, others with each record: what is tested of some exercises each time, and so of all in the end.
 * With RUNQUEUE_TEST_ALL=1 in the environment all of them.
 */
export function inTurn<Id extends string>(ids: readonly Id[], count: number): Id[] {
  if (process.env.RUNQUEUE_TEST_ALL === '1') return [...ids];
  const record = recordText();
  const place = (id: Id) => createHash('sha256').update(`${record}\n${id}`).digest('hex');
  const chosen = new Set(ids.toSorted((a, b) => place(a).localeCompare(place(b))).slice(0, count));
  return ids.filter((id) => chosen.has(id));
}

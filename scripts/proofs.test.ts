/** Guarantee: a proof on record is one of the exercise as it is, and what is tested in turn comes to all. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './project-root';

const IDS = ['scheduling/round-robin', 'memory/buddy-allocator', 'scheduling/next-burst'];

let copy: string;
let looks = 0;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'runqueue-proofs-'));
  for (const part of ['simulator', 'exercises', 'grader', 'scripts', 'package.json', 'tsconfig.json'])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  rmSync(join(copy, 'exercises/proofs.json'), { force: true });
});
afterAll(() => rmSync(copy, { recursive: true }));

/** Of the copy, loaded anew: it remembers the versions of checker and grader. */
async function proofs(): Promise<typeof import('./proofs')> {
  looks++;
  return import(/* @vite-ignore */ `${join(copy, 'scripts/proofs.ts')}?${looks}`);
}

async function unprovedAfter(file: string, change: (text: string) => string): Promise<string[]> {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(change(text)).not.toBe(text);
  writeFileSync(path, change(text));
  const unproved = await (await proofs()).unproved(IDS);
  writeFileSync(path, text);
  return unproved;
}

test('what has no proof on record, or changed since, is due', async () => {
  const { unproved, recordProofs } = await proofs();
  expect(await unproved(IDS)).toEqual(IDS);
  await recordProofs(IDS, IDS);
  expect(await unproved(IDS)).toEqual([]);
  const appended = (text: string) => (line: string) => `${line}\n${text}\n`;
  const folder = 'exercises/scheduling/round-robin';
  for (const file of ['statement.md', 'wrong.ts', 'hints.md'])
    expect(await unprovedAfter(`${folder}/${file}`, appended(''))).toEqual([IDS[0]]);
  expect(
    await unprovedAfter('exercises/scheduling/questions/next-burst/question.ts', appended('console.log(1);')),
  ).toEqual([IDS[2]]);
  expect(
    await unprovedAfter('exercises/scheduling/round-robin/judge.ts', appended('console.log(1);')),
  ).toEqual([IDS[0]]);
  expect(await unprovedAfter('grader/library/check-mutants.ts', appended('console.log(1);'))).toEqual(IDS);
  expect(await unprovedAfter('simulator/engine/random.ts', appended('// a comment'))).toEqual([]);
  expect(await unprovedAfter('scripts/commands/machine.ts', appended('console.log(1);'))).toEqual([]);
  await recordProofs([IDS[1]], IDS.slice(1));
  expect(await unproved(IDS)).toEqual([IDS[0]]);
});

test('others in turn with each record, as many as asked for', async () => {
  const { inTurn } = await proofs();
  const ids = Array.from({ length: 20 }, (_, i) => `chapter/${i}`);
  const seen = new Set<string>();
  for (let i = 0; i < 40; i++) {
    writeFileSync(join(copy, 'exercises/proofs.json'), `{"a":"${i}"}\n`);
    const chosen = inTurn(ids, 4);
    expect(chosen).toHaveLength(4);
    expect(chosen).toEqual(inTurn(ids, 4));
    expect(chosen.toSorted((a, b) => ids.indexOf(a) - ids.indexOf(b))).toEqual(chosen);
    for (const id of chosen) seen.add(id);
  }
  expect(seen.size).toBe(20);
  expect(inTurn(ids, 30)).toEqual(ids);
});

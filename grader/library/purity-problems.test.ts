/** Guarantee: what a run may not know is found wherever it stands, with its line, and names of one's own are not. */
import { expect, test } from 'vitest';
import { exerciseFolder } from './exercise-library';
import { impureUses, purityProblems } from './purity-problems';

const found = (text: string) => impureUses(text).map(({ line, what }) => `${line} ${what.split(':')[0]}`);

test.each([
  ['const now = Date.now();', ['1 uses Date']],
  ['\nconst pick = () => Math.random();', ['2 uses Math.random']],
  ["const sine = Math['sin'](1);", ['1 uses Math.sin']],
  ['const async = 1;\nexport async function run() {\n  await step();\n}', ['2 uses async', '3 uses await']],
  ["const load = () => import('./x');", ['1 uses import()']],
  ["const load = () => import /* a comment */ ('./x');", ['1 uses import()']],
  ['const now = D\\u0061te.now();', ['1 uses Date']],
  ["const pick = () => Math['r\\andom']();", ['1 uses Math.random']],
  ["const pick = () => Math['ran\\\ndom']();", ['1 uses Math.random']],
  ['for await (const step of steps) use(step);', ['1 uses await']],
  ["const hidden = globalThis['Da' + 'te'];", ['1 uses globalThis']],
  ['function first(process: number) { return process; }\nconst second = process.pid;', ['2 uses process']],
  ['const late = new Promise(() => {});', ['1 uses Promise']],
  ['names.sort((a, b) => a.localeCompare(b));', ['1 uses localeCompare']],
])('%s', (text, uses) => {
  expect(found(text)).toEqual(uses);
});

test('names of its own, properties and types are none of the host', () => {
  const text = `import { process as self } from './process';
    type Later = Promise<Date>;
    class Clock { process = 0; constructor(readonly performance: number) {} }
    const { crypto, other: fetch = 3, ...global } = self;
    for (const process of list) use(process.Date, { window: 1 }, (document: Date) => document, crypto, fetch, global);
    try { use(); } catch (navigator) { use(navigator); }`;
  expect(found(text)).toEqual([]);
});

test('an exercise with all that it reaches', async () => {
  expect(await purityProblems(exerciseFolder('scheduling/round-robin'))).toEqual([]);
});

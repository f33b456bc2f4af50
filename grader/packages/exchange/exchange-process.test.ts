/** Guarantee: whatever an archive makes of its reader costs that process, is told in a sentence, and holds up nobody else. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FOREIGN_ARCHIVES } from '../../../tests/hostile/foreign-archives';
import { buildExchangeChild } from '../../confine/build-child';
import { PackageRefused } from '../package-files';
import { exportApart, importApart } from './exchange-process';

const QUESTION = {
  title: 'Mean wait',
  summary: 'How long do two jobs wait?',
  rows: [62],
  prompt: 'Two jobs of 4 ms arrive at once. How long does the second one wait?',
  parts: [{ kind: 'number', id: 'wait', label: 'It waits', points: 1, answer: '4', unit: 'ms' }],
  explanation: 'It waits for the first one: 4 ms.',
};
const named = (name: string) => ({ name, files: new Map([['question.json', JSON.stringify(QUESTION)]]) });

let folder: string;
let childPath: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runqueue-exchange-'));
  childPath = join(folder, 'exchange.cjs');
  await buildExchangeChild(childPath);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One that takes many times TIGHT_MS. */
const SLOW = FOREIGN_ARCHIVES.find(({ name }) => name === 'has very many items with very many elements')
  ?.archive as Uint8Array;
const TIGHT_MS = 50;
const TICK_MS = 5;

it('brings in what it sent out, and keeps within the number that is asked for', async () => {
  const bounds = { childPath };
  const { archive } = await exportApart([named('one'), named('two')], 'qti-3.0', bounds);
  const { packages, report } = await importApart(archive, 2, bounds);
  expect(packages.map(({ name, files }) => [name, files.size])).toEqual([
    ['one', 1],
    ['two', 1],
  ]);
  expect(report.at(-1)).toMatch(/^2 items: 2 whole/);
  await expect(importApart(archive, 1, bounds)).rejects.toThrow(/holds 2 items, and 1 are the most/);
  await expect(importApart(Buffer.from('none'), 1, bounds)).rejects.toThrow(PackageRefused);
});

it('gives up what takes too long, while this process does other things', async () => {
  let ticks = 0;
  const ticking = setInterval(() => ticks++, TICK_MS);
  const begun = performance.now();
  const slow = importApart(SLOW, 30, { childPath, limitMs: TIGHT_MS });
  await expect(slow).rejects.toThrow(/takes too long. Divide it/);
  clearInterval(ticking);
  // Blocked, it would have ticked once; busy, it ticks less often than it might.
  expect(ticks).toBeGreaterThan((performance.now() - begun) / TICK_MS / 10);
  expect((await importApart(SLOW, 30, { childPath })).packages.length).toBeGreaterThan(1);
});

it.each([
  ['runs out of memory', 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));', /memory/],
  ['ends', 'process.exit(3);', /ended/],
])('tells of a reader that %s', async (name, code, expected) => {
  const path = join(folder, `${name.replaceAll(' ', '-')}.cjs`);
  writeFileSync(
    path,
    `const ready = Buffer.from('{"kind":"ready"}'), head = Buffer.alloc(8);
head.writeUInt32LE(ready.length, 0);
require('node:fs').writeSync(3, Buffer.concat([head, ready]));
require('node:fs').readSync(0, head);
${code}`,
  );
  await expect(importApart(SLOW, 30, { childPath: path })).rejects.toThrow(expected);
});

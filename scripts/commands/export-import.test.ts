/** Guarantee: what is exported and imported again is the same package; nothing that is there is written over, and nothing is half done. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runForTest } from '../run-for-test';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-export-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const versionIn = (text: string) => /version (\w{16})/.exec(text)?.[1];

test.each(['scheduling/shortest-job', 'scheduling/waiting-time'])('%s, out and in and out', async (id) => {
  const [first, second, laid] = ['first.zip', 'second.zip', 'laid'].map((name) =>
    at(id.replace('/', '-') + name),
  );
  const out = await runForTest(['export', id, String(first)]);
  expect(out.status).toBe(0);
  const back = await runForTest(['import', String(first), String(laid)]);
  expect(versionIn(back.stdout)).toBe(versionIn(out.stdout));
  expect((await runForTest(['export', String(laid), String(second)])).status).toBe(0);
  expect(readFileSync(String(second))).toEqual(readFileSync(String(first)));
  for (const again of [
    ['export', id, String(first)],
    ['import', String(first), String(laid)],
  ]) {
    const { status, stderr } = await runForTest(again);
    expect(status).toBe(64);
    expect(stderr).toMatch(/is there already/);
  }
});

test.each(['qti-3.0', 'qti-2.1'])('a question without code, out as %s and in again', async (format) => {
  const name = format.replace('.', '-');
  const question = at(`${name}-question`);
  mkdirSync(question);
  const json = {
    ...{
      title: 'Sum',
      summary: 'A sum.',
      rows: [1],
      variables: { a: { from: 1, to: 90 } },
      prompt: 'What is {{a}} + 1?',
    },
    ...{
      parts: [{ kind: 'number', id: 'sum', label: 'Sum', points: 1, answer: 'a + 1' }],
      explanation: '{{a + 1}}',
    },
  };
  writeFileSync(join(question, 'question.json'), JSON.stringify(json));
  const archive = at(`${name}.zip`);
  const out = await runForTest(['export', '--format', format, '--variants', '2', question, archive]);
  expect(out.stdout).toMatch(/2 variants, each an item of its own/);
  const back = await runForTest(['import', archive, at(name)]);
  expect(back.status).toBe(0);
  expect(back.stdout).toMatch(/^2 items: 2 whole/);
  for (const number of [1, 2]) {
    const written = readFileSync(join(at(name), `${name}-question-${number}`, 'question.json'), 'utf8');
    const [, a] = /What is (\d+) \+ 1/.exec(written) ?? [];
    expect(JSON.parse(written)).toMatchObject({
      rows: [1],
      parts: [{ id: 'sum', answer: String(Number(a) + 1) }],
    });
  }
});

test('a question of the catalogue, whose variants its code draws, out as QTI and in again', async () => {
  const [archive, folder] = [at('code.zip'), at('code')];
  const out = await runForTest([
    'export',
    '--format',
    'qti-3.0',
    '--variants',
    '2',
    'scheduling/waiting-time',
    archive,
  ]);
  expect(out.status).toBe(0);
  expect((await runForTest(['import', archive, folder])).stdout).toMatch(/^2 items: 2 whole/);
  expect(existsSync(join(folder, 'waiting-time-2', 'question.json'))).toBe(true);
});

test('what cannot be exchanged is told', async () => {
  const { status, stderr } = await runForTest([
    ...['export', '--format', 'kattis', 'scheduling/waiting-time', at('kattis.zip')],
  ]);
  expect(status).toBe(64);
  expect(stderr).toMatch(/it is a question/);
  expect(existsSync(at('kattis.zip'))).toBe(false);
});

test('what is no package is neither packed nor laid out', async () => {
  mkdirSync(at('odd'));
  writeFileSync(at('odd/exercise.ts'), '');
  const packed = await runForTest(['export', at('odd'), at('odd.zip')]);
  expect(packed.status).toBe(64);
  expect(packed.stderr).toMatch(/simulation\.ts is missing/);
  writeFileSync(at('bad.zip'), 'no archive');
  const laid = await runForTest(['import', at('bad.zip'), at('bad')]);
  expect(laid.status).toBe(64);
  expect(laid.stderr).toMatch(/no ZIP archive/);
  expect(existsSync(at('odd.zip')) || existsSync(at('bad'))).toBe(false);
});

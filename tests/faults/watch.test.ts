/**
 * `npm start -- --watch` from the outside, on a copy of the project: what is edited is served, what is broken is told
 * with its place and what was made before served on, and workers grade by what is served.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Catalogue } from '../../exercises/catalogue';
import { freePort } from '../../scripts/embedded-postgres';
import { until } from '../../scripts/processes';
import { copyProject, type ProjectCopy } from '../project-copy';
import { type StartedProduct, startProduct } from '../started-product';

const PATIENCE_MS = 120_000;
const EXERCISE = 'scheduling/round-robin';

let copy: ProjectCopy;
let product: StartedProduct;

beforeAll(async () => {
  copy = await copyProject();
  product = await startProduct({ ...copy, port: await freePort(), arguments: ['--watch'] });
});
afterAll(async () => {
  await product?.stop();
  copy?.remove();
});

const fileOf = (name: string) => join(copy.project, 'exercises', EXERCISE, name);
function edit(name: string, change: (text: string) => string): void {
  const before = readFileSync(fileOf(name), 'utf8');
  expect(change(before)).not.toBe(before);
  writeFileSync(fileOf(name), change(before));
}
const served = async (path: string) => (await fetch(product.address + path)).text();
const catalogue = () =>
  JSON.parse(readFileSync(join(copy.project, '.runqueue/build/catalogue.json'), 'utf8')) as Catalogue;
const versionNow = () => catalogue().exercises.find(({ id }) => id === EXERCISE)?.version;
const workers = () =>
  product
    .processes()
    .filter(({ name }) => name.startsWith('worker'))
    .map(({ processId }) => processId);

it('serves the edit of a statement, and leaves the workers alone', async () => {
  const before = workers();
  edit('statement.md', (text) => `${text}\nAn edited sentence.\n`);
  const isServed = async () => (await served(`/exercises/${EXERCISE}`)).includes('An edited sentence.');
  expect(await until(isServed, PATIENCE_MS)).toBe(true);
  expect(await until(() => /Made anew: .*round-robin/.test(product.output()), PATIENCE_MS)).toBe(true);
  expect(workers()).toEqual(before);
});

it('tells a broken edit with file and line, serves on what was made before, and goes on when it is mended', async () => {
  const [before, version] = [workers(), versionNow()];
  edit('judge.ts', (text) => `${text}\nexport const broken = ((;\n`);
  const line = readFileSync(fileOf('judge.ts'), 'utf8').split('\n').length - 1;
  const told = new RegExp(`exercises/${EXERCISE}/judge\\.ts:${line}: .+\\n +What was made before`);
  expect(await until(() => told.test(product.output()), PATIENCE_MS)).toBe(true);
  expect(await served(`/exercises/${EXERCISE}`)).toContain('An edited sentence.');
  expect([workers(), versionNow()]).toEqual([before, version]);

  edit('judge.ts', (text) =>
    text.replace(/\nexport const broken.*\n/, '').replace(/`Cycle (?=\$)/, '`As edited, cycle '),
  );
  expect(await until(() => versionNow() !== version, PATIENCE_MS)).toBe(true);
  const { browserGrader } = catalogue();
  const worker = await fetch(product.address + browserGrader);
  expect(worker.headers.get('content-security-policy')).toContain("default-src 'none'");
  const own = /import\("(\.\/round-robin-\w+\.js)"\)/.exec(await worker.text())?.[1];
  const scripts = await served(join(browserGrader, '..', own as string));
  expect(scripts).toContain('As edited, cycle ');
  expect(await until(() => workers().every((id) => !before.includes(id)), PATIENCE_MS)).toBe(true);
});

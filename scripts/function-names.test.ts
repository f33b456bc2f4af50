/** Protects the speed of gradings: tsx's naming of functions, each time that one is made, is taken out. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { typeScript } from './bootstrap.mjs';

const folder = mkdtempSync(join(tmpdir(), 'runqueue-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

it('defines no name while functions are made, and leaves names of declarations and columns as they are', () => {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(
    join(folder, 'counting.ts'),
    `export const defined = { names: 0 };
const { defineProperty } = Object;
Object.defineProperty = (target, key, how) => {
  if (key === 'name') defined.names++;
  return defineProperty(target, key, how);
};`,
  );
  writeFileSync(
    join(folder, 'main.ts'),
    `import { defined } from './counting';
const makers: (() => () => number)[] = [];
for (let i = 0; i < 10; i++) makers.push(() => () => i);
function named(): number { return makers.length; }
class Machine { run = () => named(); }
new Machine().run();
console.log(JSON.stringify([defined.names, named.name, Machine.name]));
console.log(new Error('here').stack?.match(/main\\.ts:\\d+:\\d+/)?.[0]);`,
  );
  const printed = execFileSync(process.execPath, [...typeScript, join(folder, 'main.ts')], {
    encoding: 'utf8',
  });
  expect(printed).toBe('[0,"named","Machine"]\nmain.ts:8:13\n');
});

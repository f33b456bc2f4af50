import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './project-root';

it('what npm runs ends when npm is ended without telling it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  const program = join(folder, 'program.ts');
  writeFileSync(
    program,
    "process.on('SIGTERM', () => { console.log('ended'); process.exit(0); });\nconsole.log('up');\nsetInterval(() => {}, 1000);\n",
  );
  const script = join(folder, 'script.mjs');
  writeFileSync(
    script,
    `import { runTypeScript } from ${JSON.stringify(join(root, 'scripts/bootstrap.mjs'))};\nawait runTypeScript(${JSON.stringify(relative(root, program))}, []);\n`,
  );
  // In the place of npm: starts the script, and is killed.
  const npm = join(folder, 'npm.mjs');
  writeFileSync(
    npm,
    `import { spawn } from 'node:child_process';\nspawn(process.execPath, [${JSON.stringify(script)}], { stdio: 'inherit' });\nsetInterval(() => {}, 1000);\n`,
  );
  const child = spawn(process.execPath, [npm], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: 'start' },
  });
  let output = '';
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('up')) child.kill('SIGKILL');
      if (output.includes('ended')) resolve();
    });
  });
  expect(output.split('\n').slice(0, 2)).toEqual(['up', 'ended']);
});

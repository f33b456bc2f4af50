/**
 * Builds what is stale and nothing else: the grader's products (they keep stamps of their own), the editor's
 * bundle and the site. A stamp in .runqueue/stamps holds the hash of all that a product was made from.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';

import { typeScript } from './bootstrap.mjs';
import { withLock } from './lock.mjs';
import { root } from './project-root';

interface BuildStep {
  readonly name: string;
  /** Globs of everything that decides the product. */
  readonly inputs: readonly string[];
  /** Must exist, or the step is stale whatever the stamp says. */
  readonly product: string;
  /** Arguments of node. */
  readonly command: readonly string[];
}

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.bench.ts'];

const EDITOR: BuildStep = {
  name: 'the editor',
  inputs: [
    'scripts/{build-monaco.ts,editor-version.mjs}',
    'node_modules/{monaco-editor,monaco-vim}/package.json',
  ],
  product: 'public/monaco',
  command: [...typeScript, 'scripts/build-monaco.ts'],
};

const SITE: BuildStep = {
  name: 'the site',
  inputs: [
    '{app,db,grader,simulator}/**/*.{ts,tsx,css,json,svg}',
    // Not the exercises themselves: the site reads what was made of them when it is asked.
    'exercises/{*,*/*}.ts',
    '*.{ts,mjs,json}',
  ],
  product: '.next/BUILD_ID',
  command: ['node_modules/next/dist/bin/next', 'build'],
};

/** Variables that the site's build writes into its product. */
const BUILD_ENVIRONMENT = ['RUNQUEUE_ORIGIN'];

const BUILD_TIMEOUT_MS = 15 * 60_000;

function inputsHash(step: BuildStep): string {
  const hash = createHash('sha256').update(JSON.stringify(step.command));
  for (const name of BUILD_ENVIRONMENT) hash.update(`${name}=${process.env[name] ?? ''}\n`);
  const files = globSync([...step.inputs], {
    cwd: root,
    ignore: [...TESTS, 'next-env.d.ts', '*.tsbuildinfo'],
  });
  for (const file of files.sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

/** Something in exercises/ or in what they use cannot be built: a sentence with file and line. */
export class ContentFault extends Error {}

/** Runs steps, and can be stopped in the middle of one. Of several processes one builds at a time. */
export class Builder {
  private running: ChildProcess | undefined;

  /** @param onProduct is told of each product of the grader before it is made. */
  constructor(
    private readonly tell: (message: string) => void,
    private readonly onProduct = (product: string) => tell(`Building ${product} ...`),
  ) {}

  async buildStale(): Promise<void> {
    await this.alone(async () => {
      await this.grader();
      for (const step of [EDITOR, SITE]) await this.unlessFresh(step);
    });
  }

  async buildGrader(): Promise<void> {
    await this.alone(() => this.grader());
  }

  private alone(build: () => Promise<void>): Promise<void> {
    return withLock(
      join(root, '.runqueue/locks/build'),
      { does: 'builds', timeoutMs: BUILD_TIMEOUT_MS, tell: this.tell },
      build,
    );
  }

  private async grader(): Promise<void> {
    const [{ buildAll }, { placedFault }] = await Promise.all([
      import('../grader/build/build-all'),
      import('../grader/library/fault-place'),
    ]);
    try {
      await buildAll(this.onProduct);
    } catch (error) {
      const fault = placedFault(error, '(?=(?:exercises|simulator)/)');
      throw fault === undefined ? error : new ContentFault(fault);
    }
  }

  stop(): void {
    this.running?.kill('SIGTERM');
  }

  private async unlessFresh(step: BuildStep): Promise<void> {
    const stamp = join(root, '.runqueue', 'stamps', step.name.replaceAll(' ', '-'));
    const hash = inputsHash(step);
    const isFresh =
      existsSync(join(root, step.product)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
    if (isFresh) return;
    this.tell(`Building ${step.name} ...`);
    await this.run(step);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
  }

  private run(step: BuildStep): Promise<void> {
    const child = spawn(process.execPath, [...step.command], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.running = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
      });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => {
        this.running = undefined;
        if (code === 0) resolve();
        else reject(new Error(`Building ${step.name} failed (${code ?? signal}):\n${output.trim()}`));
      });
    });
  }
}

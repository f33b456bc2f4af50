/**
 * `npm test`: everything that must hold, from a fresh clone. A step that fails does not keep the later ones from
 * running, unless they need what it makes; the exit code is 1 when any failed.
 *
 *      style ─> build ─> types ─> exercises ─> chromium ─> unit ─> end-to-end
 *
 *      exercises     every exercise whose proof is not on record proves its promises, and some others in turn
 *                    (`npx runqueue check --quick --unproved`, scripts/proofs.ts)
 *      chromium      finds a Chromium for the steps that follow, or installs one
 *      unit          unit and integration tests (Vitest)
 *      end-to-end    the product in a browser (Playwright)
 *
 * `npm test -- style types` runs only the named steps, and those that they need.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { Builder } from './build';
import { ensureChromium } from './chromium';
import { freePort } from './embedded-postgres';
import { root } from './project-root';

interface Counts {
  passed: number;
  failed: number;
}

/** One test that failed, as it is told again at the end: what a long run printed before scrolls away. */
interface Failure {
  readonly name: string;
  readonly message: string;
  /** It passed when it was tried once more. */
  readonly isUnsteady: boolean;
}

const MOST_FAILURES = 20;
const MOST_LINES = 16;

interface Step {
  readonly name: string;
  /** Steps without which it is pointless. */
  readonly needs: readonly string[];
  /** Steps without which a part of it fails. */
  readonly uses?: readonly string[];
  readonly run: () => Promise<boolean>;
}

const reports = mkdtempSync(join(mkdirIn('.runqueue'), 'test-'));
chmodSync(reports, 0o755); // root's PostgreSQL runs as another user
const counts: Counts = { passed: 0, failed: 0 };
const failures: Failure[] = [];
const tell = (message: string) => console.log(message);

function mkdirIn(name: string): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Runs a program of Node's with this terminal. @param program its path in the project. @returns whether it ended well. */
function run(
  program: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<boolean> {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  });
  // Always as Ctrl-C: at SIGTERM Playwright would leave the product behind.
  const forward = () => child.kill('SIGINT');
  process.on('SIGINT', forward).on('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code === 0);
    });
  });
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/**
 * Products of tests live for minutes, each with a database of its own: preparing every exercise in the background, as
 * workers do, would take most of the machine from what is tested.
 */
const TEST_ENVIRONMENT = { RUNQUEUE_PREPARE: 'when-needed' };

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly file: string;
    readonly title: string;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message: string } }[];
    }[];
  }[];
}

interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly suites: readonly PlaywrightSuite[];
}

function playwrightFailures({ suites = [], specs }: PlaywrightSuite): Failure[] {
  const own = specs
    .filter(({ ok, tests }) => !ok || tests.some(({ status }) => status === 'flaky'))
    .map(({ file, title, ok, tests }) => {
      const messages = tests.flatMap(({ results }) => results.map(({ error }) => error?.message ?? ''));
      return { name: `${file} > ${title}`, message: messages.join('\n'), isUnsteady: ok };
    });
  return [...own, ...suites.flatMap(playwrightFailures)];
}

async function unitAndIntegration(): Promise<boolean> {
  const file = join(reports, 'vitest.json');
  const ok = await run(
    'node_modules/vitest/vitest.mjs',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    TEST_ENVIRONMENT,
  );
  const report = readReport<VitestReport>(file);
  counts.passed += report?.numPassedTests ?? 0;
  counts.failed += report?.numFailedTests ?? 0;
  for (const { name, message, assertionResults } of report?.testResults ?? []) {
    if (message !== '') failures.push({ name, message, isUnsteady: false }); // before any of its tests
    for (const { status, fullName, failureMessages } of assertionResults)
      if (failureMessages.length > 0)
        failures.push({
          name: `${name} > ${fullName}`,
          message: failureMessages.join('\n'),
          isUnsteady: status === 'passed',
        });
  }
  return ok;
}

async function endToEnd(): Promise<boolean> {
  const file = join(reports, 'playwright.json');
  const ok = await run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    ...TEST_ENVIRONMENT,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    PORT: String(await freePort()),
    RUNQUEUE_DATA: join(reports, 'data'),
  });
  const report = readReport<PlaywrightReport>(file);
  counts.passed += (report?.stats.expected ?? 0) + (report?.stats.flaky ?? 0);
  counts.failed += report?.stats.unexpected ?? 0;
  failures.push(...(report?.suites ?? []).flatMap(playwrightFailures));
  return ok;
}

async function provideChromium(): Promise<boolean> {
  const path = await ensureChromium(tell);
  tell(`Chromium: ${path}`);
  process.env.CHROMIUM_PATH = path;
  return true;
}

const STEPS: readonly Step[] = [
  { name: 'style', needs: [], run: () => run('node_modules/@biomejs/biome/bin/biome', ['check', '.']) },
  {
    name: 'build',
    needs: [],
    run: async () => {
      await new Builder(tell).buildStale();
      return true;
    },
  },
  { name: 'types', needs: [], run: () => run('node_modules/typescript/bin/tsc', ['--noEmit']) },
  {
    name: 'exercises',
    needs: ['build'],
    // Wrong solutions only until what they fail is shown, under one secret: the command's own default proves more.
    run: () => run('scripts/runqueue.mjs', ['check', '--quick', '--secrets', '1', '--unproved']),
  },
  { name: 'chromium', needs: [], run: provideChromium },
  { name: 'unit', needs: ['build'], uses: ['chromium'], run: unitAndIntegration },
  { name: 'end-to-end', needs: ['build', 'chromium'], run: endToEnd },
];

async function main(): Promise<number> {
  process.chdir(root);
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) {
    console.error(
      `npm test: there is no step ${unknown}. Steps: ${STEPS.map((step) => step.name).join(', ')}.`,
    );
    return 64;
  }
  const named = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const outcomes = new Map<string, string>();
  let ok = true;
  for (const step of STEPS) {
    const isFor = ({ needs, uses = [] }: Step) => needs.includes(step.name) || uses.includes(step.name);
    if (!named.includes(step) && !named.some(isFor)) continue;
    const missing = step.needs.find((name) => outcomes.get(name)?.startsWith('failed'));
    if (missing !== undefined) {
      outcomes.set(step.name, `not run: ${missing} failed`);
      continue;
    }
    console.log(`\n=== ${step.name}`);
    const startedMs = performance.now();
    const passed = await step.run().catch((error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return false;
    });
    ok &&= passed;
    outcomes.set(
      step.name,
      `${passed ? 'passed' : 'failed'} (${((performance.now() - startedMs) / 1000).toFixed(0)} s)`,
    );
  }
  for (const { name, message, isUnsteady } of failures.slice(0, MOST_FAILURES))
    console.log(
      `\n${isUnsteady ? 'UNSTEADY' : 'FAILED'} ${name}\n${message.split('\n').slice(0, MOST_LINES).join('\n')}`,
    );
  console.log('');
  for (const [name, outcome] of outcomes) console.log(`${name.padEnd(12)} ${outcome}`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  return ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(reports, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

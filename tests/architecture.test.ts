/**
 * The arrows between folders (DESIGN.md section 3). An import that points the wrong way fails here, with what
 * is allowed; so do constructs that would make a run depend on more than its arguments.
 */
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** What each folder may import of the others. A path stands for itself and all below it. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  simulator: [],
  exercises: ['simulator'],
  grader: ['exercises', 'simulator'],
  'grader/worker': ['grader', 'exercises', 'simulator', 'db'],
  db: [],
  app: [
    'db',
    'simulator',
    'exercises/catalogue',
    'exercises/exercise-definition',
    'exercises/figures',
    'exercises/picture-description',
    'exercises/picture-problems',
    'exercises/question-definition',
    'exercises/question-marking',
    'grader/browser/browser-grader',
    'grader/packages/exchange',
    'grader/packages/families',
    'grader/packages/formula',
    'grader/packages/package-files',
    'grader/packages/package-outcome',
    'grader/packages/plain-question',
    'grader/packages/plain-question-format',
    'grader/packages/zip-archive',
    'grader/stored-verdict',
    'grader/verdict',
  ],
};

/**
 * The rooms of the simulator, from the ground up: each may import those above it in this list, and no other. A path
 * stands for a file, or for all below a folder that no other line names.
 */
const ROOMS: readonly string[] = [
  'programs',
  'engine',
  'hardware/costs',
  'hardware/cost-overrides',
  'hardware/processor',
  'hardware/clock',
  'hardware/saved-value',
  'hardware/machine-memory-map',
  'hardware/memory',
  'hardware/translation',
  'hardware/interconnect',
  'hardware/caches',
  'hardware/riscv',
  'hardware/interrupts',
  'hardware/bus',
  'hardware/devices',
  'hardware/native',
  'hardware/toolchain',
  'hardware',
  'kernel/system-calls',
  'kernel/threads',
  'kernel/scheduling',
  'kernel/kernel',
  'kernel/switching',
  'kernel/synchronization',
  'kernel/modules',
  'kernel/memory',
  'kernel/io',
  'kernel/processes',
  'kernel',
  'kernel/communication',
  'network',
  'explorer',
  'laboratories',
];

/** Code for tests and benchmarks may use what scripts/ and tests/ offer. */
const isTest = (file: string) => /\.(test|testing|bench)\.tsx?$/.test(file);

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
  return [...text.matchAll(/(?:\bfrom |\bimport |import\()'([^']+)'/g)].map((match) => match[1]);
}

const files = globSync(['{simulator,exercises,grader,db,app}/**/*.{ts,tsx}'], { cwd: ROOT }).map((file) =>
  file.split(sep).join('/'),
);

const folderOf = (path: string) => (path.startsWith('grader/worker/') ? 'grader/worker' : path.split('/')[0]);

/** Files whose exports are for students, or found by name. */
const ADDRESSED =
  /^exercises\/.*\/(contract|starter|solution)\.ts$|\/(right|wrong|over-budget)\/|^app\/(.*\/)?(page|layout|route|error|not-found)\.tsx?$|^db\/schema\.ts$/;

describe('exports', () => {
  test('what is exported is used in another file', () => {
    const every = globSync(['{simulator,exercises,grader,db,app,scripts,tests}/**/*.{ts,tsx,mjs}', '*.ts'], {
      cwd: ROOT,
    }).map((file) => file.split(sep).join('/'));
    const usedIn = new Map<string, Set<string>>();
    const exported: { readonly name: string; readonly file: string }[] = [];
    for (const file of every) {
      const text = readFileSync(join(ROOT, file), 'utf8');
      for (const [word] of text.matchAll(/\b[A-Za-z]\w*\b/g)) {
        const files = usedIn.get(word) ?? new Set();
        usedIn.set(word, files.add(file));
      }
      if (ADDRESSED.test(file)) continue;
      for (const found of text.matchAll(/^export (?:async )?(?:const|function\*?|class) (\w+)/gm))
        exported.push({ name: found[1], file });
    }
    expect(exported.length).toBeGreaterThan(500);
    const unused = exported.filter(({ name }) => (usedIn.get(name)?.size ?? 0) < 2);
    expect(unused.map(({ name, file }) => `${file}: ${name}`)).toEqual([]);
  });
});

describe('arrows between folders', () => {
  test('each folder imports only what it may', () => {
    const wrong: string[] = [];
    for (const file of files.filter((each) => !isTest(each))) {
      const folder = folderOf(file);
      for (const specifier of importsOf(file)) {
        if (!specifier.startsWith('.')) continue;
        const target = relative(ROOT, join(ROOT, dirname(file), specifier))
          .split(sep)
          .join('/');
        const inside = target === folder || target.startsWith(`${folder}/`);
        const allowed = (ALLOWED[folder] ?? []).some(
          (each) => target === each || target.startsWith(`${each}/`),
        );
        if (!inside && !allowed)
          wrong.push(
            `${file} imports ${target}; ${folder} may import: ${(ALLOWED[folder] ?? []).join(', ') || 'nothing'}`,
          );
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the rooms of the simulator import only those below them', () => {
    const inRoom = (path: string, room: string) => path === room || path.startsWith(`${room}/`);
    const roomOf = (path: string) =>
      ROOMS.filter((room) => inRoom(path, room)).toSorted((a, b) => b.length - a.length)[0];
    const wrong: string[] = [];
    for (const file of files.filter((each) => each.startsWith('simulator/') && !isTest(each))) {
      const room = roomOf(relative('simulator', file).split(sep).join('/').replace(/\.ts$/, ''));
      if (room === undefined) {
        wrong.push(`${file} lies in no room of the list`);
        continue;
      }
      for (const specifier of importsOf(file).filter((each) => each.startsWith('.'))) {
        const target = relative(join(ROOT, 'simulator'), join(ROOT, dirname(file), specifier))
          .split(sep)
          .join('/');
        const other = roomOf(target);
        if (other === undefined || ROOMS.indexOf(other) > ROOMS.indexOf(room))
          wrong.push(`${file} imports ${target}; ${room} may import what stands above it in ROOMS`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('the simulator and the exercises that run on it use no package, no clock, no chance and no asynchrony', () => {
    const forbidden: readonly [RegExp, string][] = [
      [/\bMath\.random\b/, 'Math.random'],
      [/\bDate\b\s*[.(]/, 'Date'],
      [/\bperformance\./, 'performance'],
      [/\b(async|await)\b\s/, 'async'],
      [/\blocaleCompare\b|\btoLocale/, 'locale'],
      [/\bprocess\.\w/, 'process'],
      [
        /\bMath\.(sin|cos|tan|exp|log|pow|cbrt|log2|log10|atan|asin|acos|hypot)\b/,
        'a float function that engines may round differently',
      ],
    ];
    const wrong: string[] = [];
    const pure = files.filter(
      (file) =>
        (file.startsWith('simulator/') ||
          /^exercises\/[^/]+\/[^/]+\/(simulation|exercise)\.ts$/.test(file)) &&
        !isTest(file),
    );
    for (const file of pure) {
      const code = readFileSync(join(ROOT, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      for (const [pattern, name] of forbidden) if (pattern.test(code)) wrong.push(`${file} uses ${name}`);
      if (file.startsWith('simulator/'))
        for (const specifier of importsOf(file))
          if (!specifier.startsWith('.')) wrong.push(`${file} imports the package ${specifier}`);
    }
    expect(wrong).toEqual([]);
  });
});

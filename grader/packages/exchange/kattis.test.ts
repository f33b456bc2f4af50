/**
 * Guarantee: what of a Kattis problem has a place here is taken, whatever has none is named, and nothing is marked here that
 * only a program of its own can judge; an exercise leaves with all that says something there.
 */
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../../simulator/engine/random';
import { buildConfinedOnce } from '../../build/build-all';
import { checkedPackage } from '../checked-package';
import { PackageExercise } from '../package-exercise';
import { type PackageFiles, packageProblems, readPackageFolder } from '../package-files';
import { plainQuestion } from '../plain-question';
import { openForeignArchive } from './foreign-archive';
import { exportExchange, importExchange } from './index';
import { readSmallYaml } from './small-yaml';
import { markdownOfTex } from './tex-markdown';

const zipped = (files: Readonly<Record<string, string>>) =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  );

const DOUBLE = {
  'double/problem.yaml':
    'problem_format_version: 2023-07-draft\nname:\n  en: Double it\n  sv: Dubbla\nlicense: cc by-sa # free\ncredits:\n  authors: A. Author\nlimits:\n  time_limit: 2\n',
  'double/statement/problem.en.md':
    '# Doubling\n\nRead numbers until the end, print the double of each. ![A queue](queue.png)\n\n{{nextsample}}\n',
  'double/statement/problem.sv.md': 'Dubbla.',
  'double/data/sample/1.in': '3 4\n',
  'double/data/sample/1.ans': '6\n8\n',
  'double/data/sample/2.in': '5\n',
  'double/data/sample/2.ans': '10\n',
  'double/data/secret/01.in': '1 -1 0\n',
  'double/data/secret/01.ans': '2 -2 0\n',
  'double/data/secret/long.in': `${'1 '.repeat(500)}\n`,
  'double/data/secret/long.ans': `${'2 '.repeat(500)}\n`,
  'double/submissions/accepted/double.py': 'print(2)',
  'double/submissions/wrong_answer/.gitkeep': '',
  'double/input_validators/check.py': '',
};

describe('import', () => {
  test('numbers become a draft of an exercise, samples a question, and the rest is told', () => {
    const { packages, report } = importExchange(zipped(DOUBLE));
    expect(packages.map(({ name, files }) => [name, files.has('exercise.ts')])).toEqual([
      ['double-it', true],
      ['double-it-samples', false],
    ]);
    expect(report).toEqual([
      '1 problem: 1 exercise to be finished, 1 question',
      'double: lost: the statement statement/problem.sv.md',
      'double: lost: the picture queue.png',
      'double: lost: input_validators: check.py',
      'double: lost: submissions/accepted: double.py',
      'double: lost: limits: time_limit 2',
      'double: lost: 1 of 2 of its secret data: longer than 200 characters, or more than 40',
      'double: changed: a program that reads and prints is a class that asks for numbers and answers them; its solution is to be written',
      'double: lost: 1 of 2 samples as parts of a question: their output is more than a line',
    ]);
    const [draft, samples] = packages;
    expect(packageProblems(draft?.files ?? new Map())).toEqual([]);
    expect(draft?.files.get('statement.md')).toMatch(
      /^# Doubling[\s\S]*Input:\n\n```text\n3 4\n```[\s\S]*Author: A\. Author\\\nLicence: cc by-sa$/,
    );
    const { prompt, parts } = plainQuestion(samples?.files.get('question.json') ?? '').generate(
      new Random(1),
    );
    expect(prompt).toContain('```text\n5\n```');
    expect(prompt).not.toContain('10');
    expect(parts).toMatchObject([{ kind: 'number', answer: 10, tolerance: 0 }]);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ['a custom validator', { 'double/problem.yaml': 'name: Any\nvalidation: custom\n' }],
    ['a validator in its folder', { 'double/output_validator/validate.py': 'print(1)' }],
    ['an interaction', { 'double/data/sample/3.interaction': '<1\n>2\n' }],
  ])('with %s nothing is taken: it alone says what is right', (_, more) => {
    const { packages, report } = importExchange(zipped({ ...DOUBLE, ...more }));
    expect(packages).toEqual([]);
    // What else would be lost does not matter then.
    expect(report).toEqual([
      '1 problem: 0 exercises to be finished, 0 questions',
      expect.stringMatching(/refused: a program of its own decides/),
    ]);
  });

  test('texts are no numbers, but may be asked for; floats within their tolerance', () => {
    const files = {
      'problem.yaml': 'name: Words\nvalidator_flags: float_tolerance 1e-3\n',
      'problem_statement/problem.tex': '\\problemname{Words}\nSay \\texttt{hello\\_you} and $\\frac{1}{2}$.',
      'data/sample/1.in': 'x\n',
      'data/sample/1.ans': 'Hello  you\n',
      'data/sample/2.in': 'y\n',
      'data/sample/2.ans': '20.5\n',
    };
    const { packages, report } = importExchange(zipped(files));
    expect(report).toContain(
      'problem.yaml: lost: its task as an exercise: what it reads and prints are not whole numbers of 32 bits',
    );
    const { prompt, parts } = plainQuestion(packages[0]?.files.get('question.json') ?? '').generate(
      new Random(1),
    );
    expect(prompt).toMatch(/^Say `hello_you` and \$\\frac\{1\}\{2\}\$\./);
    expect(parts).toMatchObject([
      { kind: 'text', answers: ['Hello you'] },
      { kind: 'number', answer: 20.5, tolerance: 0.0205 },
    ]);
  });

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    [
      'numbers beyond 32 bits',
      { 'problem.yaml': 'name: A', 'data/sample/1.in': '1\n', 'data/sample/1.ans': '4294967296\n3\n' },
      /not whole numbers of 32 bits/,
    ],
    ['no data', { 'problem.yaml': 'name: A' }, /refused: its data/],
    [
      'an answer that is missing',
      { 'problem.yaml': 'name: A', 'data/sample/1.in': '1\n' },
      /1 of 1 data in data\/sample\/: without an answer/,
    ],
    ['anchors and aliases', { 'problem.yaml': 'a: &a [x, x]\nb: &b [*a, *a]\nname: *b\n' }, /refused/],
    [
      'a statement without end',
      {
        'problem.yaml': 'name: A',
        'problem_statement/problem.en.tex': '{'.repeat(90_000),
        'data/sample/1.in': '1\n',
        'data/sample/1.ans': '1\n',
      },
      /brackets more than 20 deep/,
    ],
    [
      'macros of macros',
      {
        'problem.yaml': 'name: A',
        'problem_statement/problem.en.tex': `\\newcommand{\\a}{xxxxxxxxxx}${Array.from({ length: 20 }, (_, i) => `\\newcommand{\\${'b'.repeat(i + 1)}}{${(i === 0 ? '\\a ' : `\\${'b'.repeat(i)} `).repeat(10)}}`).join('')}${'\\bbbbbbbbbbbbbbbbbbbb '.repeat(100)}`,
        'data/sample/1.in': '1\n',
        'data/sample/1.ans': '1\n',
      },
      /lost: \\b/,
    ],
  ])('%s', (_, files, line) => {
    const { report } = importExchange(zipped(files));
    expect(report.join('\n')).toMatch(line);
    expect(report.join('\n').length).toBeLessThan(5_000);
  });
});

test('problem.yaml: scalars, lists and one level below', () => {
  const { values, unread } = readSmallYaml(
    "# c\nname: \"A # b: c\" # d\nsource: it's\nempty: ~\nkeywords: [x, 'y z']\nlist:\n- a\n- b\nlimits:\n    memory: 512 # MiB\n    deep:\n      deeper: 1\nodd\n",
  );
  expect(
    Object.fromEntries(
      [...values].map(([key, value]) => [key, value instanceof Map ? Object.fromEntries(value) : value]),
    ),
  ).toEqual({
    ...{ name: 'A # b: c', source: "it's", empty: '', keywords: ['x', 'y z'] },
    list: ['a', 'b'],
    limits: { memory: '512' },
  });
  expect(unread).toEqual(['deep:', 'deeper: 1', 'odd']);
});

test('TeX of statements', () => {
  const lost: string[] = [];
  const tex = `\\problemname{X}
\\newcommand{\\maxn}{10^5}
Some \\emph{words}, \`\`quoted'' \\& more\\footnote{no}. % comment
\\begin{Input}
  One line: $1 \\le n \\le \\maxn$.
  \\begin{itemize}
    \\item first \\textbf{bold}
    \\item second \\texttt{a\\_b}
  \\end{itemize}
\\end{Input}
\\includegraphics[width=1cm]{fig}
\\begin{verbatim}
  int *a;
\\end{verbatim}
\\[ x^2 \\]`;
  expect(markdownOfTex(tex, (what) => lost.push(what))).toBe(
    'Some *words*, "quoted" & moreno. \n\n## Input\n\nOne line: $1 \\le n \\le 10^5$.\n\n- first **bold**\n- second `a_b`\n\n```\n  int *a;\n```\n\n$$\nx^2\n$$'.replace(
      '. \n',
      '.\n',
    ),
  );
  expect(lost).toEqual(['\\footnote of the statement', 'the picture fig']);
});

describe('a draft', () => {
  let childPath: string;
  beforeAll(async () => {
    childPath = (await buildConfinedOnce()).packageChild;
  });

  const passes = async (files: PackageFiles): Promise<boolean> => {
    const exercise = await PackageExercise.open('test/double', files, { childPath });
    try {
      expect(exercise.exercise.definition.view).toMatchObject({
        time: 'step',
        parts: { input: {}, output: {} },
      });
      const { programOf } = exercise.programs();
      const [reference] = exercise.solutions;
      const [sample] = exercise.description.samples;
      if (reference === undefined || sample === undefined) throw new Error('no solution or sample');
      const { name, title, parameters } = sample;
      return (
        await exercise.own(await programOf(reference), { name, title, role: 'sample', seed: '1', parameters })
      ).passed;
    } finally {
      await exercise.close();
    }
  };

  test('that cannot be checked yet says what is still to be written', async () => {
    const files = importExchange(zipped(DOUBLE)).packages[0]?.files ?? new Map();
    const place = 'test/double' as const;
    const outcome = await checkedPackage({
      ...{ id: place, home: place, files, secrets: ['secret'], mutants: false, childPath },
      onProgress() {},
    });
    expect(outcome).toMatchObject({
      kind: 'refused',
      problems: expect.arrayContaining([
        expect.stringMatching(/solution\.ts breaks NU2/),
        expect.stringMatching(/^solution\.ts:3: TODO the reference/),
        'hints.md:1: TODO a first hint',
      ]),
    });
  });

  test('is graded as soon as its solution is written, and passes with a right one only', async () => {
    const draft = importExchange(zipped(DOUBLE)).packages[0]?.files ?? new Map();
    expect(await passes(draft)).toBe(false);
    const written = new Map(draft);
    written.set(
      'solution.ts',
      draft
        .get('solution.ts')
        ?.replace('this.services.read();', 'this.services.print(2 * this.services.read());') ?? '',
    );
    expect(await passes(written)).toBe(true);
  });

  test('leaves as the problem that it came from', () => {
    const draft = importExchange(zipped(DOUBLE)).packages[0];
    if (draft === undefined) throw new Error('no draft');
    const { archive, report } = exportExchange([draft], 'kattis');
    expect(report).toContain('double-it: lost: which cases are ranked');
    const { packages } = importExchange(archive);
    // No question: the statement shows the outputs of the samples.
    expect(packages.map(({ name }) => name)).toEqual(['double-it']);
    const back = packages[0]?.files;
    expect(back?.get('samples.ts')?.replace(/The data of .*?\./g, '')).toBe(
      draft.files.get('samples.ts')?.replace(/The data of .*?\./g, ''),
    );
    expect(back?.get('hidden.ts')?.match(/"parameters":.*\}/g)).toEqual(
      draft.files.get('hidden.ts')?.match(/"parameters":.*\}/g),
    );
    expect(back?.get('exercise.ts')).toBe(draft.files.get('exercise.ts'));
    // Nothing is said twice.
    expect(back?.get('statement.md')).toBe(
      draft.files.get('statement.md')?.replace(/^```example.*$/gm, '```'),
    );
  });
});

test('wrong solutions leave as what they are: patches of the reference, and of other right ones', () => {
  const draft = importExchange(zipped(DOUBLE)).packages[0];
  if (draft === undefined) throw new Error('no draft');
  const files = new Map(draft.files);
  files.set('right/other.ts', 'export class Solution { right = true; }\n');
  files.set(
    'wrong.ts',
    `export default [
      { name: 'of-other', fails: 'NU1', why: 'It is not.', base: 'right/other.ts', replace: [['true', 'false']] },
      { name: 'of-reference', exceeds: ['units'], why: 'Twice.', replace: [['return 0', 'return 1']] },
      { name: 'of-none', fails: 'NU1', why: 'Nowhere.', replace: [['there is no such text', '']] },
    ];`,
  );
  const { archive, report } = exportExchange([{ name: 'double', files }], 'kattis');
  const out = openForeignArchive(archive);
  expect([...out.names].filter((name) => name.includes('/submissions/')).sort()).toEqual([
    'double/submissions/accepted/other.ts',
    'double/submissions/accepted/solution.ts',
    'double/submissions/time_limit_exceeded/of-reference.ts',
    'double/submissions/wrong_answer/of-other.ts',
  ]);
  expect(report.filter((line) => line.includes('wrong solutions'))).toEqual([
    "double: lost: wrong solutions that are patches of the simulator's own: of-none",
  ]);
});

test('an exercise of the catalogue leaves with its statement, solutions and cases', () => {
  const files = readPackageFolder('exercises/scheduling/shortest-job');
  const { archive, report } = exportExchange([{ name: 'shortest-job', files }], 'kattis');
  const out = openForeignArchive(archive);
  expect([...out.names]).toEqual(
    expect.arrayContaining([
      'shortest-job/problem.yaml',
      'shortest-job/statement/problem.en.md',
      'shortest-job/submissions/accepted/solution.ts',
      'shortest-job/attachments/contract.ts',
    ]),
  );
  expect(out.text('shortest-job/problem.yaml')).toMatch(/type: interactive/);
  expect(report.join('\n')).toMatch(/judge\(\) would have to be an output validator/);
  expect(exportExchange([{ name: 'shortest-job', files }], 'kattis').archive).toEqual(archive);
});

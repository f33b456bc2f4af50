/**
 * Guarantee: a question of the catalogue makes the same variants as a package, whose code runs confined; a package that
 * hangs, throws or makes something else is told to be at fault.
 */
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../../simulator/engine/random';
import { buildConfinedOnce } from '../build/build-all';
import { checkQuestion } from '../library/check-question';
import { loadQuestion, questionFolder } from '../library/exercise-library';
import { type PackageFiles, readPackageFolder } from './package-files';
import { PackageQuestion } from './package-question';

let childPath: string;
beforeAll(async () => {
  childPath = (await buildConfinedOnce()).packageChild;
});

async function opened<Result>(
  id: string,
  files: PackageFiles,
  use: (question: PackageQuestion) => Promise<Result>,
): Promise<Result> {
  const question = await PackageQuestion.open(id, files, childPath);
  try {
    return await use(question);
  } finally {
    await question.close();
  }
}

test.each(['scheduling/waiting-time', 'memory/replay-log', 'synchronization/atomic-traffic'])(
  '%s',
  async (id) => {
    const definition = await loadQuestion(id);
    await opened(id, readPackageFolder(questionFolder(id)), async (question) => {
      const seeds = ['1', 'a secret seed', '77'];
      const here = seeds.map((seed) => ({ question: definition.generate(new Random(seed)) }));
      expect(await question.generate(seeds)).toEqual(JSON.parse(JSON.stringify(here)));
    });
  },
);

test('its promises are those of the catalogue', async () => {
  const id = 'memory/replay-log';
  const definition = await loadQuestion(id);
  await opened(id, readPackageFolder(questionFolder(id)), async (question) => {
    expect(await question.check()).toEqual(checkQuestion(id, definition));
  });
});

test('a question without code is a package too, and told what does not hold', async () => {
  const plain = (change: object) =>
    new Map([
      [
        'question.json',
        JSON.stringify({
          ...{ title: 'Sum', summary: 'Adds two numbers.', rows: [1] },
          variables: { a: { from: 1, to: 99 }, b: { from: 1, to: 99 } },
          prompt: 'How much are {{a}} and {{b}}?',
          parts: [{ kind: 'number', id: 'sum', label: 'Sum', points: 1, answer: 'a + b' }],
          explanation: '{{a}} + {{b}} = {{a + b}}',
          ...change,
        }),
      ],
    ]);
  const problemsOf = (files: PackageFiles) =>
    opened('test/sum', files, async (question) => (await question.check()).problems);
  expect(await problemsOf(plain({}))).toEqual([]);
  expect(await problemsOf(plain({ rows: [] }))).toEqual([]);
  const fixed = {
    ...{ variables: {}, prompt: 'How much are 2 and 3?', explanation: 'It is 5.' },
    parts: [{ kind: 'number', id: 'sum', label: 'Sum', points: 1, answer: '5' }],
  };
  expect(await problemsOf(plain(fixed))).toEqual([]);
  const few = { a: { from: 1, to: 3 }, b: { is: '2' } };
  expect((await problemsOf(plain({ variables: few })))[0]).toContain('only 3 ask for different things');
  expect((await problemsOf(plain({ explanation: '{{c}}' })))[0]).toContain('there is no variable c here');
  await expect(problemsOf(plain({ parts: [] }))).rejects.toThrow(/question\.json: parts/);
});

const made = (generate: string, before = ''): PackageFiles =>
  new Map([
    [
      'question.ts',
      `${before}
const honest = { prompt: 'How much?', explanation: 'So much.', parts: [{ kind: 'number', id: 'a', label: 'Sum', points: 1, answer: 3, tolerance: 0, unit: '' }] };
export default { title: 'Made up', summary: 'Made up.', rows: [1], generate: (random: any) => { ${generate} } };
`,
    ],
  ]);

test.each<[string, PackageFiles, RegExp]>([
  ['hangs', made('for (;;);'), /processor time to generate/],
  [
    'floods',
    made("return { ...honest, prompt: 'x'.repeat(1e8) };"),
    /prompt|ran out of|ended when|processor time/,
  ],
  ['makes no question', made('return 3;'), /a variant/],
  [
    'makes another kind of part',
    made("return { ...honest, parts: [{ kind: 'script', id: 'a' }] };"),
    /a variant/,
  ],
  [
    'makes an answer that is none',
    made("return { ...honest, parts: [{ ...honest.parts[0], answer: '3' }] };"),
    /a variant/,
  ],
  [
    'makes a table of millions',
    made(
      "return { ...honest, given: { caption: '', columns: [], rows: Array.from({ length: 1e6 }, () => []) } };",
    ),
    /a variant|ran out of|processor time/,
  ],
  [
    'has a picture with a script',
    made(
      'return { ...honest, pictures: [{ alternative: "x", svg: \'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>\' }] };',
    ),
    /pictures.*script/s,
  ],
  [
    'says megabytes of an answer',
    made("return { ...honest, parts: [{ ...honest.parts[0], feedback: { right: 'x'.repeat(1e6) } }] };"),
    /feedback/,
  ],
  [
    'is longer in all than anybody reads',
    made(
      "return { ...honest, parts: Array.from({ length: 30 }, (_, i) => ({ ...honest.parts[0], id: 'p' + i, feedback: { right: 'x'.repeat(9_000) } })) };",
    ),
    /more than 150000 characters in all/,
  ],
  ['replaces what answers', made('return honest;', 'JSON.stringify = (() => 7) as never;'), /./],
])('one that %s is at fault', async (_, files, message) => {
  await expect(opened('test/made-up', files, (question) => question.generate([1]))).rejects.toThrow(message);
});

test('one that throws, knows a clock or remembers is told so when it is checked', async () => {
  const problemsOf = (files: PackageFiles) =>
    opened('test/made-up', files, async (question) => (await question.check()).problems.join('\n'));
  expect(await problemsOf(made("throw new Error('no idea');"))).toContain('no idea');
  expect(await problemsOf(made('return { ...honest, prompt: String(Date.now()) };'))).toContain(
    'Date is not defined',
  );
  expect(await problemsOf(made('n++; return { ...honest, prompt: String(n) };', 'let n = 0;'))).toContain(
    'the same seed gives another question',
  );
});

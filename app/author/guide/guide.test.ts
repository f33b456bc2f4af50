/** Guarantee: the example of the guide is an exercise, to its last promise: what an author copies works. */
import { describe, expect, test } from 'vitest';
import { buildConfinedOnce } from '../../../grader/build/build-all';
import { checkPackage } from '../../../grader/packages/check-package';
import { evaluate, type FormulaValue } from '../../../grader/packages/formula';
import { PackageExercise } from '../../../grader/packages/package-exercise';
import { packageProblems } from '../../../grader/packages/package-files';
import { plainQuestion } from '../../../grader/packages/plain-question';
import { Random } from '../../../simulator/engine/random';
import { openQuestion } from '../question/question-text';
import { questionWords } from '../question/words';
import { authorWords } from '../words';
import { guideFiles, guideQuestion, readGuide, shownGuide } from './guide';

test('the files of the guide are an exercise that holds, its mutants included', {
  timeout: 240_000,
}, async () => {
  const files = guideFiles(await readGuide());
  expect(packageProblems(files)).toEqual([]);
  const { packageChild: childPath } = await buildConfinedOnce();
  const exercise = await PackageExercise.open('memory/first-out', files, { childPath });
  try {
    const secrets = ['a secret of at least thirty-two characters', 'another one'];
    const report = await checkPackage(exercise, files, secrets, { mutants: true });
    expect(report.problems).toEqual([]);
    expect(report.mutants?.score).toBe(1);
  } finally {
    await exercise.close();
  }
});

test('a page shows each file under its path', async () => {
  const guide = await readGuide();
  const shown = shownGuide(guide);
  for (const path of [...guideFiles(guide).keys(), 'question.json'])
    expect(shown).toContain(`**\`${path}\`**`);
  expect(shown).not.toMatch(/^`{3,4}(ts|md|json) /m);
});

describe('the question of the guide', () => {
  test('is one that the form shows whole, and all of its variants can be made and differ', async () => {
    const text = guideQuestion(await readGuide());
    expect(openQuestion(text)).toMatchObject({ unfinished: '' });
    const { generate } = plainQuestion(text);
    const made = Array.from({ length: 300 }, (_, seed) => generate(new Random(seed)));
    expect(new Set(made.map((each) => JSON.stringify(each))).size).toBeGreaterThan(20);
    const rightOptions = made.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.kind === 'choice' ? [part.answer.length] : [])),
    );
    expect(new Set(rightOptions)).toEqual(new Set([1]));
    expect(new Set(made.flatMap(({ parts }) => parts.map(({ kind }) => kind))).size).toBe(4);
  });

  test('what formulas are is what the guide says', async () => {
    const rows = [...(await section()).matchAll(/^\| `(.+?)` +\| (\S+) +\|$/gm)];
    expect(rows.length).toBeGreaterThan(8);
    const scope = new Map<string, FormulaValue>([
      ['not_yet', 0],
      ['policy', 'round robin'],
    ]);
    for (const [, formula = '', value = ''] of rows)
      expect(evaluate(formula, scope), formula).toBe(Number(value));
  });

  test('every field of the form is explained, under the name that it has there', async () => {
    const text = await section();
    const named = [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name);
    const { kinds, sources, pointsPer: _, ...words } = questionWords;
    const wanted: (keyof typeof words)[] = [
      ...([
        'about',
        'title',
        'summary',
        'rows',
        'variables',
        'name',
        'source',
        'undo',
        'conditions',
      ] as const),
      ...(['asked', 'prompt', 'addGiven', 'pictures', 'alternative', 'parts', 'id', 'points'] as const),
      ...(['answer', 'unit', 'tolerance', 'multiple', 'shuffled', 'options', 'right', 'accepted'] as const),
      ...(['columns', 'tableRows', 'lanes', 'symbols', 'slots', 'runs', 'optionFeedback'] as const),
      ...(['feedback', 'feedbackRight', 'feedbackWrong', 'reactions', 'explanation'] as const),
      ...(['sample', 'seed', 'another', 'answers', 'text'] as const),
    ];
    for (const word of wanted) expect(named, word).toContain(words[word]);
    for (const name of [...Object.values(kinds), ...Object.values(sources)]) expect(named).toContain(name);
    // What stands in it in the same way is on the form, or a page or button of the author's.
    const there = [
      ...[...Object.values(questionWords), ...Object.values(kinds), ...Object.values(sources)],
      ...[authorWords.parts.files, authorWords.parts.check, 'New', 'A', 'B', 'C'],
    ];
    expect(named.filter((name) => !there.includes(name as string))).toEqual([]);
  });
});

/** About the form. */
async function section(): Promise<string> {
  const [, text = ''] = /^### In the form\n([\s\S]*?)^## /m.exec(await readGuide()) ?? [];
  return text;
}

/** Guarantee: the reference tells every exported name of the format, with what it is given and nothing of how it works. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { declarationsIn, declarationsOf, REFERENCE_FILES } from './format-reference';

test.each(REFERENCE_FILES)('$path', async ({ path }) => {
  const source = readFileSync(path, 'utf8');
  const exported = [
    ...source.matchAll(/^export (?:abstract )?(?:const|function\*?|class|interface|type) (\w+)/gm),
  ];
  const told = await declarationsOf(path);
  expect(told.map(({ name }) => name)).toEqual(exported.map(([, name]) => name));
  for (const { name, code } of told) {
    expect(code, name).toContain(name);
    expect(code, name).not.toMatch(/^\s*(?:return|throw|const \w+ = this|if \()/m);
    const bare = code.replace(/\/\*[\s\S]*?\*\//g, '');
    expect((bare.match(/[{(]/g) ?? []).length, name).toBe((bare.match(/[})]/g) ?? []).length);
  }
});

test('a class is told by its public methods, a function by its head', () => {
  expect(
    declarationsIn(`import { x } from './x';

/** Keeps them. */
export class Book<Rule extends string> {
  private readonly found = new Map<Rule, string>();

  constructor(private readonly rules: readonly Rule[]) {}

  /** @returns what is there. */
  checks(
    of: Rule,
  ): readonly string[] {
    if (x) {
      return [];
    }
    return [];
  }

  private hidden(): void {
    x();
  }
}

export const MOST = 3;

/** Does it. */
export function work(given: number): number {
  return given;
}

export type One =
  | 'a'
  | 'b';
`),
  ).toEqual([
    {
      name: 'Book',
      text: 'Keeps them.',
      code: [
        'export class Book<Rule extends string> {',
        '  constructor(private readonly rules: readonly Rule[]) {}',
        '',
        '  /** @returns what is there. */',
        '  checks(',
        '    of: Rule,',
        '  ): readonly string[];',
        '}',
      ].join('\n'),
    },
    { name: 'MOST', text: '', code: 'export const MOST = 3;' },
    { name: 'work', text: 'Does it.', code: 'export function work(given: number): number;' },
    { name: 'One', text: '', code: "export type One =\n  | 'a'\n  | 'b';" },
  ]);
});

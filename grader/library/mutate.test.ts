/** Which mistakes are made of a text, each at its place, and none of its types. */
import { describe, expect, it } from 'vitest';
import { applyEdit, mutationsOf } from './mutate';

const TEXT = `import { load } from './contract';
const SIZE: 4 = 4;
export class Ring extends Base {
  private first = 0;
  constructor(private readonly items: number[] = []) {
    super();
  }
  take(at: number): number {
    if (at < SIZE && !this.items.length) return -1;
    this.first += at * 2;
    for (let i = 0; ; i++) {
      if (i as number === 3) break;
    }
    return (this.items[at]!) as number;
  }
}
`;

const changes = (text: string) =>
  mutationsOf(text).map(({ line, column, change }) => `${line}:${column} ${change}`);

describe('mutants', () => {
  it('are made of every operator, constant, statement, branch and result, and of nothing else', () => {
    expect(changes(TEXT)).toMatchInlineSnapshot(`
      [
        "2:17 \`4\` becomes \`5\`",
        "2:17 \`4\` becomes \`3\`",
        "4:19 \`0\` becomes \`1\`",
        "4:19 \`0\` becomes \`(-1)\`",
        "9:9 the condition \`at < SIZE && !this.items.length\` becomes its opposite",
        "9:12 \`<\` becomes \`<=\`",
        "9:12 \`<\` becomes \`>\`",
        "9:19 \`&&\` becomes \`||\`",
        "9:22 \`!\` is dropped",
        "9:50 \`1\` becomes \`2\`",
        "9:50 \`1\` becomes \`0\`",
        "10:5 \`this.first += at * 2;\` is dropped",
        "10:16 \`+=\` becomes \`-=\`",
        "10:22 \`*\` becomes \`/\`",
        "10:24 \`2\` becomes \`3\`",
        "10:24 \`2\` becomes \`1\`",
        "11:18 \`0\` becomes \`1\`",
        "11:18 \`0\` becomes \`(-1)\`",
        "11:24 \`++\` becomes \`--\`",
        "12:11 the condition \`i as number === 3\` becomes its opposite",
        "12:23 \`===\` becomes \`!==\`",
        "12:27 \`3\` becomes \`4\`",
        "12:27 \`3\` becomes \`2\`",
        "12:30 \`break;\` is dropped",
        "14:12 \`(this.items[at]!) as number\` becomes \`0\`",
      ]
    `);
  });

  it('change the text at their place only', () => {
    const results = mutationsOf('f(a <= b ? 1 : g(2));').map((edit) =>
      applyEdit('f(a <= b ? 1 : g(2));', edit),
    );
    expect(results).toMatchInlineSnapshot(`
      [
        ";",
        "f(!(a <= b) ? 1 : g(2));",
        "f(a < b ? 1 : g(2));",
        "f(a >= b ? 1 : g(2));",
        "f(a <= b ? 2 : g(2));",
        "f(a <= b ? 0 : g(2));",
        "f(a <= b ? 1 : g(3));",
        "f(a <= b ? 1 : g(1));",
      ]
    `);
  });

  it('finds an operator behind comments, brackets and operands that hold the same', () => {
    expect(
      changes('x = (a < b /* < */) < (c);').filter((each) => each.includes('`<`')),
    ).toMatchInlineSnapshot(`
      [
        "1:8 \`<\` becomes \`<=\`",
        "1:8 \`<\` becomes \`>\`",
        "1:21 \`<\` becomes \`<=\`",
        "1:21 \`<\` becomes \`>\`",
      ]
    `);
  });

  it('makes nothing of types', () => {
    expect(changes('interface A { b: 1 }\ntype C = 2 | true;\nlet d: Array<3>;\nimport e from "f";')).toEqual(
      [],
    );
  });

  it('makes nothing of the shape of a policy, which is given', () => {
    const shape = (type: string) => changes(`export const SHAPE: ${type} = { methods: { exit: 1 } };`);
    expect(shape('PolicyShape')).toEqual([]);
    expect(shape('Other')).toHaveLength(2);
  });

  it('refuses what is no program', () => {
    expect(() => mutationsOf('let 1;')).toThrow('line 1');
  });
});

/** The model of fork on programs whose trees are known. */
import { describe, expect, it } from 'vitest';
import { Random } from '../../../../simulator/engine/random';
import question, { runProgram } from './question';

const FORK = { kind: 'fork' } as const;
const print = (letter: string) => ({ kind: 'print', letter }) as const;
const tree = (processes: ReturnType<typeof runProgram>) =>
  processes.map(({ number, parent, printed }) => `${parent}>${number}:${printed}`).join(' ');

describe('the fork question', () => {
  it('doubles the processes with each plain fork', () => {
    expect(runProgram([FORK, FORK, FORK])).toHaveLength(8);
    expect(tree(runProgram([FORK, FORK, print('x')]))).toBe('0>1:x 1>2:x 1>3:x 2>4:x');
  });

  it('tells child and parent apart, and prints before the fork once', () => {
    const only = (child: boolean) => ({ kind: 'only', child, length: 2 }) as const;
    const block = [print('b'), { kind: 'exit' } as const];
    expect(tree(runProgram([print('a'), FORK, only(true), ...block, print('c')]))).toBe('0>1:ac 1>2:b');
    expect(tree(runProgram([print('a'), FORK, only(false), ...block, print('c')]))).toBe('0>1:ab 1>2:c');
  });

  it('tells in its trace a line of the listing for each step, and the whole output at the end', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { prompt, parts, worked } = question.generate(new Random(seed));
      const steps = worked?.[1]?.rows ?? [];
      for (const [, , line, happens = ''] of steps) {
        const code = new RegExp(`^ *${line}  (.*)$`, 'm').exec(prompt)?.[1] ?? '';
        expect(code).toContain(
          happens.startsWith('prints') ? 'print' : happens === 'exits' ? 'exit' : 'fork',
        );
      }
      const output = parts.find(({ id }) => id === 'output');
      expect(output?.kind === 'text' && output.answers).toEqual([steps.at(-1)?.[4]]);
    }
  });
});

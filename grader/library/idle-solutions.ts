/**
 * Solutions that do nothing: every method answers a constant, or one of its own arguments. They come from the shape
 * alone, so that no exercise can forget them, and what they earn is for nothing.
 */
import type { PolicyShape } from '../../simulator/engine/policy';

export interface IdleSolution {
  /** `enqueue 0, pickNext -1, tick 1` */
  readonly name: string;
  readonly source: string;
}

/** What methods answer one by one; the extremes are answered by all of them alike. */
const ANSWERS = ['0', '1', '-1'];
const EXTREMES = ['2', '64', '4096', '2147483647', '-2147483648'];

/** Which combinations of answers there are. */
export type Thoroughness = 'pairs' | 'triples' | 'all';

/**
 * Which methods answer how, of up to four; more share theirs. Each answer is a sum of free choices: of any two methods
 * every pair of answers occurs, of any three every triple (orthogonal arrays, Rao 1947), or all combinations.
 */
const CHOICES: Readonly<Record<Thoroughness, readonly (readonly number[])[]>> = {
  pairs: [
    [1, 0],
    [0, 1],
    [1, 1],
    [1, 2],
  ],
  triples: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 1],
  ],
  all: [
    [1, 0, 0, 0],
    [0, 1, 0, 0],
    [0, 0, 1, 0],
    [0, 0, 0, 1],
  ],
};

export function idleSolutions(shape: PolicyShape, thoroughness: Thoroughness): IdleSolution[] {
  const names = [...Object.keys(shape.methods), ...Object.keys(shape.programs)];
  const sums = CHOICES[thoroughness];
  const count = ANSWERS.length ** Math.min(sums[0].length, names.length);
  const choice = (index: number, i: number) => Math.floor(index / ANSWERS.length ** i);
  const combinations = Array.from({ length: count }, (_, index) =>
    names.map((_, i) => {
      const at = sums[i % sums.length].reduce((sum, times, free) => sum + times * choice(index, free), 0);
      return ANSWERS[at % ANSWERS.length];
    }),
  );
  const alike = [...EXTREMES, 'first', 'last'].map((answer) => names.map(() => answer));
  return [...combinations, ...alike].map((answers) => ({
    name: names.map((name, i) => `${name} ${answers[i]}`).join(', '),
    source: idleSource(shape, new Map(names.map((name, i) => [name, answers[i]]))),
  }));
}

function idleSource(shape: PolicyShape, answers: ReadonlyMap<string, string>): string {
  const method =
    (star: string) =>
    ([name, parameters]: [string, number]) => {
      const list = Array.from({ length: parameters }, (_, i) => `argument${i}`);
      const answer = answers.get(name) as string;
      const argument = answer === 'first' ? list[0] : answer === 'last' ? list.at(-1) : answer;
      return `  ${star}${name}(${list.join(', ')}) { return ${argument ?? '0'}; }`;
    };
  const methods = Object.entries(shape.methods).map(method(''));
  const programs = Object.entries(shape.programs).map(method('*'));
  return [`export class ${shape.className} {`, ...methods, ...programs, '}', ''].join('\n');
}

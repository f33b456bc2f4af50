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
/** Of all combinations of ANSWERS; more methods than four share theirs. */
const MAXIMUM_COMBINATIONS = 81;
/**
 * Which sums of two free choices give the answers of each method: so that of any two methods among four, every pair of
 * answers occurs (an orthogonal array, Rao 1947). More methods share theirs.
 */
const PAIRS = [
  [1, 0],
  [0, 1],
  [1, 1],
  [1, 2],
];

/** @param pairsOnly not all combinations of answers: of any two methods all pairs. */
export function idleSolutions(shape: PolicyShape, pairsOnly = false): IdleSolution[] {
  const names = [...Object.keys(shape.methods), ...Object.keys(shape.programs)];
  const free = pairsOnly ? Math.min(2, names.length) : names.length;
  const count = Math.min(MAXIMUM_COMBINATIONS, ANSWERS.length ** free);
  const choice = (index: number, i: number) => Math.floor(index / ANSWERS.length ** i);
  const combinations = Array.from({ length: count }, (_, index) =>
    names.map((_, i) => {
      const [first, second] = PAIRS[i % PAIRS.length];
      const at = pairsOnly ? first * choice(index, 0) + second * choice(index, 1) : choice(index, i);
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

/**
 * A draft of an exercise from a problem whose input and output are whole numbers: what a program reads and prints becomes
 * what a class asks for and answers. It is a package at once, and proves itself when its author has written the solution.
 */
import type { PackageFiles } from '../package-files';

export interface NumbersCase {
  readonly name: string;
  readonly title: string;
  readonly input: string;
  readonly answer: string;
}

export interface Problem {
  readonly title: string;
  /** Markdown. */
  readonly statement: string;
  /** It says already what to build. */
  readonly isWhole: boolean;
  /** Markdown: who wrote it, and what may be done with it. */
  readonly credits: string;
  readonly samples: readonly NumbersCase[];
  readonly secret: readonly NumbersCase[];
}

/** A parameter of a case has no more characters. */
export const MOST_CASE_CHARACTERS = 200;

/** Whether all of a text is whole numbers that cross the boundary between machine and policy. */
export const isNumbers = (text: string) =>
  text
    .trim()
    .split(/\s+/)
    .every((word) => /^-?\d{1,10}$/.test(word) && Math.abs(Number(word)) < 2 ** 31);

export const onOneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

const literal = (value: unknown) => JSON.stringify(value);

export function numbersExercise(problem: Problem): PackageFiles {
  return new Map([
    ['contract.ts', CONTRACT],
    ['simulation.ts', SIMULATION],
    ['judge.ts', JUDGE],
    ['exercise.ts', exerciseText(problem.title)],
    ['samples.ts', casesText('SampleCase', problem.samples, { seed: 1 })],
    ['hidden.ts', hiddenText(problem.secret)],
    ['starter.ts', solutionText('Write here what the problem asks for')],
    [
      'solution.ts',
      solutionText('TODO the reference: a submission that was accepted there, as such a class'),
    ],
    [
      'statement.md',
      `${problem.statement}${problem.isWhole ? '' : `\n\n${HOW}${exampleOf(problem)}`}${problem.credits}`,
    ],
    ['hints.md', 'TODO a first hint\n\n---\n\nTODO a hint that says more\n'],
  ]);
}

export const CONTRACT = `/**
 * What you implement, and what you may call instead of reading and printing.
 *
 *      import type { Services, Solver } from './contract';
 *      export class Solution implements Solver { ... }
 */

export interface Services {
  /** How many numbers of the input have not been read. */
  remaining(): number;
  /** The next number of the input; 0 when none is left. */
  read(): number;
  /** Prints a whole number. */
  print(number: number): number;
}

/** Created with \`new Solution(services)\`, once a case. */
export interface Solver {
  /** Called once: reads the input and prints the output. Its own answer does not matter. */
  solve(): number;
}
`;

const SIMULATION = `/** Hands the numbers of the input to a class, one by one, and takes those that it prints. No expected results. */
import { defineEvents } from '../../../simulator/engine/define-events';
import type { SimulationContext } from '../../exercise-definition';

export type RunParameters = Readonly<{
  /** Numbers with a blank between. */
  input: string;
  /** As the input; for the judge. */
  answer: string;
}>;

export const EVENTS = defineEvents({
  read: { fields: ['number'], description: 'The next number of the input.', sentence: '{number} is read' },
  print: { fields: ['number'], description: 'A number of the output.', sentence: '{number} is printed' },
  'bad-print': { fields: [], description: 'What is no whole number of 32 bits is printed.' },
});

export const numbersOf = (text: string): number[] => (text === '' ? [] : text.split(' ').map(Number));

export function simulate({ policies, trace, counters }: SimulationContext, { input }: RunParameters): null {
  const numbers = numbersOf(input);
  let at = 0;
  let step = 0;
  const { methods } = policies.create({
    remaining: () => Math.max(0, numbers.length - at),
    read: () => {
      const number = numbers[at++] ?? 0;
      trace.record(step++, EVENTS.index.read, number);
      return number;
    },
    print: (number) => {
      if (number === (number | 0)) trace.record(step++, EVENTS.index.print, number);
      else trace.record(step++, EVENTS.index['bad-print']);
      return 0;
    },
  });
  methods.solve();
  counters.policyUnits = policies.takeUnits();
  return null;
}
`;

const JUDGE = `/** Holds what is printed against the answer, number by number; after the first that differs nothing more is judged. */
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, numbersOf, type RunParameters } from './simulation';

export function judge({ trace, parameters }: JudgeInput<RunParameters, null>): readonly Check[] {
  const book = new RuleBook(['NU1', 'NU2']);
  const wanted = numbersOf(parameters.answer);
  let printed = 0;
  for (const event of new Events(trace, EVENTS.kinds).of()) {
    if (event.name === 'read') continue;
    const isRight = event.name === 'print' && printed < wanted.length && event.number === wanted[printed];
    if (!isRight) {
      const said = event.name === 'print' ? \`\${event.number} was printed\` : 'What was printed is no whole number';
      const should = printed < wanted.length ? \`number \${printed + 1} of the output is \${wanted[printed]}\` : 'the output has ended';
      book.broken('NU1', event.index, \`\${said}, but \${should}.\`);
      book.withhold('NU2');
      break;
    }
    printed++;
  }
  if (printed > 0) book.kept('NU1');
  if (printed === wanted.length) book.kept('NU2');
  else if (trace.length > 0) book.broken('NU2', trace.length - 1, \`The run ended after \${printed} of \${wanted.length} numbers.\`);
  return book.checks();
}
`;

const exerciseText = (title: string) => `import { defineExercise } from '../../exercise-definition';
import { definePicture } from '../../picture-description';
import { judge } from './judge';
import { EVENTS, simulate } from './simulation';

export default defineExercise({
  title: ${literal(title.slice(0, 100))},
  summary: 'TODO one sentence for the catalogue.',
  // TODO the rows of the syllabus that it covers, instead of the first.
  rows: [1],
  difficulty: 2,
  view: definePicture(EVENTS, {
    time: 'step',
    parts: {
      input: { kind: 'queue', title: 'What was read' },
      output: { kind: 'queue', title: 'What was printed' },
    },
    on: {
      read: [{ part: 'input', push: 'number' }],
      print: [{ part: 'output', push: 'number' }],
    },
  }),
  shape: { className: 'Solution', methods: { solve: 0 }, programs: {}, services: { remaining: 0, read: 0, print: 1 } },
  events: EVENTS.kinds,
  rules: [
    { id: 'NU1', title: 'Every number that is printed is that of the answer at its place.', points: 60 },
    { id: 'NU2', title: 'All numbers of the answer are printed.', points: 30 },
  ],
  budgets: [
    { id: 'units', title: 'Steps that your code takes', counter: 'policyUnits', unit: 'units', points: 10, factor: 25, slack: 5_000 },
  ],
  metric: { counter: 'policyUnits', title: 'Steps that your code takes', unit: 'units' },
  limits: { unitsPerCase: 50_000_000 },
  showFailures: true,
  simulate,
  judge,
});
`;

/** The last is ranked too. */
function hiddenText(secret: readonly NumbersCase[]): string {
  const last = secret.at(-1);
  const ranked =
    last === undefined
      ? []
      : [{ ...last, name: 'ranked', title: 'What is ranked.', role: 'leaderboard', seeds: 1 }];
  return casesText('HiddenCase', [...secret, ...ranked], { role: 'hidden', distinguishes: [] });
}

function casesText(
  type: string,
  cases: readonly (NumbersCase & { role?: string; seeds?: number })[],
  more: object,
): string {
  const lines = cases.map(
    ({ input, answer, ...facts }) => `  ${literal({ ...more, ...facts, parameters: { input, answer } })},`,
  );
  return `import type { ${type} } from '../../exercise-definition';
import type { RunParameters } from './simulation';

const cases: readonly ${type}<RunParameters>[] = [
${lines.join('\n')}
];

export default cases;
`;
}

const solutionText = (what: string) => `import type { Services, Solver } from './contract';

// ${what}.
export class Solution implements Solver {
  constructor(private readonly services: Services) {}

  solve(): number {
    while (this.services.remaining() > 0) this.services.read();
    return 0;
  }
}
`;

const exampleOf = ({ samples: [first] }: Problem) =>
  first === undefined
    ? ''
    : `\n## An example\n\nTODO what happens in this run of a sample.\n\n\`\`\`example case=${first.name} lines=1-8\n\`\`\`\n`;

const HOW = `## What to build

Export a class \`Solution\` with a method \`solve()\`. Instead of reading and printing it calls \`services.read()\` for the next number of the input and \`services.print(number)\` for each number of the output; \`services.remaining()\` says how many are left to read. Where lines end makes no difference.

## Rules

- **NU1** Every number that is printed is that of the answer at its place.
- **NU2** All numbers of the answer are printed.

NU1 counts as kept once a number was printed and none was wrong. After the first wrong number nothing more is judged.

## Budgets

- **Steps that your code takes** (units): 25 times those of the reference, and 5,000.
`;

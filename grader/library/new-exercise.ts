/**
 * The files of a new exercise: a folder that `npx runqueue check` takes at once. What the author has to write is
 * marked TODO with a sentence, which check lists with its place.
 *
 *      like a family, without methods     its machine, cases and contract: simulation.ts and what it is made of
 *      with methods of its own            a run that calls each of them with numbers drawn from the seed
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Budget, View } from '../../exercises/exercise-definition';
import type { LibraryExercise } from './exercise-library';

/** A method, program or service as it was asked for: `enqueue:thread,reason`. */
export interface Signature {
  readonly name: string;
  readonly parameters: readonly string[];
}

export interface NewExercise {
  /** `scheduling/lottery` */
  readonly id: string;
  readonly className: string;
  /** None: those of the family. */
  readonly methods: readonly Signature[];
  readonly services: readonly Signature[];
  readonly rules: number;
  readonly like?: LibraryExercise;
}

/** An exercise whose machine cannot be taken for another one. */
export class UnfitFamily extends Error {}

/** By name in the folder. */
type FolderTexts = ReadonlyMap<string, string>;

const ALL_POINTS = 100;
const EVENT_FIELDS = 4;
/** Stands in a contract for the class of the family. */
const CLASS = '$CLASS$';

export function newExercise(asked: NewExercise): FolderTexts {
  const name = asked.id.slice(asked.id.indexOf('/') + 1);
  const title = titleOf(name);
  const rules = Array.from({ length: asked.rules }, (_, i) => `${rulePrefixOf(name)}${i + 1}`);
  const { like } = asked;
  const family = like !== undefined && asked.methods.length === 0 ? like : undefined;
  const parts = family === undefined ? ownMachine(asked) : familyMachine(family, asked.id);
  const texts = { ...asked, title, ruleIds: rules, parts };
  return new Map([
    ...parts.files.map(([file, text]) => [file, text.replaceAll(CLASS, asked.className)] as const),
    ['exercise.ts', exerciseText(texts)],
    ['judge.ts', judgeText(texts)],
    ['starter.ts', solutionText(texts, 'TODO say here what the student is to write')],
    [
      'solution.ts',
      solutionText(texts, 'TODO the reference: here, or one line that re-exports it from the simulator'),
    ],
    ['wrong.ts', WRONG],
    ['statement.md', statementText(texts)],
    ['hints.md', 'TODO a first hint\n\n---\n\nTODO a hint that says more\n'],
  ]);
}

/** `time-slice`: Time slice */
export function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `time-slice`: TimeSlice */
export const classNameOf = (name: string): string =>
  name.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase());

/** Two letters that its rules begin with. `time-slice`: TS */
export function rulePrefixOf(name: string): string {
  const initials = name.split('-').map((word) => word.charAt(0).toUpperCase());
  const letters = (initials.length > 1 ? initials.join('') : name.toUpperCase()).replace(/[^A-Z]/g, '');
  return letters.slice(0, 2).padEnd(2, 'X');
}

/** What the texts are made from. */
interface Machine {
  /** contract.ts, simulation.ts, samples.ts, hidden.ts and what they need. */
  readonly files: readonly (readonly [string, string])[];
  /** Of what the student's class implements; undefined where the contract does not say. */
  readonly interfaceName: string | undefined;
  readonly methods: readonly Signature[];
  readonly programs: readonly string[];
  readonly services: readonly Signature[];
  /** Of the kinds of events, for exercise.ts and judge.ts. */
  readonly eventsImport: string;
  readonly eventsName: string;
  readonly budgets: readonly Budget[];
  readonly metric: { readonly counter: string; readonly title: string; readonly unit: string };
  readonly view: View;
  /** Name of the first one, for the worked example. */
  readonly sample: string;
}

interface Texts extends NewExercise {
  readonly title: string;
  readonly ruleIds: readonly string[];
  readonly parts: Machine;
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `argument${i + 1}`);

/** As the contract calls them. */
function parametersIn(contract: string, method: string, count: number): string[] {
  const [, list = ''] = new RegExp(`^ +${method}\\(([^()]*)\\)`, 'm').exec(contract) ?? [];
  const names = [...list.matchAll(/(\w+)\??:/g)].map(([, name]) => name);
  return names.length === count ? names : numbered(count);
}

const typed = (parameters: readonly string[]) => parameters.map((each) => `${each}: number`).join(', ');
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const code = (value: unknown) => JSON.stringify(value);

function familyMachine(like: LibraryExercise, id: string): Machine {
  const { definition, folder } = like;
  const read = (file: string) => inChapter(readFileSync(join(folder, file), 'utf8'), like.id, id);
  const [, eventsName] = /events: (\w+)\.kinds/.exec(read('exercise.ts')) ?? [];
  const eventsImport = read('exercise.ts')
    .split('\n')
    .find(
      (line) =>
        line.startsWith('import') && eventsName !== undefined && new RegExp(`\\b${eventsName}\\b`).test(line),
    );
  if (eventsName === undefined || eventsImport === undefined)
    throw new UnfitFamily(
      `${like.id}/exercise.ts does not say where its table of events is: copy that exercise by hand`,
    );
  const source = /from ('[^']+')/.exec(eventsImport)?.[1] ?? '';
  const { methods, programs, services } = definition.shape;
  const contract = read('contract.ts').replaceAll(
    new RegExp(`\\b${definition.shape.className}\\b`, 'g'),
    () => CLASS,
  );
  const entries = (table: Readonly<Record<string, number>>) =>
    Object.entries(table).map(([name, count]) => ({ name, parameters: parametersIn(contract, name, count) }));
  return {
    files: [
      ['contract.ts', contract],
      ...reached(folder, ['simulation.ts', 'samples.ts', 'hidden.ts']).map(
        (file) => [file, file === 'hidden.ts' ? withoutNames(read(file)) : read(file)] as const,
      ),
    ],
    interfaceName: /implements (\w+)/.exec(read('starter.ts'))?.[1],
    methods: entries(methods),
    programs: Object.keys(programs),
    services: entries(services),
    eventsImport: `import { ${eventsName} } from ${source};`,
    eventsName,
    budgets: definition.budgets,
    metric: definition.metric,
    view: definition.view,
    sample: like.samples[0]?.name ?? '',
  };
}

const chapterOf = (id: string) => id.slice(0, id.indexOf('/'));

/** What a file imports from its chapter is still there, seen from another one. */
function inChapter(text: string, from: string, to: string): string {
  if (chapterOf(from) === chapterOf(to)) return text;
  return text.replace(/from '\.\.\/(?!\.)/g, () => `from '../../${chapterOf(from)}/`);
}

/** The wrong solutions that cases tell apart are those of the family. */
const withoutNames = (text: string) => text.replace(/distinguishes: \[[^\]]*\]/g, 'distinguishes: []');

/** The files and all that they import from beside them, but what a new exercise has of its own. */
function reached(folder: string, files: readonly string[]): string[] {
  const found: string[] = [];
  const look = (file: string) => {
    if (found.includes(file) || !existsSync(join(folder, file))) return;
    found.push(file);
    for (const [, path] of readFileSync(join(folder, file), 'utf8').matchAll(/from '(\.\/[^']+)'/g))
      look(relative(folder, join(folder, dirname(file), `${path}.ts`)));
  };
  files.forEach(look);
  const own = new Set(['contract.ts', 'judge.ts', 'exercise.ts', 'solution.ts', 'starter.ts', 'wrong.ts']);
  return found.filter((file) => !own.has(file));
}

function ownMachine({ methods, services, className, like }: NewExercise): Machine {
  const events = methods.map(({ name, parameters }) => {
    const fields = [...parameters.slice(0, EVENT_FIELDS - 1), 'answer'];
    return `  ${code(kebab(name))}: { fields: ${code(fields)}, description: 'TODO what a call of ${name} was about' },`;
  });
  const calls = methods.map(({ name, parameters }) => {
    const recorded = parameters.slice(0, EVENT_FIELDS - 1);
    return `    {
      ${parameters.length === 0 ? '' : `const [${parameters.join(', ')}] = [${parameters.map(() => 'random.below(numbers)').join(', ')}];`}
      const answer = call(${code(name)}${parameters.map((each) => `, ${each}`).join('')});
      trace.record(cycle, EVENTS.index[${code(kebab(name))}], ${[...recorded, 'answer'].join(', ')});
    }`;
  });
  const simulation = `/** TODO what runs here, on which machine or memory, and what the policy is asked. No expected results. */
import { defineEvents } ${writtenFrom('../../../simulator/engine/define-events')};
import type { SimulationContext } ${writtenFrom('../../exercise-definition')};

export type RunParameters = Readonly<{
  /** How often each method is called. */
  rounds: number;
  /** Arguments are drawn from 0 up to this. */
  numbers: number;
}>;

export const EVENTS = defineEvents({
${events.join('\n')}
});

export function simulate(context: SimulationContext, { rounds, numbers }: RunParameters): null {
  const { policies, random, trace, counters } = context;
  let cycle = 0;
  const policy = policies.create({ ${services.map(({ name }) => `${name}: () => ${name === 'now' ? 'cycle' : '0'}`).join(', ')} });
  const call = (name: string, ...given: number[]) => policy.methods[name]?.(...given) ?? 0;
  // TODO the run itself: a machine, a kernel or a memory that asks the policy.
  for (let round = 0; round < rounds; round++) {
    cycle++;
${calls.join('\n')}
  }
  counters.policyUnits = policies.takeUnits();
  return null;
}
`;
  const usual = `const usual: RunParameters = { rounds: 20, numbers: 10 };`;
  return {
    files: [
      ['contract.ts', contractText(className, methods, services)],
      ['simulation.ts', simulation],
      [
        'samples.ts',
        `import { samplesFrom } ${writtenFrom('../../judging/cases-from')};
import type { RunParameters } ${writtenFrom('./simulation')};

${usual}

export default samplesFrom(usual, [
  { name: 'first', title: 'TODO what this sample looks at.', seed: 1 },
  { name: 'longer', title: 'TODO what this sample looks at.', seed: 2, parameters: { rounds: 40 } },
]);
`,
      ],
      [
        'hidden.ts',
        `import { casesFrom } ${writtenFrom('../../judging/cases-from')};
import type { RunParameters } ${writtenFrom('./simulation')};

${usual}

export default casesFrom(usual, [
  // TODO cases that look at every rule; each names in \`distinguishes\` the wrong solutions that it must tell apart.
  { name: 'few', title: 'TODO what this case looks at.' },
  { name: 'many', title: 'TODO what this case looks at.', parameters: { rounds: 200 } },
  { name: 'leaderboard', title: 'TODO what is ranked.', rankedLike: 'many' },
]);
`,
      ],
    ],
    interfaceName: 'Policy',
    methods,
    programs: [],
    services,
    eventsImport: `import { EVENTS } ${writtenFrom('./simulation')};`,
    eventsName: 'EVENTS',
    budgets: [
      {
        id: 'units',
        title: 'Steps that your code takes',
        counter: 'policyUnits',
        unit: 'units',
        points: 10,
        factor: 25,
        slack: 5_000,
      },
    ],
    metric: { counter: 'policyUnits', title: 'Steps that your code takes', unit: 'units' },
    // A picture that a family describes is of the family's events.
    view: typeof like?.definition.view === 'string' ? like.definition.view : 'cores',
    sample: 'first',
  };
}

function contractText(
  className: string,
  methods: readonly Signature[],
  services: readonly Signature[],
): string {
  const member = ({ name, parameters }: Signature) => `  /** TODO when it is called, and what it answers. */
  ${name}(${typed(parameters)}): number;`;
  return `/**
 * TODO what you implement, and what you may call.
 *
 *      import type { Policy, Services } ${writtenFrom('./contract')};
 *      export class ${className} implements Policy { ... }
 */

${
  services.length === 0
    ? '/** There is nothing to call. */\nexport type Services = object;'
    : `/** What you may call. */\nexport interface Services {\n${services.map(member).join('\n')}\n}`
}

/** TODO how many objects there are, and who calls them. It is created with \`new ${className}(services)\`. */
export interface Policy {
${methods.map(member).join('\n')}
}
`;
}

function exerciseText({ title, ruleIds, className, parts, like, methods }: Texts): string {
  const { budgets, metric, view, eventsImport, eventsName } = parts;
  const left = ALL_POINTS - budgets.reduce((sum, { points }) => sum + points, 0);
  const points = (i: number) =>
    Math.floor((left * (i + 1)) / ruleIds.length) - Math.floor((left * i) / ruleIds.length);
  const table = (signatures: readonly Signature[]) =>
    code(Object.fromEntries(signatures.map(({ name, parameters }) => [name, parameters.length])));
  const shape =
    methods.length === 0 && like !== undefined
      ? code({ ...like.definition.shape, className })
      : `{ className: ${code(className)}, methods: ${table(parts.methods)}, programs: {}, services: ${table(parts.services)} }`;
  return `/** ${title}. */
${eventsImport}
import { defineExercise } ${writtenFrom('../../exercise-definition')};
import { judge } ${writtenFrom('./judge')};
import { simulate } ${writtenFrom('./simulation')};

export default defineExercise({
  title: ${code(title)},
  summary: 'TODO one sentence for the catalogue.',
  // TODO the rows of the syllabus that it covers.
  rows: [0],
  difficulty: ${like?.definition.difficulty ?? 2},
  view: ${code(view)},
  shape: ${shape},
  events: ${eventsName}.kinds,
  rules: [
${ruleIds.map((id, i) => `    { id: ${code(id)}, title: 'TODO what must hold.', points: ${points(i)} },`).join('\n')}
  ],
  budgets: ${code(budgets)},
  metric: ${code(metric)},
  limits: { unitsPerCase: ${like?.definition.limits.unitsPerCase ?? 50_000_000} },
  showFailures: true,
  simulate,
  judge,
});
`;
}

function judgeText({ ruleIds, parts: { eventsImport, eventsName } }: Texts): string {
  return `/**
 * TODO how it judges: what it keeps beside the trace, and what ends the judging, because what follows is only a
 * consequence.
 */
import type { Check, JudgeInput } ${writtenFrom('../../exercise-definition')};
import { Events } ${writtenFrom('../../judging/events')};
import { RuleBook } ${writtenFrom('../../judging/rule-book')};
${eventsImport}
import type { simulate } ${writtenFrom('./simulation')};

const RULES = ${code(ruleIds)} as const;

type Input = JudgeInput<Parameters<typeof simulate>[1], ReturnType<typeof simulate>>;

export function judge({ trace }: Input): readonly Check[] {
  const book = new RuleBook(RULES);
  for (const event of new Events(trace, ${eventsName}.kinds).of()) {
    // TODO hold each event against the rules: book.broken(rule, event.index, 'what happened, where, what to try'),
    // and book.kept(rule) once the run shows the thing done that the rule is about.
    if (event.index < 0) book.kept(...RULES);
  }
  return book.checks();
}
`;
}

function solutionText({ className, parts }: Texts, what: string): string {
  const { interfaceName, methods, programs } = parts;
  const imports = [
    ...(interfaceName === undefined ? [] : [`type ${interfaceName}`]),
    ...(programs.length > 0 ? ['type Operation', 'pause'] : []),
  ];
  const bodies = [
    ...methods.map(({ name, parameters }) => `  ${name}(${typed(parameters)}): number {\n    return 0;\n  }`),
    ...programs.map((name) => `  *${name}(): Operation {\n    yield* pause();\n    return 0;\n  }`),
  ];
  return `${imports.length === 0 ? '' : `import { ${imports.join(', ')} } ${writtenFrom('./contract')};\n\n`}// ${what}.
export class ${className}${interfaceName === undefined ? '' : ` implements ${interfaceName}`} {
${bodies.join('\n\n')}
}
`;
}

/** Ends an import in a text that is written: it is none of this file. */
export function writtenFrom(path: string): string {
  return `from '${path}'`;
}

const WRONG = `import type { WrongSolution } ${writtenFrom('../../wrong-solution')};

const wrong: readonly WrongSolution[] = [];

export default wrong;
`;

function statementText({ title, ruleIds, className, parts }: Texts): string {
  const { methods, programs, services, budgets } = parts;
  const rows = [
    ...methods.map(
      ({ name, parameters }) => `| \`${name}(${parameters.join(', ')})\` | TODO when | TODO what |`,
    ),
    ...programs.map((name) => `| \`${name}\` | TODO when | TODO what |`),
  ];
  return `TODO what ${title.toLowerCase()} is for, in a paragraph, and a block \`\`\`figure where a drawing helps.

## What to build

Export a class \`${className}\` with the methods of \`contract.ts\`:

| Method | Called when | Answer |
| --- | --- | --- |
${rows.join('\n')}

${services.length === 0 ? '' : `You may call ${services.map(({ name, parameters }) => `\`services.${name}(${parameters.join(', ')})\``).join(', ')}. TODO what each answers.\n`}
## Rules

${ruleIds.map((id) => `- **${id}** TODO what must hold.`).join('\n')}

TODO when a rule counts as kept, and what is judged no further after a mistake.

## Budgets

${budgets.map(({ title: budget, unit }) => `- **${budget}** (${unit}): TODO how much is allowed, in words.`).join('\n')}

## An example

TODO what happens in this run of a sample; why a line is as it is, stands behind a # in it.

\`\`\`example case=${parts.sample} lines=1-8
\`\`\`
`;
}

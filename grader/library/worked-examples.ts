/**
 * Worked examples of a statement: fenced blocks that are an excerpt of a real run of the reference on a sample.
 *
 *      ```example case=two-children calls=fork services=newRoot,copyFrame events=born lines=1-6
 *      fork(1, 2) -> 0               # what is behind a # explains, and is not compared
 *        newRoot() -> 0x8004c        # a number may be written in either way
 *      @140 process 2 is born
 *      ```
 *
 * A line is a call of the policy with its answer, a service that it called, or an event at its cycle; which ones, say
 * `calls`, `services` and `events` (`none`, `all`, names; without a word: all calls, and nothing else; the constructor
 * only by the name of the class), and `lines` takes a part of them. What does not agree is told with its line and with what stands there instead.
 */
import type { ExerciseDefinition } from '../../exercises/exercise-definition';
import { describeEvent } from '../../simulator/engine/event-words';
import type { SeededCase } from '../judge/run-case';
import { MOST_LINES, type ToldRun } from '../judge/told-run';
import type { OwnRunner } from './own-runner';

interface WorkedExample {
  /** Of the line that opens it. */
  readonly line: number;
  readonly options: ReadonlyMap<string, string>;
  readonly body: readonly string[];
}

const LONGEST = 40;
const OPTIONS = ['case', 'calls', 'services', 'events', 'lines'];

function examplesIn(statement: string): WorkedExample[] {
  const examples: WorkedExample[] = [];
  let open:
    | { readonly line: number; readonly options: ReadonlyMap<string, string>; readonly body: string[] }
    | undefined;
  let fence = false;
  for (const [index, text] of statement.split('\n').entries()) {
    if (text.startsWith('```')) {
      if (open !== undefined) examples.push(open);
      const [language, ...words] = text.slice(3).trim().split(/\s+/);
      open =
        !fence && language === 'example'
          ? { line: index + 1, options: new Map(words.map(optionOf)), body: [] }
          : undefined;
      fence = !fence;
    } else open?.body.push(text);
  }
  return examples;
}

function optionOf(word: string): readonly [string, string] {
  const at = word.indexOf('=');
  return at < 0 ? [word, ''] : [word.slice(0, at), word.slice(at + 1)];
}

/** @param program the reference. @returns each problem with its line in the statement, and the right text. */
export async function exampleProblems(
  statement: string,
  definition: ExerciseDefinition,
  samples: readonly SeededCase[],
  runner: Pick<OwnRunner, 'told'>,
  program: string,
): Promise<string[]> {
  const examples = examplesIn(statement);
  if (examples.length === 0)
    return [
      `statement.md has no worked example: a block \`\`\`example case=${samples[0]?.name}, which check fills from that sample's run`,
    ];
  const runs = new Map<string, ToldRun>();
  const problemsOf = async (example: WorkedExample): Promise<string[]> => {
    const name = example.options.get('case') ?? '';
    const sample = samples.find((each) => each.name === name);
    const at = `statement.md:${example.line}`;
    if (sample === undefined)
      return [
        `${at}: the example has no case=<sample>: one of ${samples.map((each) => each.name).join(', ')}`,
      ];
    const wrong = optionProblem(example.options, definition);
    if (wrong !== undefined) return [`${at}: ${wrong}`];
    const run = runs.get(name) ?? (await runner.told(program, sample));
    runs.set(name, run);
    return differences(example, excerpt(run, example.options, definition.shape.className));
  };
  const problems: string[] = [];
  for (const example of examples) problems.push(...(await problemsOf(example)));
  return problems;
}

function optionProblem(
  options: ReadonlyMap<string, string>,
  { shape, events }: ExerciseDefinition,
): string | undefined {
  const unknown = [...options.keys()].find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined)
    return `an example has no ${unknown}: ${OPTIONS.map((each) => `${each}=`).join(', ')}`;
  const lines = options.get('lines');
  if (lines !== undefined && linesOf(lines) === undefined)
    return `lines=${lines} is not like lines=1-12, with at most ${LONGEST} of them`;
  const known = {
    calls: [shape.className, ...Object.keys(shape.methods), ...Object.keys(shape.programs)],
    services: Object.keys(shape.services),
    events: events.map(({ name }) => name),
  };
  for (const [kind, names] of Object.entries(known))
    for (const name of namesOf(options, kind))
      if (name !== 'all' && name !== 'none' && !names.includes(name))
        return `${kind}=${name}: there is none, but ${names.join(', ')}`;
  return undefined;
}

const namesOf = (options: ReadonlyMap<string, string>, kind: string) =>
  (options.get(kind) ?? '').split(',').filter((name) => name !== '');

function linesOf(text: string): readonly [number, number] | undefined {
  const [, from, to] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return first >= 1 && last >= first && last - first < LONGEST ? [first, last] : undefined;
}

/** The lines that an example is to have. */
function excerpt(
  { calls, trace }: ToldRun,
  options: ReadonlyMap<string, string>,
  className: string,
): string[] {
  const wanted = {
    calls: options.has('calls') ? namesOf(options, 'calls') : ['all'],
    services: namesOf(options, 'services'),
    events: namesOf(options, 'events'),
  };
  const is = (kind: keyof typeof wanted, name: string) =>
    (wanted[kind].includes('all') && name !== className) || wanted[kind].includes(name);
  const lines: string[] = [];
  let next = 0;
  const tellEvents = (until: number) => {
    for (; next < until && lines.length < MOST_LINES; next++) {
      const event = trace.event(next);
      if (is('events', event.kind.name)) lines.push(`@${event.cycle} ${describeEvent(event)}`);
    }
  };
  for (const { kind, name, after, text } of calls) {
    tellEvents(after);
    if (is(kind, name)) lines.push(text);
  }
  tellEvents(trace.length);
  const [first, last] = linesOf(options.get('lines') ?? '') ?? [1, LONGEST];
  return lines.slice(first - 1, last);
}

function differences({ line, body }: WorkedExample, right: readonly string[]): string[] {
  const stated = body
    .map((text, i) => ({ text: text.replace(/(^|\s)#.*$/, '').trim(), line: line + 1 + i }))
    .filter(({ text }) => text !== '');
  const at = right.findIndex((text, i) => plain(stated[i]?.text ?? '') !== plain(text));
  if (at < 0 && stated.length === right.length) return [];
  const place = at < 0 ? right.length : at;
  const says = stated[place];
  const what = right[place] === undefined ? 'nothing more' : JSON.stringify(right[place].trim());
  return [
    `statement.md:${says?.line ?? line + body.length + 1}: the example says ${says === undefined ? 'nothing more' : JSON.stringify(says.text)}, but the reference's run has ${what}. The right text:\n${right.map((text) => `      ${text}`).join('\n')}`,
  ];
}

/** Blanks do not count, and a word of 32 bits is the same however it is written: -1, 4294967295, 0xffff_ffff. */
function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<!\w)-?(?:0x[0-9a-f_]+|\d+)\b/gi, (number) => {
      const value = Number(number.replaceAll('_', ''));
      return String(value >= -(2 ** 31) && value < 2 ** 32 ? value >>> 0 : value);
    })
    .trim();
}

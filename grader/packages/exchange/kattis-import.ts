/**
 * Problem packages in the Kattis format, that of 2013 and that of 2023-07. There, whole programs read and print; here,
 * classes answer a machine. So of a problem is taken what there is a place for:
 *
 *      input and output are whole numbers ─▶ a draft of an exercise (kattis-exercise.ts), its cases samples and secret data
 *      a sample's output is one line      ─▶ a question: what does the program print for this input?
 *
 * both with title, statement, authors and licence. Submissions are programs of other languages, and are told by name.
 */

import { Random } from '../../../simulator/engine/random';
import { FormulaFault } from '../formula';
import { PackageRefused } from '../package-files';
import { plainQuestion } from '../plain-question';
import { counted, type ExchangeReport, freeName, type NamedPackage } from './exchange-report';
import type { ForeignArchive } from './foreign-archive';
import {
  CONTRACT,
  isNumbers,
  MOST_CASE_CHARACTERS,
  type NumbersCase,
  numbersExercise,
  onOneLine,
} from './kattis-exercise';
import { formulaOf, unfilled } from './plain-texts';
import { readSmallYaml, type YamlValue } from './small-yaml';
import { markdownOfTex } from './tex-markdown';

export const PROBLEM = 'problem.yaml';
const MOST_SAMPLES = 20;
const MOST_SECRET = 40;

/** What goes wherever its text goes. */
interface Told {
  readonly title: string;
  readonly statement: string;
  readonly credits: string;
}

interface Data {
  readonly path: string;
  readonly input: string;
  readonly answer: string;
}

/** @param indexes names of all problem.yaml of the archive. @throws PackageRefused when none of them gives anything. */
export function importKattis(
  archive: ForeignArchive,
  indexes: readonly string[],
  report: ExchangeReport,
): NamedPackage[] {
  const packages: NamedPackage[] = [];
  for (const index of indexes) {
    const folder = index.slice(0, -PROBLEM.length);
    const taken = new Set(packages.map(({ name }) => name));
    packages.push(...new ProblemReader(archive, folder, report).packages(taken));
  }
  const drafts = packages.filter(({ files }) => files.has('exercise.ts')).length;
  report.lines.unshift(
    `${counted(indexes.length, 'problem')}: ${counted(drafts, 'exercise')} to be finished, ${counted(packages.length - drafts, 'question')}`,
  );
  return packages;
}

class ProblemReader {
  private readonly names: readonly string[];
  private readonly of: string;

  constructor(
    private readonly archive: ForeignArchive,
    private readonly folder: string,
    private readonly report: ExchangeReport,
  ) {
    this.names = [...archive.names]
      .filter((name) => name.startsWith(folder))
      .map((name) => name.slice(folder.length))
      .filter((name) => !/(?:^|\/)\./.test(name))
      .sort();
    this.of = folder === '' ? PROBLEM : folder.slice(0, -1);
  }

  packages(taken: ReadonlySet<string>): NamedPackage[] {
    const { values, unread } = readSmallYaml(this.text(PROBLEM) ?? '');
    if (this.hasOwnValidator(values)) {
      this.say(
        'refused',
        'a program of its own decides which outputs are right, and only that: none would be marked fairly here',
      );
      return [];
    }
    for (const line of unread.slice(0, 20)) this.say('lost', `a line of ${PROBLEM}: ${line}`);
    const statement = this.statement();
    const title = this.title(values) || statement.title || this.of.split('/').at(-1) || 'Problem';
    const samples = this.data('data/sample/');
    this.tellRest(values);
    const name = freeName(title, taken);
    if (statement.text === '') this.say('lost', 'its statement: there is none in Markdown or TeX');
    const problem = { title, statement: statement.text, credits: creditsOf(values) };
    const draft = this.draft(problem, samples);
    const question = this.question(problem, samples, toleranceIn(values));
    if (draft === undefined && question === undefined)
      this.say('refused', 'its data are neither numbers for a class nor lines to be written as answers');
    return [
      ...(draft === undefined ? [] : [{ name, files: draft }]),
      ...(question === undefined
        ? []
        : [
            {
              name: freeName(draft === undefined ? name : `${name.slice(0, 32)}-samples`, taken),
              files: question,
            },
          ]),
    ];
  }

  private text(name: string): string | undefined {
    return this.archive.text(this.folder + name);
  }

  private say(...[fate, what]: [Parameters<ExchangeReport['say']>[1], string]): void {
    this.report.say(this.of, fate, what);
  }

  private title(values: ReadonlyMap<string, YamlValue>): string {
    const name = values.get('name');
    if (name instanceof Map)
      return (name as ReadonlyMap<string, string>).get('en') ?? [...name.values()][0] ?? '';
    return typeof name === 'string' ? name : '';
  }

  /** In English where it is there. */
  private statement(): { readonly title: string; readonly text: string } {
    const found = this.names
      .filter((name) => /^(?:problem_statement|statement)\/problem(?:\.[a-zA-Z-]+)?\.(?:md|tex)$/.test(name))
      .sort((a, b) => rank(a) - rank(b));
    const [first, ...others] = found;
    for (const other of others) this.say('lost', `the statement ${other}`);
    if (first === undefined) return { title: '', text: '' };
    const text = this.text(first) ?? '';
    if (first.endsWith('.md')) return { title: '', text: this.markdown(text) };
    const [, title = ''] = /\\problemname\{([^{}]*)\}/.exec(text) ?? [];
    return { title: title.trim(), text: markdownOfTex(text, (what) => this.say('lost', what)) };
  }

  /** Without what their renderer puts there, and pictures. */
  private markdown(text: string): string {
    return text
      .replace(/\{\{\s*nextsample\s*\}\}|\{\{\s*remainingsamples\s*\}\}/g, '')
      .replace(
        /!\[([^\]]{0,500})\]\(([^)\s]{1,300})[^)]{0,300}\)(?:\{[^}]{0,100}\})?/g,
        (_, alternative: string, path: string) => {
          this.say('lost', `the picture ${path}`);
          return alternative === '' ? '' : `*(${alternative})*`;
        },
      )
      .trim();
  }

  /** Where they are short enough to be read; the others are told. */
  private data(within: string): Data[] {
    const paths = this.names.filter((name) => name.startsWith(within) && name.endsWith('.in'));
    const short = paths.filter(
      (path) => this.text(path) !== undefined && this.text(path.replace(/\.in$/, '.ans')) !== undefined,
    );
    if (short.length < paths.length)
      this.say(
        'lost',
        `${paths.length - short.length} of ${paths.length} data in ${within}: without an answer, or too long`,
      );
    return short.flatMap((path) => {
      const [input, answer] = [this.text(path), this.text(path.replace(/\.in$/, '.ans'))];
      return input === undefined || answer === undefined ? [] : [{ path, input, answer }];
    });
  }

  private draft(problem: Told, samples: readonly Data[]) {
    const secret = this.data('data/secret/');
    const both = [...samples, ...secret];
    if (both.length === 0) return undefined;
    if (!both.every(({ input, answer }) => isNumbers(input) && isNumbers(answer))) {
      this.say('lost', 'its task as an exercise: what it reads and prints are not whole numbers of 32 bits');
      return undefined;
    }
    const shown = this.cases(samples, MOST_SAMPLES, 'a sample');
    // Where there are no samples, the first secret data are.
    const [first, ...rest] = this.cases(secret, MOST_SECRET, 'secret data');
    const cases =
      shown.length === 0 && first !== undefined
        ? { samples: [first], secret: rest }
        : { samples: shown, secret: [first, ...rest].filter((each) => each !== undefined) };
    if (cases.samples.length === 0) {
      this.say('lost', 'its task as an exercise: all of its data are longer than a case here');
      return undefined;
    }
    this.say(
      'changed',
      'a program that reads and prints is a class that asks for numbers and answers them; its solution is to be written',
    );
    const isWhole = this.isFromHere();
    const tables = isWhole ? '' : sampleTables(samples, true);
    return numbersExercise({
      ...{ ...problem, ...cases, isWhole },
      statement: `${problem.statement}${tables}`,
    });
  }

  private cases(data: readonly Data[], most: number, what: string): NumbersCase[] {
    const short = data.filter(
      ({ input, answer }) =>
        Math.max(onOneLine(input).length, onOneLine(answer).length) <= MOST_CASE_CHARACTERS,
    );
    const left = data.length - Math.min(short.length, most);
    if (left > 0)
      this.say(
        'lost',
        `${left} of ${data.length} of its ${what === 'a sample' ? 'samples' : what}: longer than ${MOST_CASE_CHARACTERS} characters, or more than ${most}`,
      );
    const names = new Set<string>();
    return short.slice(0, most).map(({ path, input, answer }) => {
      const name = freeName(
        path.replace(/^data\/(?:(sample|secret)\/(?=\1-))?/, '').replace(/\.in$/, ''),
        names,
      );
      names.add(name);
      return { name, title: `The data of ${path}.`, input: onOneLine(input), answer: onOneLine(answer) };
    });
  }

  /** It went out as such a draft (kattis-export.ts): its statement shows samples, and says what to build. */
  private isFromHere(): boolean {
    return this.text('attachments/contract.ts') === CONTRACT;
  }

  private question({ title, statement, credits }: Told, samples: readonly Data[], tolerance: number) {
    if (this.isFromHere()) return undefined;
    const fit = samples.filter(({ answer }) => {
      const line = answer.trim();
      return line !== '' && !line.includes('\n') && line.length <= 200;
    });
    if (fit.length === 0 || statement.length > 9_000) {
      if (samples.length > 0)
        this.say('lost', 'its samples as a question: no output is one line, or the statement is too long');
      return undefined;
    }
    if (fit.length < samples.length)
      this.say(
        'lost',
        `${samples.length - fit.length} of ${samples.length} samples as parts of a question: their output is more than a line`,
      );
    const asked = fit.slice(0, MOST_SAMPLES);
    const question = {
      title: title.slice(0, 100),
      summary: `What a program for ${JSON.stringify(title.slice(0, 100))} prints.`,
      rows: [],
      prompt: unfilled(`${statement}${sampleTables(asked, false)}${credits}`),
      parts: asked.map(({ answer }, index) => ({
        ...{ id: `sample-${index + 1}`, label: `Output for sample ${index + 1}`, points: 1 },
        ...answerPart(onOneLine(answer), tolerance),
      })),
      explanation: unfilled(
        asked.map(({ answer }, index) => `Sample ${index + 1}: ${codeOf(onOneLine(answer))}`).join('\n\n'),
      ),
    };
    const files = new Map([['question.json', `${JSON.stringify(question, null, 2)}\n`]]);
    try {
      plainQuestion(files.get('question.json') ?? '', files).generate(new Random(0));
      return files;
    } catch (error) {
      if (!(error instanceof PackageRefused || error instanceof FormulaFault)) throw error;
      this.say('lost', `its samples as a question: ${error.message}`);
      return undefined;
    }
  }

  private hasOwnValidator(values: ReadonlyMap<string, YamlValue>): boolean {
    const validation = values.get('validation');
    return (
      (typeof validation === 'string' && validation.startsWith('custom')) ||
      this.names.some((name) => /^output_validators?\/./.test(name) || name.endsWith('.interaction'))
    );
  }

  /** What there is no place for. */
  private tellRest(values: ReadonlyMap<string, YamlValue>): void {
    const groups = new Map<string, string[]>();
    for (const name of this.names) {
      const [, group, kind] =
        /^(submissions)\/([^/]+)\/./.exec(name) ??
        /^(input_validators|input_format_validators|output_validators?|attachments|include|solution|graders?|generators|answer_validators)\//.exec(
          name,
        ) ??
        [];
      if (group === undefined) continue;
      const key = kind === undefined ? group : `${group}/${kind}`;
      groups.set(key, [
        ...(groups.get(key) ?? []),
        name
          .split('/')
          .slice(kind === undefined ? 1 : 2)
          .join('/'),
      ]);
    }
    for (const [group, names] of groups)
      this.say(
        'lost',
        `${group}: ${names.slice(0, 8).join(', ')}${names.length > 8 ? `, and ${names.length - 8} more` : ''}`,
      );
    for (const key of [
      'limits',
      'validation',
      'validator_flags',
      'grading',
      'keywords',
      'languages',
      'type',
      'constants',
    ]) {
      const value = values.get(key);
      if (
        value === undefined ||
        (key === 'type' && value === 'pass-fail') ||
        (key === 'validation' && value === 'default')
      )
        continue;
      const told =
        typeof value === 'string'
          ? value
          : Array.isArray(value)
            ? value.join(', ')
            : [...(value as ReadonlyMap<string, string>)].map(([name, each]) => `${name} ${each}`).join(', ');
      this.say('lost', `${key}: ${told}`);
    }
    if (this.names.some((name) => /testdata\.yaml$|test_group\.yaml$/.test(name)))
      this.say('lost', 'groups of test data and what they earn');
  }
}

/** As the default validator: a number by its value, anything else by its words. */
function answerPart(answer: string, tolerance: number): object {
  const value = /^-?\d{1,15}(?:\.\d{1,15})?$/.test(answer) ? Number(answer) : undefined;
  return value === undefined
    ? { kind: 'text', answers: [unfilled(answer)] }
    : {
        kind: 'number',
        answer: formulaOf(value),
        tolerance: formulaOf(tolerance * Math.max(1, Math.abs(value))),
      };
}

/** Of floating-point numbers; relative and absolute alike. */
function toleranceIn(values: ReadonlyMap<string, YamlValue>): number {
  const flags = values.get('validator_flags');
  const text = typeof flags === 'string' ? flags : Array.isArray(flags) ? flags.join(' ') : '';
  const [, found] = /float(?:_absolute|_relative)?_tolerance\s+(\d[\d.e-]{0,20})/i.exec(text) ?? [];
  const tolerance = Number(found ?? 0);
  return tolerance >= 0 && tolerance < 1 ? tolerance : 0;
}

const rank = (name: string) =>
  /\.en\.md$/.test(name) ? 0 : /\.en\.tex$/.test(name) ? 1 : /\/problem\.\w+$/.test(name) ? 2 : 3;

/** Who wrote it and under which licence: part of the text, wherever it goes. */
function creditsOf(values: ReadonlyMap<string, YamlValue>): string {
  const told = (key: string) => {
    const value = values.get(key);
    if (value === undefined || value === '') return undefined;
    return typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.join(', ')
        : [...(value as ReadonlyMap<string, string>).values()].join(', ');
  };
  const lines = [
    ['Author', told('author') ?? told('credits')],
    [
      'Source',
      [told('source'), told('source_url')].filter((each) => each !== undefined).join(', ') || undefined,
    ],
    ['Licence', told('license') === 'unknown' ? undefined : told('license')],
    ['Rights', told('rights_owner')],
  ].flatMap(([name, text]) =>
    text === undefined ? [] : [`${name}: ${text.replace(/[<>`*_[\]]/g, '\\$&')}`],
  );
  return lines.length === 0 ? '' : `\n\n${lines.join('\\\n')}`;
}

function codeOf(text: string): string {
  return text.includes('`') ? text.replace(/[\\`*_[\]<>$~]/g, '\\$&') : `\`${text}\``;
}

const fenced = (text: string) => `\`\`\`text\n${text.replace(/\s+$/, '').replaceAll('```', "'''")}\n\`\`\``;

/** Samples as they are read, each with its output where that is not what is asked. */
function sampleTables(samples: readonly Data[], withOutput: boolean): string {
  return samples
    .map(({ input, answer }, index) => {
      const shown = `\n\n### Sample ${index + 1}\n\nInput:\n\n${fenced(input)}`;
      return withOutput ? `${shown}\n\nOutput:\n\n${fenced(answer)}` : shown;
    })
    .join('');
}

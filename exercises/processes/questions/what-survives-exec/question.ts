/**
 * What a process is after exec: which parts of it stay, and which the new program replaces.
 *
 * A small model of a process with descriptors and signals; fork copies it, exec changes it. exec makes no process and
 * no PCB. SIGCHLD is not asked for: whether it stays ignored is left open. Source: POSIX.1-2017, exec, fork.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGQUIT'] as const;
const FILES = ['data.txt', 'app.log', 'index.db', 'cache.bin', 'input.csv', 'notes.md'] as const;
const PROGRAMS = ['/bin/sort', '/bin/date', '/bin/grep', '/usr/bin/make', '/usr/bin/vi'] as const;
const DISPOSITIONS = ['default', 'ignored', 'handler'] as const;

const STAYS = [
  'process number (PID)',
  "the parent's number",
  'current directory',
  'real user, on whose behalf it runs',
  'priority (nice value)',
  'signal mask (blocked signals)',
  'signals that are pending',
  'limits on resources',
  'CPU time used so far',
  'position in an open file, where the descriptor stays open',
] as const;
const IS_REPLACED = [
  'text (instructions)',
  'values of global variables',
  'heap',
  'contents of the stack',
  'program counter',
  'stack pointer',
  'handlers of signals',
  'mappings made with mmap',
  'the other threads of the process',
  'functions registered with atexit',
] as const;

interface Descriptor {
  readonly number: number;
  readonly file: string;
  readonly closeOnExec: boolean;
}

interface ProcessModel {
  readonly number: number;
  readonly parent: number;
  readonly program: string;
  readonly descriptors: readonly Descriptor[];
  readonly dispositions: Readonly<Record<string, (typeof DISPOSITIONS)[number]>>;
}

/** The child is a copy of its parent, descriptors and dispositions included. */
export function fork(parent: ProcessModel, number: number): ProcessModel {
  return { ...parent, number, parent: parent.number };
}

/** @returns the same process with another program; unchanged when the program cannot be loaded. */
export function exec(process: ProcessModel, program: string, exists: boolean): ProcessModel {
  if (!exists) return process;
  return {
    ...process,
    program,
    descriptors: process.descriptors.filter(({ closeOnExec }) => !closeOnExec),
    dispositions: Object.fromEntries(
      Object.entries(process.dispositions).map(([signal, disposition]) => [
        signal,
        disposition === 'handler' ? 'default' : disposition,
      ]),
    ),
  };
}

function drawProcess(random: Random): ProcessModel {
  const numbers = random.shuffled([3, 4, 5, 6, 7, 8]).slice(0, 3).sort();
  const files = random.shuffled(FILES);
  // Of three files at least one stays open and at least one does not.
  const closes = random.shuffled([true, false, random.chance(1, 2)]);
  const signals = random.shuffled(SIGNALS).slice(0, 4);
  const dispositions = random.shuffled([...DISPOSITIONS, random.pick(DISPOSITIONS)]);
  const number = random.between(300, 9000);
  return {
    number,
    parent: number - random.between(5, 250),
    program: './app',
    descriptors: numbers.map((each, index) => ({
      number: each,
      file: files[index],
      closeOnExec: closes[index],
    })),
    dispositions: Object.fromEntries(signals.map((signal, index) => [signal, dispositions[index]])),
  };
}

function generate(random: Random): Question {
  const start = drawProcess(random);
  const program = random.pick(PROGRAMS);
  const forks = random.chance(3, 4);
  const exists = random.chance(2, 3);
  const childNumber = start.number + random.between(1, 40);
  const caller = forks ? fork(start, childNumber) : start;
  const after = exec(caller, program, exists);
  // Where there are two processes the parent may be asked for: it keeps its program.
  const askedFor = forks && random.chance(1, 3) ? start : after;

  const staying = random.shuffled(STAYS).slice(0, random.between(2, 5));
  const options = random.shuffled([...staying, ...random.shuffled(IS_REPLACED).slice(0, 7 - staying.length)]);
  const others = PROGRAMS.filter((each) => each !== program);
  const programs = random.shuffled([start.program, program, ...others.slice(0, 2)]);
  const signals = Object.keys(start.dispositions);
  const isOpen = (number: number) => after.descriptors.some((each) => each.number === number);
  const story = forks
    ? `It calls \`fork\`; the kernel gives the child the number **${childNumber}**. The child then calls \`exec("${program}")\`; the parent goes on as before.`
    : `It calls \`exec("${program}")\`.`;
  const who = forks ? 'the child' : 'the process';
  return {
    prompt: [
      `Process **${start.number}**, a child of process **${start.parent}**, runs \`${start.program}\`.`,
      `Beside 0, 1 and 2 it has these descriptors open: ${start.descriptors
        .map(
          ({ number, file, closeOnExec }) =>
            `**${number}** (${file}${closeOnExec ? ', marked close-on-exec' : ''})`,
        )
        .join(', ')}.`,
      `Its signals: ${signals.map((signal) => `${signal} **${start.dispositions[signal]}**`).join(', ')}. (*handler*: the program has installed a function of its own for it.)`,
      story,
      exists
        ? 'The file of the program exists and may be executed.'
        : `There is no file \`${program}\`: \`exec\` returns an error. Then ${who} calls nothing else that matters here.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'number',
        id: 'number',
        label: 'Number of the process that called exec, after the call',
        points: 1,
        answer: after.number,
        tolerance: 0,
        unit: '',
      },
      {
        kind: 'number',
        id: 'parent',
        label: 'Number of its parent, after the call',
        points: 1,
        answer: after.parent,
        tolerance: 0,
        unit: '',
      },
      {
        kind: 'choice',
        id: 'program',
        label: `Which program does process ${askedFor.number} run after the call?`,
        points: 1,
        options: programs,
        answer: [programs.indexOf(askedFor.program)],
        multiple: false,
      },
      {
        kind: 'table',
        id: 'descriptors',
        label: 'Descriptors of the process that called exec, after the call: open or closed?',
        points: 3,
        pointsPer: 'row',
        columns: ['after exec'],
        rowLabels: start.descriptors.map(({ number }) => String(number)),
        given: start.descriptors.map(() => [null]),
        answer: start.descriptors.map(({ number }) => [isOpen(number) ? 'open' : 'closed']),
      },
      {
        kind: 'table',
        id: 'signals',
        label: 'Its signals after the call: default, ignored or handler?',
        points: 4,
        pointsPer: 'row',
        columns: ['after exec'],
        rowLabels: signals,
        given: signals.map(() => [null]),
        answer: signals.map((signal) => [after.dispositions[signal]]),
      },
      {
        kind: 'choice',
        id: 'stays',
        label: 'In general: which of these does a process keep through an exec that succeeds?',
        points: 4,
        options,
        answer: staying.map((each) => options.indexOf(each)).sort((a, b) => a - b),
        multiple: true,
      },
    ],
    explanation: [
      '`exec` makes no process and no PCB: it puts another program into the process that calls it, which starts at its first instruction. What belongs to the old program (text, data, heap, stack, registers, handlers, threads) is gone; what the kernel keeps about the process (number, parent, open descriptors, directory, user, signal mask) stays. Only `fork` makes a process.',
      exists
        ? `So process ${after.number} stays a child of ${after.parent}. Descriptors marked close-on-exec are closed, the others stay open. A handler is a function of the old program, so its signal goes back to default; ignored signals stay ignored.`
        : `This \`exec\` fails, and a call that fails changes nothing: process ${after.number} goes on in ${after.program} behind the call, with all its descriptors and handlers.`,
      forks
        ? `The child was a copy: its parent is ${start.number}, and it had the descriptors and dispositions of ${start.number} when it called exec. Its exec does not touch process ${start.number}, which goes on in ${start.program}.`
        : 'No process was made: parent and number are those from before.',
      `Kept through a successful exec, of those offered: ${staying.join('; ')}.`,
    ].join('\n\n'),
  };
}

export default {
  title: 'What survives exec',
  summary: 'Number, parent, descriptors and signals of a process after exec, with and without a fork before.',
  rows: [14],
  generate,
} satisfies QuestionDefinition;

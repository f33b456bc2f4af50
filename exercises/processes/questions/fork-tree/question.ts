/**
 * The processes that a program with forks makes, and what they print.
 *
 * The program is drawn as a list of instructions and run by a small model: a child is a copy of its parent with the
 * same PC and another result of fork. Who runs when is fixed by the prompt (first created, first to run, each to
 * its end), so that process numbers and output are the only possible ones.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MIN_PROCESSES = 6;
const MAX_PROCESSES = 10;
const MAX_OUTPUT = 20;

type Instruction =
  | { readonly kind: 'print'; readonly letter: string }
  | { readonly kind: 'fork' }
  /** Skips as many instructions as are in its block, unless the result of the last fork is of this kind. */
  | { readonly kind: 'only'; readonly child: boolean; readonly length: number }
  | { readonly kind: 'exit' };

interface Process {
  readonly number: number;
  readonly parent: number;
  pc: number;
  /** What the last fork returned: 0 in the child. */
  result: number;
  printed: string;
}

/** What happened in a run, one instruction after the other. */
export interface TraceStep {
  readonly process: number;
  /** Index of the instruction; of the fork that made the process, where it begins. */
  readonly instruction: number;
  text: string;
  readonly prints: string;
}

/** Runs the program; what happens is added to `trace`. */
export function runProgram(program: readonly Instruction[], trace: TraceStep[] = []): Process[] {
  const processes: Process[] = [{ number: 1, parent: 0, pc: 0, result: 0, printed: '' }];
  for (let index = 0; index < processes.length; index++) {
    const process = processes[index];
    const tell = (instruction: number, text: string, prints = '') =>
      trace.push({ process: process.number, instruction, text, prints });
    if (index > 0) tell(process.pc - 1, 'begins behind this fork, which returns 0');
    while (process.pc < program.length) {
      const at = process.pc++;
      const instruction = program[at];
      if (instruction.kind === 'print') {
        process.printed += instruction.letter;
        tell(at, `prints ${instruction.letter}`, instruction.letter);
      } else if (instruction.kind === 'exit') {
        process.pc = program.length;
        tell(at, 'exits');
      } else if (instruction.kind === 'fork') {
        const number = processes.length + 1;
        processes.push({ ...process, number, parent: process.number, result: 0, printed: '' });
        process.result = number;
        tell(at, `makes process ${number}; fork returns ${number}`);
        if (number > MAX_PROCESSES) return processes;
      } else {
        const enters = instruction.child === (process.result === 0);
        if (!enters) process.pc += instruction.length;
        // The condition stands in the line of its fork.
        const fork = trace.at(-1) as TraceStep;
        fork.text += enters ? '; goes into the block' : '; skips the block';
      }
    }
  }
  return processes;
}

/** C-like text of a program with numbered lines; and the number of the line of each instruction. */
function listing(program: readonly Instruction[]): { text: string; lineOf: number[] } {
  const lines: string[] = [];
  const lineOf: number[] = [];
  let blockEnd = -1;
  program.forEach((instruction, index) => {
    lineOf.push(lines.length + 1);
    const indent = index < blockEnd ? '  ' : '';
    if (instruction.kind === 'print') lines.push(`${indent}print("${instruction.letter}");`);
    else if (instruction.kind === 'exit') lines.push(`${indent}exit();`);
    else if (instruction.kind === 'fork') {
      if (program[index + 1]?.kind !== 'only') lines.push(`${indent}fork();`);
    } else {
      lines.push(`if (fork() ${instruction.child ? '==' : '!='} 0) {`);
      blockEnd = index + 1 + instruction.length;
    }
    if (index + 1 === blockEnd) lines.push('}');
  });
  const text = lines.map((line, index) => `${String(index + 1).padStart(2)}  ${line}`).join('\n');
  return { text, lineOf };
}

function drawBlock(random: Random, letters: string[]): Instruction[] {
  const letter = letters.shift() as string;
  const print: Instruction = { kind: 'print', letter };
  return random.pick<Instruction[]>([
    [print],
    [print],
    [{ kind: 'fork' }, print],
    [print, { kind: 'fork' }],
    [print, { kind: 'exit' }],
    [{ kind: 'fork' }, print, { kind: 'exit' }],
    [{ kind: 'fork' }, { kind: 'fork' }, print],
  ]);
}

function drawProgram(random: Random): Instruction[] {
  const letters = random.shuffled([...'abcdefghjk']);
  const program: Instruction[] = [];
  const statements = random.between(3, 5);
  for (let index = 0; index < statements; index++) {
    program.push({ kind: 'fork' });
    if (index === 0 || random.chance(1, 2)) {
      const block = drawBlock(random, letters);
      program.push({ kind: 'only', child: random.chance(1, 2), length: block.length }, ...block);
    }
    if (random.chance(1, 3)) program.push({ kind: 'print', letter: letters.shift() as string });
  }
  if (program.at(-1)?.kind !== 'print') program.push({ kind: 'print', letter: letters.shift() as string });
  return program;
}

function draw(random: Random): { program: Instruction[]; processes: Process[] } {
  for (;;) {
    const program = drawProgram(random);
    const processes = runProgram(program);
    const { length } = processes;
    const output = processes.map(({ printed }) => printed).join('');
    const parents = new Set(processes.map(({ parent }) => parent));
    const fits = length >= MIN_PROCESSES && length <= MAX_PROCESSES && output.length <= MAX_OUTPUT;
    if (fits && parents.size >= 3 && new Set(output).size >= 3) return { program, processes };
  }
}

function outputUntil(trace: readonly TraceStep[], last: number): string {
  return trace
    .slice(0, last + 1)
    .map(({ prints }) => prints)
    .join('');
}

/** One that not every process prints, if there is any. */
function drawLetter(random: Random, letters: readonly string[], isRare: (letter: string) => boolean): string {
  const rare = letters.filter(isRare);
  return random.pick(rare.length > 0 ? rare : letters);
}

function generate(random: Random): Question {
  const { program, processes } = draw(random);
  const { text, lineOf } = listing(program);
  const trace: TraceStep[] = [];
  runProgram(program, trace);
  const output = processes.map(({ printed }) => printed).join('');
  const timesOf = (letter: string) => [...output].filter((each) => each === letter).length;
  const letter = drawLetter(random, [...new Set(output)], (each) => timesOf(each) < processes.length);
  // As many in every variant: the rows must not tell how many processes there are. Process 2 is always a child of 1.
  const numbers = Array.from({ length: MIN_PROCESSES - 2 }, (_, index) => index + 3);
  return {
    prompt: [
      'Process 1 runs this program:',
      `\`\`\`c\n${text}\n\`\`\``,
      [
        '- `fork` makes a copy of the process that calls it. Both go on after the call; it returns 0 in the child and the number of the child in the parent.',
        '- Processes are numbered 1, 2, 3 ... in the order in which they are created. No fork fails.',
        '- One core, **first created, first to run**: each process runs to its end before the one created next begins. `print` writes its letter at once. A process ends at the end of the program or at `exit`.',
      ].join('\n'),
    ].join('\n\n'),
    parts: [
      {
        kind: 'number',
        id: 'processes',
        label: 'How many processes are there in all, with process 1?',
        points: 2,
        answer: processes.length,
        tolerance: 0,
        unit: 'processes',
      },
      {
        kind: 'table',
        id: 'parents',
        label: 'Whose children are these processes?',
        points: 4,
        pointsPer: 'row',
        columns: ['parent'],
        rowLabels: numbers.map((number) => `process ${number}`),
        given: numbers.map(() => [null]),
        answer: numbers.map((number) => [String(processes[number - 1].parent)]),
      },
      {
        kind: 'number',
        id: 'times',
        label: `How many processes print "${letter}"?`,
        points: 2,
        answer: timesOf(letter),
        tolerance: 0,
        unit: 'processes',
      },
      {
        kind: 'text',
        id: 'output',
        label: 'The whole output, without blanks',
        points: 4,
        answers: [output],
      },
    ],
    explanation: [
      'A child has a copy of the PCB of its parent, PC included, but with a number and a parent of its own: it does not begin at the first line but goes on after the `fork` that made it, with all forks below still to come.',
      `There are ${processes.length} processes; ${timesOf(letter)} of them print "${letter}". Under another order of running the same letters would come in another order, and the numbers could differ; how many processes there are would not.`,
    ].join('\n\n'),
    worked: [
      {
        caption: `Processes; the output is ${output}`,
        columns: ['process', 'parent', 'children', 'prints'],
        rows: processes.map(({ number, parent, printed }) => [
          String(number),
          parent === 0 ? '' : String(parent),
          processes
            .filter((each) => each.parent === number)
            .map((each) => each.number)
            .join(', '),
          printed,
        ]),
      },
      {
        caption: 'Step by step',
        columns: ['step', 'process', 'line', 'what happens', 'output so far'],
        rows: trace.map(({ process, instruction, text: happens }, index) => [
          String(index + 1),
          String(process),
          String(lineOf[instruction]),
          happens,
          outputUntil(trace, index),
        ]),
      },
    ],
  };
}

export default {
  title: 'The tree of processes that forks make',
  summary: 'Read a program with forks: how many processes, whose children, and what they print.',
  rows: [13],
  generate,
} satisfies QuestionDefinition;

/** Frames in use after forks, writes and exits under copy-on-write. Done by the simulator's own mechanism. */
import type { Random } from '../../../../simulator/engine/random';
import { CopyOnWrite } from '../../../../simulator/kernel/memory/spaces/copy-on-write';
import { ForkingProcesses } from '../../../../simulator/kernel/memory/spaces/forking-processes';
import type { Question, QuestionDefinition } from '../../../question-definition';

const MOST_PROCESSES = 3;

/** Processes by name, the first with all its pages in memory and writable. */
export class SharedPages {
  private readonly processes: ForkingProcesses;
  private readonly numbers = new Map<string, number>();

  constructor(first: string, pages: number) {
    this.processes = new ForkingProcesses({
      ...{ frames: MOST_PROCESSES * pages, processes: MOST_PROCESSES, pages },
      mechanism: (services) => new CopyOnWrite(services, pages),
    });
    this.numbers.set(first, this.processes.begin());
    for (let page = 0; page < pages; page++) this.processes.map(0, page, page, true);
  }

  fork(parent: string, child: string): void {
    this.numbers.set(child, this.processes.fork(this.of(parent)));
  }

  write(process: string, page: number): void {
    this.processes.write(this.of(process), page, 1);
  }

  exit(process: string): void {
    this.processes.exit(this.of(process));
    this.numbers.delete(process);
  }

  get copies(): number {
    return this.processes.memory.copiedFrames;
  }

  /** Write faults, also those that copy nothing because the writer is the last holder. */
  get faults(): number {
    return this.processes.faults;
  }

  get framesInUse(): number {
    return this.processes.usedFrames;
  }

  private of(process: string): number {
    const number = this.numbers.get(process);
    if (number === undefined) throw new Error(`there is no process ${process}`);
    return number;
  }
}

function generate(random: Random): Question {
  const pages = random.between(4, 9);
  const memory = new SharedPages('A', pages);
  const told: { readonly text: string; readonly cells: readonly string[] }[] = [];
  const after = (text: string) =>
    told.push({ text, cells: [memory.framesInUse, memory.copies, memory.faults].map(String) });
  // Few pages are written, so that some are written by several processes.
  const hot = random.shuffled(Array.from({ length: pages }, (_, page) => page)).slice(0, 3);
  const write = (processes: readonly string[]) => {
    const process = random.pick(processes);
    const page = random.pick(hot);
    memory.write(process, page);
    after(`${process} writes to page ${page}`);
  };
  const fork = (parent: string, child: string) => {
    memory.fork(parent, child);
    after(`${parent} forks ${child}`);
  };
  fork('A', 'B');
  write(['A', 'B']);
  write(['A', 'B']);
  fork(random.pick(['A', 'B']), 'C');
  write(['A', 'B', 'C']);
  write(['A', 'B', 'C']);
  const gone = random.pick(['A', 'B', 'C']);
  memory.exit(gone);
  after(`${gone} exits`);
  const rest = ['A', 'B', 'C'].filter((each) => each !== gone);
  write(rest);
  write(rest);
  const eager = 2 * pages;
  return {
    prompt: [
      `Process A has **${pages} pages**, 0 to ${pages - 1}, all in memory, writable, and no other's. Fork shares frames **copy-on-write**: it write-protects the pages of both. A write to a protected page faults; if another process still holds the frame, the page is copied to a new frame, else the writer, its last holder, only gets its permission back. In this order:`,
      told.map(({ text }, i) => `${i + 1}. ${text}.`).join('\n'),
      'Frames of page tables and of the kernel do not count.',
    ].join('\n\n'),
    parts: [
      {
        kind: 'table',
        id: 'steps',
        label: 'After each step: frames in use, pages copied so far, write faults so far',
        points: 9,
        pointsPer: 'row',
        columns: ['frames', 'copied', 'faults'],
        rowLabels: told.map(({ text }) => text),
        given: told.map(() => [null, null, null]),
        answer: told.map(({ cells }) => cells),
      },
      {
        kind: 'number',
        id: 'eager',
        label: 'How many pages would fork have copied in all, if it copied everything at once?',
        points: 1,
        answer: eager,
        tolerance: 0,
        unit: 'pages',
      },
    ],
    explanation: [
      'Fork takes no frame. A write takes one only where the frame has another holder; the last holder faults once, and copies nothing. A page that the process has already got for itself does not fault, until the next fork protects it again. An exit frees the frames that nobody else holds.',
      `${memory.copies} ${memory.copies === 1 ? 'page is' : 'pages are'} copied, by ${memory.faults} write faults; two forks that copy at once copy 2 · ${pages} = ${eager}.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'Frames in use, pages copied, write faults',
        columns: ['step', 'frames', 'copied', 'faults'],
        rows: told.map(({ text, cells }, i) => [`${i + 1}. ${text}`, ...cells]),
      },
    ],
  };
}

export default {
  title: 'Frames under copy-on-write',
  summary: 'Count frames, copies and write faults after forks, writes and an exit.',
  rows: [91],
  generate,
} satisfies QuestionDefinition;

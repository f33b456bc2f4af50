/** Frames in use after forks, writes and exits under copy-on-write. */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

/** Address spaces that share frames until they write: for each process, the frame of each page. */
export class SharedPages {
  copies = 0;
  /** Write faults, also those that copy nothing because the writer is the last holder. */
  faults = 0;
  private readonly spaces = new Map<string, { frame: number; writable: boolean }[]>();
  private frames = 0;

  constructor(first: string, pages: number) {
    this.spaces.set(
      first,
      Array.from({ length: pages }, () => ({ frame: this.frames++, writable: true })),
    );
  }

  fork(parent: string, child: string): void {
    const pages = this.of(parent);
    for (const page of pages) page.writable = false;
    this.spaces.set(
      child,
      pages.map((page) => ({ ...page })),
    );
  }

  write(process: string, page: number): void {
    const entry = this.of(process)[page];
    if (entry.writable) return;
    this.faults++;
    if (this.holders(entry.frame) > 1) {
      entry.frame = this.frames++;
      this.copies++;
    }
    entry.writable = true;
  }

  exit(process: string): void {
    this.spaces.delete(process);
  }

  get framesInUse(): number {
    return new Set([...this.spaces.values()].flat().map(({ frame }) => frame)).size;
  }

  private of(process: string) {
    const pages = this.spaces.get(process);
    if (pages === undefined) throw new Error(`there is no process ${process}`);
    return pages;
  }

  private holders(frame: number): number {
    return [...this.spaces.values()].flat().filter((each) => each.frame === frame).length;
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

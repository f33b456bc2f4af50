/**
 * A process whose checkpoints are kept, and that goes on from any of them.
 *
 *      checkpoint 0   page 0, page 1, page 2        restore(2): of each page the last that was saved up to there,
 *      checkpoint 1           page 1                and the page table as it stood
 *      checkpoint 2   page 0
 *
 * Checkpoints may hold all pages or only some: which is the mechanism's business. What a crash leaves is what they
 * hold. Files, registers and other state of a process are left out: a program's state lies in its pages.
 */
import { Digest } from '../../../engine/digest';
import { PAGE_BYTES } from '../../../hardware/memory/physical-memory';
import { RIGHTS } from '../page-table';
import { TranslatedMemory } from '../spaces/translated-memory';
import {
  type CheckpointMechanism,
  type CheckpointServices,
  type PageServices,
  PRESENT,
} from './checkpoint-interface';
import type { ProgramPages, SteppedProgram } from './stepped-program';

/** Words of a page that is looked for, and pages that are known, at most. */
const MOST_USED = 16;
const MOST_KNOWN = 20_000;

interface Checkpoint {
  readonly step: number;
  readonly entries: readonly number[];
  readonly saved: ReadonlyMap<number, SavedPage>;
}

type PageDigest = ReturnType<Digest['halves']>;

interface SavedPage {
  readonly bytes: Uint8Array;
  /** Of the bytes, where it was known. */
  readonly digest: PageDigest | undefined;
}

export interface CheckpointedProcessOptions {
  readonly pages: number;
  /** Pages from 0 on that are there from the start. Default: all. */
  readonly present?: number;
  /** Pages from 0 on that the program may not write. Default 0. */
  readonly readOnly?: number;
  readonly program: SteppedProgram;
  readonly input?: (kind: number) => number;
  readonly checkpoints: (services: CheckpointServices, pages: number) => CheckpointMechanism;
}

export class CheckpointedProcess {
  /** Steps of the program since its start, as its state has them. */
  step = 0;
  faults = 0;
  private readonly memory: TranslatedMemory;
  private readonly kept: Checkpoint[] = [];
  private readonly mechanism: CheckpointMechanism;
  private readonly program: SteppedProgram;
  private readonly programPages: ProgramPages;
  /** By page: its frame, whether the page is there or not. */
  private readonly frames: readonly number[];
  private saving = new Map<number, SavedPage>();
  /** By page: the digest of what it holds; none of those that may have been written since. */
  private readonly digests: (PageDigest | undefined)[] = [];
  /** By the words of a page with zeros behind them: its digest. Who goes on from a checkpoint fills pages as before. */
  private readonly known = new Map<string, PageDigest>();

  constructor(options: CheckpointedProcessOptions) {
    const { pages, present = pages, readOnly = 0, program, input, checkpoints } = options;
    const memory = new TranslatedMemory({ frames: pages, spaces: 1, pages });
    this.memory = memory;
    this.program = program;
    this.frames = Array.from({ length: pages }, () => memory.frames.allocate());
    for (let page = 0; page < present; page++) this.add(page, page >= readOnly);
    this.mechanism = checkpoints(
      {
        ...pageServices(memory),
        save: (page) => {
          this.saving.set(page, { bytes: this.bytes(page).slice(), digest: this.digests[page] });
        },
      },
      pages,
    );
    memory.handler = (_, page) => {
      this.faults++;
      return this.mechanism.fault(page) === 1;
    };
    const own = pagesOf(memory, input ?? (() => 0));
    this.programPages = {
      ...own,
      store: (page, word, offset) => {
        this.digests[page] = undefined;
        return own.store(page, word, offset);
      },
    };
  }

  /** How many were taken. */
  get checkpoints(): number {
    return this.kept.length;
  }

  /** The process gets a page of zeros. */
  add(page: number, mayWrite: boolean): void {
    this.memory.fill(this.frames[page], 0);
    this.digests[page] = undefined;
    this.memory.setEntry(
      0,
      page,
      (this.frames[page] << 10) | (mayWrite ? RIGHTS.readWrite : RIGHTS.readOnly),
    );
  }

  run(steps: number): void {
    for (let i = 0; i < steps; i++) {
      this.program(this.programPages);
      this.step++;
    }
  }

  /** Between two steps, and none itself. */
  interrupt(handler: SteppedProgram): void {
    handler(this.programPages);
  }

  /** @returns the number of the new checkpoint, from 0 on. */
  checkpoint(): number {
    const { memory } = this;
    this.saving = new Map();
    this.mechanism.checkpoint();
    const entries = Array.from({ length: memory.pages }, (_, page) => memory.entry(0, page));
    this.kept.push({ step: this.step, entries, saved: this.saving });
    return this.kept.length - 1;
  }

  /** Bytes of pages in a checkpoint. */
  bytesIn(checkpoint: number): number {
    return this.at(checkpoint).saved.size * PAGE_BYTES;
  }

  stepOf(checkpoint: number): number {
    return this.at(checkpoint).step;
  }

  /** Whether the page was there when this checkpoint was taken. */
  hadPage(page: number, checkpoint: number): boolean {
    return (this.at(checkpoint).entries[page] & PRESENT) !== 0;
  }

  /** The last checkpoint up to this one that has the page; -1: there is none. */
  sourceOf(page: number, checkpoint: number): number {
    for (let at = checkpoint; at >= 0; at--) if (this.kept[at]?.saved.has(page)) return at;
    return -1;
  }

  /** The process as it was. Later checkpoints stay. @throws when a page was in no checkpoint up to there. */
  restore(checkpoint: number): void {
    const { memory } = this;
    const { step, entries } = this.at(checkpoint);
    entries.forEach((entry, page) => {
      memory.setEntry(0, page, entry);
      if (!this.hadPage(page, checkpoint)) return;
      const saved = this.kept[this.sourceOf(page, checkpoint)]?.saved.get(page);
      if (saved === undefined)
        throw new Error(`page ${page} is in no checkpoint up to number ${checkpoint}: it cannot be restored`);
      this.bytes(page).set(saved.bytes);
      this.digests[page] = saved.digest;
    });
    memory.flush(0);
    this.step = step;
  }

  /** Of what the pages hold. */
  digest(): string {
    const digest = new Digest();
    for (let page = 0; page < this.memory.pages; page++) {
      const own = this.digests[page] ?? this.digestOfPage(page);
      this.digests[page] = own;
      digest.addWord(own[0]);
      digest.addWord(own[1]);
    }
    return digest.toString();
  }

  private digestOfPage(page: number): PageDigest {
    const words = wordsOf(this.bytes(page));
    const used = usedWords(words);
    if (used > MOST_USED) return digestOfWords(words);
    const content = words.subarray(0, used).join();
    const known = this.known.get(content) ?? digestOfWords(words);
    if (this.known.size < MOST_KNOWN) this.known.set(content, known);
    return known;
  }

  private bytes(page: number): Uint8Array {
    return this.memory.bytesOf(this.frames[page]);
  }

  private at(checkpoint: number): Checkpoint {
    const found = this.kept[checkpoint];
    if (found === undefined)
      throw new RangeError(`there is no checkpoint ${checkpoint} of ${this.kept.length}`);
    return found;
  }
}

/** Of the only space of a memory. */
export function pageServices(memory: TranslatedMemory): PageServices {
  return {
    entry: (page) => memory.entry(0, page),
    setEntry: (page, entry) => memory.setEntry(0, page, entry),
    flush: () => memory.flush(0),
  };
}

/** What a program does with its pages. @throws when it reads what is not its own: then the program is wrong. */
export function pagesOf(memory: TranslatedMemory, input: (kind: number) => number): ProgramPages {
  return {
    load: (page, offset) => {
      const word = memory.load(0, page, offset);
      if (word === undefined) throw new Error(`the program may not read page ${page}`);
      return word;
    },
    store: (page, word, offset) => memory.store(0, page, word, offset),
    input,
  };
}

/** Of what the pages of the only space hold. */
export function digestOf(memory: TranslatedMemory): string {
  const digest = new Digest();
  for (let page = 0; page < memory.pages; page++)
    digest.addWords(wordsOf(memory.bytesOf(memory.entry(0, page) >>> 10)));
  return digest.toString();
}

const wordsOf = ({ buffer, byteOffset }: Uint8Array) => new Int32Array(buffer, byteOffset, PAGE_BYTES / 4);

/** How many words there are up to the last one that is not 0. */
function usedWords(words: Int32Array): number {
  let used = words.length;
  while (used > 0 && words[used - 1] === 0) used--;
  return used;
}

function digestOfWords(words: Int32Array): PageDigest {
  const digest = new Digest();
  digest.addWords(words);
  return digest.halves();
}

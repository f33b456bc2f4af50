/**
 * Page replacement over a reference string: which page leaves when every frame is taken.
 *
 *      reference  7 0 1 2 0 3        one row a frame, one column a reference;
 *      frame 0    7 7 7 2 2 2        a fault puts the page into the lowest free frame,
 *      frame 1      0 0 0 0 0        or into that of the page the policy gives up
 *      frame 2        1 1 1 3
 *
 * A policy hears of every hit and every load and names a victim frame when asked; only numbers cross. The run
 * knows nothing about policies, and a policy nothing about the string, except OPT, which is given it.
 * Ties and the clock's hand: CONVENTIONS.md beside.
 * Left out: dirty pages, several processes, working sets.
 * Sources: L. Belady, "A study of replacement algorithms", IBM Systems Journal 5(2), 1966;
 * Silberschatz, Galvin, Gagne, Operating System Concepts, chapter 10.
 */

/** Frames are numbered from 0, pages are any integers from 0. */
export interface ReplacementPolicy {
  /** `page`, which is in `frame`, was referenced. */
  hit(frame: number, page: number): void;
  /** `page` was loaded into `frame`, which was free or a victim. */
  loaded(frame: number, page: number): void;
  /** Every frame is taken: the frame whose page leaves. */
  victim(): number;
}

/** Whoever came first leaves first. */
class FirstInFirstOut implements ReplacementPolicy {
  private readonly queue: number[] = [];

  hit(): void {}

  loaded(frame: number): void {
    this.queue.push(frame);
  }

  victim(): number {
    return this.queue.shift() as number;
  }
}

/** Whoever was not referenced for longest leaves. No two pages were last referenced at the same time. */
class LeastRecentlyUsed implements ReplacementPolicy {
  private readonly lastUse: number[] = [];
  private time = 0;

  hit(frame: number): void {
    this.lastUse[frame] = this.time++;
  }

  loaded(frame: number): void {
    this.lastUse[frame] = this.time++;
  }

  victim(): number {
    return this.lastUse.indexOf(Math.min(...this.lastUse));
  }
}

/** Whoever is referenced again last, or never, leaves: no policy faults less often. It must know the future. */
class Optimal implements ReplacementPolicy {
  private readonly pages: number[] = [];
  private time = 0;

  constructor(private readonly references: readonly number[]) {}

  hit(): void {
    this.time++;
  }

  loaded(frame: number, page: number): void {
    this.pages[frame] = page;
    this.time++;
  }

  victim(): number {
    const next = this.pages.map((page) => {
      const use = this.references.indexOf(page, this.time);
      return use < 0 ? this.references.length : use;
    });
    return next.indexOf(Math.max(...next));
  }
}

/** A hand goes round the frames: a set reference bit is cleared and spared, a clear one leaves. */
export class Clock implements ReplacementPolicy {
  private readonly referenced: boolean[] = [];
  private hand = 0;

  constructor(private readonly frameCount: number) {}

  hit(frame: number): void {
    this.referenced[frame] = true;
  }

  loaded(frame: number): void {
    this.referenced[frame] = true;
    if (frame === this.hand) this.advance();
  }

  victim(): number {
    while (this.referenced[this.hand]) {
      this.referenced[this.hand] = false;
      this.advance();
    }
    return this.hand;
  }

  private advance(): void {
    this.hand = (this.hand + 1) % this.frameCount;
  }
}

export interface ReplacementAlgorithm {
  readonly name: 'FIFO' | 'LRU' | 'OPT' | 'Clock';
  readonly description: string;
  create(references: readonly number[], frameCount: number): ReplacementPolicy;
}

export const REPLACEMENT_ALGORITHMS: readonly ReplacementAlgorithm[] = [
  {
    name: 'FIFO',
    description: 'The page that was loaded first leaves.',
    create: () => new FirstInFirstOut(),
  },
  {
    name: 'LRU',
    description: 'The page that was not referenced for longest leaves.',
    create: () => new LeastRecentlyUsed(),
  },
  {
    name: 'OPT',
    description: 'The page whose next reference lies furthest ahead, or never comes, leaves.',
    create: (references) => new Optimal(references),
  },
  {
    name: 'Clock',
    description: 'The first page leaves that the hand finds with its reference bit clear.',
    create: (_, frameCount) => new Clock(frameCount),
  },
];

/** One reference and what it did. */
export interface ReplacementStep {
  readonly page: number;
  readonly fault: boolean;
  /** Where the page now is. */
  readonly frame: number;
  /** The page that left; -1 when none had to. */
  readonly evicted: number;
  /** What each frame holds afterwards; -1 for nothing. */
  readonly frames: readonly number[];
}

export interface ReplacementRun {
  readonly steps: readonly ReplacementStep[];
  readonly faults: number;
}

/** @param frameCount at least 1; all frames are free at the start. @throws when the policy names no frame. */
export function runReplacement(
  policy: ReplacementPolicy,
  references: readonly number[],
  frameCount: number,
): ReplacementRun {
  const frames: number[] = new Array<number>(frameCount).fill(-1);
  const steps: ReplacementStep[] = [];
  let faults = 0;
  for (const page of references) {
    let frame = frames.indexOf(page);
    let evicted = -1;
    const fault = frame < 0;
    if (fault) {
      faults++;
      frame = frames.indexOf(-1);
      if (frame < 0) {
        frame = policy.victim();
        const resident = frames[frame];
        if (resident === undefined)
          throw new RangeError(
            `runReplacement: the policy gave up frame ${frame}, there are ${frameCount} from 0`,
          );
        evicted = resident;
      }
      frames[frame] = page;
      policy.loaded(frame, page);
    } else {
      policy.hit(frame, page);
    }
    steps.push({ page, fault, frame, evicted, frames: frames.slice() });
  }
  return { steps, faults };
}

/** Runs the algorithm called `name`. */
export function replace(
  name: ReplacementAlgorithm['name'],
  references: readonly number[],
  frameCount: number,
): ReplacementRun {
  const algorithm = REPLACEMENT_ALGORITHMS.find((each) => each.name === name) as ReplacementAlgorithm;
  return runReplacement(algorithm.create(references, frameCount), references, frameCount);
}

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

/**
 * Whoever was not referenced for longest leaves. No two pages were last referenced at the same time.
 * The frames stand in a list by their last use, closed by a place of its own:
 *
 *      end ─▶ oldest ─▶ ... ─▶ latest ─▶ end
 */
class LeastRecentlyUsed implements ReplacementPolicy {
  private readonly newer: Int32Array;
  private readonly older: Int32Array;

  /** A frame that was never used is linked to itself. */
  constructor(private readonly end: number) {
    this.newer = Int32Array.from({ length: end + 1 }, (_, frame) => frame);
    this.older = this.newer.slice();
  }

  hit(frame: number): void {
    const { newer, older, end } = this;
    newer[older[frame]] = newer[frame];
    older[newer[frame]] = older[frame];
    const latest = older[end];
    newer[latest] = frame;
    older[frame] = latest;
    newer[frame] = end;
    older[end] = frame;
  }

  loaded(frame: number): void {
    this.hit(frame);
  }

  victim(): number {
    return this.newer[this.end];
  }
}

/** Whoever is referenced again last, or never, leaves: no policy faults less often. It must know the future. */
class Optimal implements ReplacementPolicy {
  /** By reference: when its page is referenced next. */
  private readonly nextUse: Int32Array;
  /** The same of the page in each frame. */
  private readonly next: Int32Array;
  private time = 0;

  constructor(references: readonly number[], frameCount: number) {
    this.nextUse = new Int32Array(references.length);
    this.next = new Int32Array(frameCount);
    const use: number[] = [];
    for (let time = references.length - 1; time >= 0; time--) {
      this.nextUse[time] = use[references[time]] ?? references.length;
      use[references[time]] = time;
    }
  }

  hit(frame: number): void {
    this.next[frame] = this.nextUse[this.time++];
  }

  loaded(frame: number): void {
    this.hit(frame);
  }

  victim(): number {
    const { next } = this;
    let last = 0;
    for (let frame = 1; frame < next.length; frame++) if (next[frame] > next[last]) last = frame;
    return last;
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
    create: (_, frameCount) => new LeastRecentlyUsed(frameCount),
  },
  {
    name: 'OPT',
    description: 'The page whose next reference lies furthest ahead, or never comes, leaves.',
    create: (references, frameCount) => new Optimal(references, frameCount),
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

/** What a reference string did: tables with a number for each reference. */
export class ReplacementRun {
  faults = 0;
  /** Where the page is after its reference. */
  readonly placed: Int32Array;
  /** The page that left; -1 when none had to. */
  readonly evicted: Int32Array;
  /** 1 where the page was not in memory. */
  readonly faulted: Uint8Array;

  constructor(
    readonly references: readonly number[],
    readonly frameCount: number,
  ) {
    this.placed = new Int32Array(references.length);
    this.evicted = new Int32Array(references.length).fill(-1);
    this.faulted = new Uint8Array(references.length);
  }

  /** What the frames hold after each reference, -1 for nothing: `frameCount` numbers a reference. */
  held(): Int32Array {
    const { references, frameCount, placed } = this;
    const frames = new Int32Array(frameCount).fill(-1);
    const held = new Int32Array(references.length * frameCount);
    for (let time = 0; time < references.length; time++) {
      frames[placed[time]] = references[time];
      held.set(frames, time * frameCount);
    }
    return held;
  }

  get steps(): readonly ReplacementStep[] {
    const { frameCount } = this;
    const held = this.held();
    return this.references.map((page, time) => ({
      ...{ page, fault: this.faulted[time] === 1, frame: this.placed[time], evicted: this.evicted[time] },
      frames: Array.from(held.subarray(time * frameCount, (time + 1) * frameCount)),
    }));
  }
}

/** @param frameCount at least 1; all frames are free at the start. @throws when the policy names no frame. */
export function runReplacement(
  policy: ReplacementPolicy,
  references: readonly number[],
  frameCount: number,
): ReplacementRun {
  const run = new ReplacementRun(references, frameCount);
  const { placed, evicted, faulted } = run;
  const frames = new Int32Array(frameCount).fill(-1);
  /** By page: its frame, -1 once it left. */
  const frameOf: number[] = [];
  let free = 0;
  for (let time = 0; time < references.length; time++) {
    const page = references[time];
    let frame = frameOf[page] ?? -1;
    if (frame >= 0) policy.hit(frame, page);
    else {
      run.faults++;
      faulted[time] = 1;
      if (free < frameCount) frame = free++;
      else {
        frame = policy.victim();
        const resident = frames[frame];
        if (resident === undefined)
          throw new RangeError(
            `runReplacement: the policy gave up frame ${frame}, there are ${frameCount} from 0`,
          );
        evicted[time] = resident;
        frameOf[resident] = -1;
      }
      frames[frame] = page;
      frameOf[page] = frame;
      policy.loaded(frame, page);
    }
    placed[time] = frame;
  }
  return run;
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

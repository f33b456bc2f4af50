/**
 * A reference string under a replacement policy: what every frame holds after each reference, and who left.
 *
 *      --references 7,0,1w       pages in order; w: the page is written, which only nru looks at
 *
 * Free frames are taken in order of their numbers, victims by the rules of kernel/memory/CONVENTIONS.md.
 */

import { NotRecentlyUsed } from '../kernel/memory/paging/not-recently-used';
import { ACCESSED, DIRTY } from '../kernel/memory/paging/page-replacement-interface';
import {
  type ReplacementAlgorithm,
  type ReplacementPolicy,
  replace,
  runReplacement,
} from '../kernel/memory/replacement';
import { defineLaboratory, type Outcome } from './laboratory';
import { choice, list, wholeNumber } from './parameter';

const MAX_FRAMES = 64;
const MAX_REFERENCES = 500;

const ALGORITHMS = { fifo: 'FIFO', lru: 'LRU', clock: 'Clock', opt: 'OPT' } as const satisfies Readonly<
  Record<string, ReplacementAlgorithm['name']>
>;
const POLICIES = ['fifo', 'lru', 'clock', 'nru', 'opt'] as const;

interface Reference {
  readonly page: number;
  readonly writes: boolean;
}

interface ReplacementResult {
  readonly hits: number;
  readonly faults: number;
  readonly steps: readonly {
    /** The page. */
    readonly reference: number;
    readonly hit: boolean;
    /** The page that left; -1 when none had to. */
    readonly victim: number;
    /** What each frame holds afterwards; -1 for nothing. */
    readonly frames: readonly number[];
  }[];
}

function parseReference(given: string): Reference | undefined {
  const match = /^(\d{1,6})(w?)$/.exec(given);
  return match === null ? undefined : { page: Number(match[1]), writes: match[2] === 'w' };
}

/** The pager's bits of each frame, as a reference string leaves them. */
class NotRecentlyUsedFrames implements ReplacementPolicy {
  private readonly bits: number[] = [];
  private readonly policy: NotRecentlyUsed;
  private time = 0;

  constructor(
    private readonly references: readonly Reference[],
    frames: number,
    period: number,
  ) {
    const { bits } = this;
    this.policy = new NotRecentlyUsed(
      {
        bits: (frame) => bits[frame] ?? 0,
        clearAccessed: (frame) => {
          bits[frame] = (bits[frame] ?? 0) & ~ACCESSED;
          return 0;
        },
        isPinned: () => 0,
      },
      frames,
      period,
    );
  }

  hit(frame: number): void {
    this.bits[frame] |= ACCESSED | (this.references[this.time].writes ? DIRTY : 0);
    this.time++;
  }

  loaded(frame: number): void {
    this.bits[frame] = 0;
    this.policy.loaded();
    this.hit(frame);
  }

  victim(): number {
    return this.policy.victim();
  }
}

export const replacement = defineLaboratory({
  name: 'replacement',
  title: 'Page replacement',
  summary:
    'Runs a reference string under a replacement policy: hits, faults, victims, and what the frames hold.',
  parameters: {
    policy: choice({
      choices: POLICIES,
      initial: 'lru',
      sentence:
        'First in, first out; least recently used; clock (second chance); not recently used; the optimum, which knows the future.',
    }),
    frames: wholeNumber({
      ...{ from: 1, to: MAX_FRAMES, toOnPage: 16, initial: 3 },
      sentence: 'Frames, all free at first.',
    }),
    references: list({
      ...{ item: 'page[w]', example: '7,0,1,2', from: 1, to: MAX_REFERENCES, toOnPage: 150 },
      initial: '7,0,1,2,0,3,0,4,2,3,0,3,2,1,2,0,1,7,0,1',
      parseItem: parseReference,
      sentence:
        'The pages in order of their references. A w behind one: it is written, which only nru looks at.',
    }),
    clear: wholeNumber({
      ...{ from: 1, to: MAX_REFERENCES, initial: 4 },
      sentence: 'Of nru: after how many loads all accessed bits are cleared.',
    }),
  },
  examples: [
    { title: 'The textbook’s string, least recently used', setting: { policy: 'lru' } },
    { title: 'The same, with knowledge of the future', setting: { policy: 'opt' } },
    {
      title: 'Belady’s anomaly: three frames',
      setting: { policy: 'fifo', frames: '3', references: '1,2,3,4,1,2,5,1,2,3,4,5' },
    },
    {
      title: 'Belady’s anomaly: four frames fault more often',
      setting: { policy: 'fifo', frames: '4', references: '1,2,3,4,1,2,5,1,2,3,4,5' },
    },
    {
      title: 'Writes count: not recently used',
      setting: { policy: 'nru', references: '1w,2,3,1,4,2,5w,3,1,6' },
    },
  ],
  run({ policy, frames, references, clear }) {
    const pages = references.map(({ page }) => page);
    const { steps, faults } =
      policy === 'nru'
        ? runReplacement(new NotRecentlyUsedFrames(references, frames, clear), pages, frames)
        : replace(ALGORITHMS[policy], pages, frames);
    return inParts(
      {
        hits: steps.length - faults,
        faults,
        steps: steps.map(({ page, fault, evicted, frames: held }) => ({
          ...{ reference: page, hit: !fault, victim: evicted, frames: held },
        })),
      },
      frames,
    );
  },
});

function inParts(result: ReplacementResult, frames: number): Outcome {
  const { steps, hits, faults } = result;
  const word = (page: number): string => (page < 0 ? '' : String(page));
  return {
    json: result,
    parts: [
      {
        title: 'The frames after each reference',
        picture: {
          kind: 'grid',
          columns: steps.map(({ reference }) => String(reference)),
          rows: [
            ...Array.from({ length: frames }, (_, frame) => ({
              label: `frame ${frame}`,
              cells: steps.map(({ reference, hit, frames: held }) => ({
                text: word(held[frame]),
                ...(held[frame] === reference && { tone: hit ? ('good' as const) : ('bad' as const) }),
              })),
            })),
            { label: 'result', cells: steps.map(({ hit }) => ({ text: hit ? 'hit' : 'fault' })) },
            { label: 'victim', cells: steps.map(({ victim }) => ({ text: word(victim) })) },
          ],
        },
        table: {
          columns: ['step', 'reference', 'result', 'victim', 'frames'],
          rows: steps.map(({ reference, hit, victim, frames: held }, step) => [
            ...[step + 1, reference, hit ? 'hit' : 'fault', word(victim)],
            held.map((page) => (page < 0 ? '-' : page)).join(' '),
          ]),
        },
      },
      {
        title: 'In total',
        table: {
          columns: ['references', 'hits', 'faults', 'faults of all'],
          rows: [[steps.length, hits, faults, `${((100 * faults) / steps.length).toFixed(1)} %`]],
        },
      },
    ],
  };
}

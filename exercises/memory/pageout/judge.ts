/**
 * Judges a pageout daemon look by look: keeps the bits of every frame beside the trace. What a look should have done is
 * worked out from the bits as they were when it began.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { type DaemonParameters, EVENTS } from './simulation';

interface Frame {
  page: number;
  accessed: boolean;
  dirty: boolean;
  pinned: boolean;
}

type NumberedFrame = Readonly<Frame> & { readonly frame: number };

interface Look {
  readonly used: number;
  readonly busy: number;
  readonly isAwake: boolean;
  /** What may leave, best first. */
  readonly due: readonly NumberedFrame[];
  /** How many of them are to leave. */
  readonly count: number;
  /** Frames that left. */
  readonly left: Set<number>;
}

const RULES = ['PD1', 'PD2', 'PD3', 'PD4', 'PD5', 'PD6', 'PD7'] as const;
type Rule = (typeof RULES)[number];
type Event = EventOf<typeof EVENTS.kinds>;

const JUDGED = [
  'load',
  'access',
  'pin',
  'unpin',
  'look',
  'cleared',
  'stray',
  'refused',
  'victim',
  'looked',
] as const;

/** Occasions that show a rule kept. */
const ENOUGH = 3;
const MOST_LISTED = 16;

export function judge({ trace, parameters }: JudgeInput<DaemonParameters, null>): readonly Check[] {
  return new DaemonJudge(parameters).run(new Events(trace, EVENTS.kinds));
}

class DaemonJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly frames = new Map<number, Frame>();
  private look: Look | undefined;
  private isOver = false;
  /** Pages that left at a look. */
  private leaves = 0;

  constructor(private readonly parameters: DaemonParameters) {}

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of(...JUDGED)) if (!this.isOver) this.onEvent(event);
    // Who never makes a page leave shows nothing.
    if (this.leaves >= ENOUGH) this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  private onEvent(event: EventOf<typeof EVENTS.kinds, (typeof JUDGED)[number]>): void {
    const { book, frames } = this;
    switch (event.name) {
      case 'load':
        frames.set(event.frame, { page: event.page, accessed: false, dirty: false, pinned: false });
        return;
      case 'access': {
        const frame = frames.get(event.frame) as Frame;
        frame.accessed = true;
        if (event.write === 1) frame.dirty = true;
        return;
      }
      case 'pin':
      case 'unpin':
        (frames.get(event.frame) as Frame).pinned = event.name === 'pin';
        return;
      case 'look':
        this.begin(event.used, event.busy);
        return;
      case 'cleared': {
        const frame = frames.get(event.frame) as Frame;
        frame.accessed = false;
        if (this.look === undefined)
          book.broken('PD7', event.index, `Frame ${event.frame} lost its accessed bit outside of a look.`);
        return;
      }
      case 'stray':
        book.broken(
          'PD1',
          event.index,
          `You asked for the bits of frame ${event.frame}, which holds no page: isPinned(${event.frame}) answers 1 for such a frame.`,
        );
        return;
      case 'refused':
        book.broken(
          'PD1',
          event.index,
          event.pinned === 1
            ? `giveUp(${event.answer}): the page in frame ${event.answer} is pinned. The run ends.`
            : `giveUp(${event.answer}): frame ${event.answer} holds no page. The run ends.`,
        );
        this.isOver = true;
        return;
      case 'victim':
        this.onVictim(event);
        return;
      case 'looked':
        this.end(event);
    }
  }

  private begin(used: number, busy: number): void {
    const { usedAbove, usedTarget, busyBelow } = this.parameters;
    const isAwake = used > usedAbove || busy < busyBelow;
    const byClass: readonly NumberedFrame[][] = [[], [], [], []];
    for (let number = 0; number < this.parameters.frames; number++) {
      const frame = this.frames.get(number);
      if (frame === undefined || frame.pinned) continue;
      const { page, accessed, dirty, pinned } = frame;
      byClass[classOf(frame)].push({ page, accessed, dirty, pinned, frame: number });
    }
    const due: NumberedFrame[] = [];
    for (const frames of byClass) due.push(...frames);
    const count = isAwake ? Math.max(0, Math.min(used - usedTarget, due.length)) : 0;
    this.look = { used, busy, isAwake, due, count, left: new Set() };
  }

  private onVictim(event: Event & { readonly name: 'victim' }): void {
    const { look, book } = this;
    if (look !== undefined && look.left.size < look.count) this.judgeChoice(event, look);
    else if (look !== undefined)
      book.broken(
        look.isAwake ? 'PD3' : 'PD2',
        event.index,
        `Frame ${event.frame} leaves, but ${this.why(look)}.`,
      );
    if (look !== undefined) {
      look.left.add(event.frame);
      this.leaves++;
    }
    this.frames.delete(event.frame);
  }

  private judgeChoice(event: Event & { readonly name: 'victim' }, look: Look): void {
    const { due, left } = look;
    const best = due.find(({ frame }) => !left.has(frame));
    const taken = due.find(({ frame }) => frame === event.frame && !left.has(frame));
    if (best === undefined || taken === undefined) return;
    const state = () => `\nMay leave: ${listed(look.due, [taken.frame, best.frame], look.left)}.`;
    const these = `Frame ${taken.frame} (page ${taken.page}) leaves`;
    const { book } = this;
    if (taken.accessed && !best.accessed)
      book.broken(
        'PD4',
        event.index,
        `${these}, which was accessed since the last look; frame ${best.frame} was not.${state()}`,
      );
    else if (taken.dirty && !best.dirty)
      book.broken(
        'PD5',
        event.index,
        `${these}, which is dirty and costs a transfer; frame ${best.frame} is clean.${state()}`,
      );
    else if (taken.frame !== best.frame)
      book.broken(
        'PD6',
        event.index,
        `${these}; frame ${best.frame} is no worse and has the lower number.${state()}`,
      );
    const isThere = (is: (other: Frame) => boolean) =>
      due.some((each) => each !== best && !left.has(each.frame) && is(each));
    if (!best.accessed && isThere(({ accessed }) => accessed)) this.book.show('PD4');
    if (!best.dirty && isThere((each) => each.dirty && each.accessed === best.accessed))
      this.book.show('PD5');
    if (isThere((each) => classOf(each) === classOf(best))) this.book.show('PD6');
  }

  private end(event: Event & { readonly name: 'looked' }): void {
    const { look, book } = this;
    if (look === undefined) return;
    this.look = undefined;
    if (look.left.size < look.count)
      book.broken(
        'PD3',
        event.index,
        `look(${look.used}, ${look.busy}) is over, and ${look.left.size} of ${counted(look.count, 'pages')} left: ${this.why(look)}.`,
      );
    const kept = this.firstAccessed();
    if (kept !== undefined)
      book.broken(
        'PD7',
        event.index,
        `look(${look.used}, ${look.busy}) is over, and frame ${kept} still has its accessed bit: at the next look nobody can tell whether its page was used in between. Clear it at each look, whether the daemon runs or not.`,
      );
    if (look.due.length < this.frames.size + look.left.size) this.book.show('PD1');
    if (!look.isAwake) this.book.show('PD2');
    else if (look.count > 0) this.book.show('PD3');
    if (look.due.some(({ accessed }) => accessed)) this.book.show('PD7');
  }

  /** Of those that are not pinned, the first that came. */
  private firstAccessed(): number | undefined {
    for (const [frame, { accessed, pinned }] of this.frames) if (accessed && !pinned) return frame;
    return undefined;
  }

  private why({ used, busy, isAwake, due }: Look): string {
    const { usedAbove, usedTarget, busyBelow } = this.parameters;
    const load = `with ${counted(used, 'frames')} in use (usedAbove is ${usedAbove}) and the processor busy for ${busy} % (busyBelow is ${busyBelow})`;
    if (!isAwake) return `${load}: the daemon does not run`;
    return `${load}: it runs until ${usedTarget} are in use${due.length < used - usedTarget ? `, or nothing but pinned pages is left (${due.length} may leave)` : ''}`;
  }
}

const classOf = ({ accessed, dirty }: Frame): number => (accessed ? 2 : 0) + (dirty ? 1 : 0);

function listed(due: readonly NumberedFrame[], about: readonly number[], left: ReadonlySet<number>): string {
  const shown = due.filter(({ frame }, place) => place < MOST_LISTED || about.includes(frame));
  const more = due.length - shown.length;
  const one = ({ frame, accessed, dirty }: NumberedFrame) =>
    `${frame} ${[accessed ? 'accessed' : '', dirty ? 'dirty' : ''].filter((word) => word !== '').join(' and ') || 'neither'}${left.has(frame) ? ' (left)' : ''}`;
  return `${shown.map(one).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/**
 * The judge of second chance: keeps the bits of every frame beside the trace, and follows what the policy did.
 *
 * What a call of victim should have done is worked out from the bits as they were when it was asked, and from where
 * the last victim left the hand. Which bits it cleared is looked at only where its victim was the right one.
 */
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, type PagingParameters } from './simulation';

interface Frame {
  page: number;
  accessed: boolean;
  dirty: boolean;
  pinned: boolean;
}

type NumberedFrame = Readonly<Frame> & { readonly frame: number };

const RULES = ['PR1', 'PR2', 'PR3', 'PR4', 'PR5'] as const;
type Rule = (typeof RULES)[number];
const JUDGED = ['load', 'access', 'pin', 'unpin', 'ask', 'cleared', 'stray', 'refused', 'victim'] as const;
/** Victims that show a rule kept. */
const ENOUGH = 3;

export function judge({ trace, parameters }: JudgeInput<PagingParameters, null>): readonly Check[] {
  return new ReplacementJudge(parameters.frames).run(new Events(trace, EVENTS.kinds));
}

/** Frames that a message lists from the hand on. */
const MOST_LISTED = 16;

class ReplacementJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly frames: (Frame | undefined)[] = [];
  /** The frames from the hand on as they were when victim was asked; undefined outside of a call. */
  private asked: readonly NumberedFrame[] | undefined;
  private readonly cleared = new Set<number>();
  private hand = 0;

  constructor(private readonly count: number) {}

  run(events: Events<typeof EVENTS.kinds>): readonly Check[] {
    for (const event of events.of(...JUDGED)) this.look(event);
    this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  private look(event: EventOf<typeof EVENTS.kinds, (typeof JUDGED)[number]>): void {
    const { book, frames } = this;
    switch (event.name) {
      case 'load':
        frames[event.frame] = { page: event.page, accessed: false, dirty: false, pinned: false };
        break;
      case 'access': {
        const frame = frames[event.frame] as Frame;
        frame.accessed = true;
        if (event.write === 1) frame.dirty = true;
        break;
      }
      case 'pin':
      case 'unpin':
        (frames[event.frame] as Frame).pinned = event.name === 'pin';
        break;
      case 'ask':
        this.asked = this.fromHand();
        this.cleared.clear();
        break;
      case 'cleared':
        this.clear(event.index, event.frame);
        break;
      case 'stray':
        book.broken('PR1', event.index, `You asked for frame ${event.frame}, which holds no page.`);
        break;
      case 'refused':
        book.broken(
          'PR1',
          event.index,
          event.pinned === 1
            ? `victim() answered frame ${event.answer}, which is pinned: isPinned(${event.answer}) says so.`
            : `victim() answered ${event.answer}: frames have the numbers 0 to ${this.count - 1}.`,
        );
        break;
      case 'victim':
        this.victim(event.index, event.frame);
        this.asked = undefined;
        frames[event.frame] = undefined;
        this.hand = (event.frame + 1) % this.count;
        break;
    }
  }

  private clear(event: number, number: number): void {
    const frame = this.frames[number] as Frame;
    frame.accessed = false;
    if (frame.pinned)
      this.book.broken('PR1', event, `Frame ${number} is pinned, but you cleared its accessed bit.`);
    else if (this.asked === undefined)
      this.book.broken('PR5', event, `The accessed bit of frame ${number} was cleared outside of victim().`);
    else this.cleared.add(number);
  }

  /** As they are now. */
  private fromHand(): readonly NumberedFrame[] {
    const all: NumberedFrame[] = [];
    for (let step = 0; step < this.count; step++) {
      const frame = (this.hand + step) % this.count;
      const { page, accessed, dirty, pinned } = this.frames[frame] as Frame;
      all.push({ page, accessed, dirty, pinned, frame });
    }
    return all;
  }

  private victim(event: number, answer: number): void {
    const { book } = this;
    const asked = this.asked as readonly NumberedFrame[];
    const legal: NumberedFrame[] = [];
    for (const each of asked) if (!each.pinned) legal.push(each);
    const best = legal.reduce((first, each) => (classOf(each) < classOf(first) ? each : first));
    const taken = legal.find(({ frame }) => frame === answer) as NumberedFrame;
    const situation = () => `\nFrom the hand on: ${listed(asked, [answer, best.frame])}.`;
    const notThis = `Frame ${answer} (page ${taken.page}) leaves`;
    if (taken.accessed && !best.accessed)
      book.broken('PR2', event, `${notThis}, which was accessed; frame ${best.frame} was not.${situation()}`);
    else if (taken.dirty && !best.dirty)
      book.broken('PR3', event, `${notThis}, which is dirty; frame ${best.frame} is clean.${situation()}`);
    else if (answer !== best.frame)
      book.broken(
        'PR4',
        event,
        `${notThis}, but frame ${best.frame}, no worse, comes first from the hand at frame ${this.hand} on.${situation()}`,
      );
    else this.bits(event, legal, best, situation);

    const place = legal.indexOf(best);
    const isPassed = (is: (other: Frame) => boolean) => legal.some((each, at) => at < place && is(each));
    if (asked.length > legal.length) this.book.show('PR1');
    if (!best.accessed && isPassed(({ accessed }) => accessed)) this.book.show('PR2');
    if (!best.dirty && isPassed((each) => each.dirty && each.accessed === best.accessed))
      this.book.show('PR3');
    if (legal.some((each) => each !== best && classOf(each) === classOf(best))) this.book.show('PR4');
  }

  /** What was to be cleared so that this frame leaves. */
  private bits(
    event: number,
    legal: readonly NumberedFrame[],
    best: NumberedFrame,
    situation: () => string,
  ): void {
    const kind = classOf(best);
    const passed = kind >= 2 ? legal.length : kind === 1 ? legal.indexOf(best) : 0;
    const due = new Set<number>();
    for (let at = 0; at < passed; at++) if (legal[at].accessed) due.add(legal[at].frame);
    const missing = firstBeside(due, this.cleared);
    const spare = firstBeside(this.cleared, due);
    if (spare !== undefined)
      this.book.broken(
        'PR5',
        event,
        `The accessed bit of frame ${spare} was cleared, but ${kind === 0 ? 'a frame with both bits clear was found at the first look' : `the hand did not pass it on its way to frame ${best.frame}`}.${situation()}`,
      );
    else if (missing !== undefined)
      this.book.broken(
        'PR5',
        event,
        `The hand passed frame ${missing} on its second look, and its accessed bit was not cleared.${situation()}`,
      );
    if (due.size > 0) this.book.show('PR5');
  }
}

/** Of `frames` the first that is none of `others`. */
function firstBeside(frames: ReadonlySet<number>, others: ReadonlySet<number>): number | undefined {
  for (const frame of frames) if (!others.has(frame)) return frame;
  return undefined;
}

/** 0 neither, 1 dirty, 2 accessed, 3 both. */
const classOf = ({ accessed, dirty }: Frame): number => (accessed ? 2 : 0) + (dirty ? 1 : 0);

/** The first ones, and those that the message is about. */
function listed(asked: readonly NumberedFrame[], about: readonly number[]): string {
  const shown = asked.filter(({ frame }, place) => place < MOST_LISTED || about.includes(frame));
  const more = asked.length - shown.length;
  return `${shown.map(describe).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const describe = ({ frame, accessed, dirty, pinned }: NumberedFrame): string =>
  `${frame} ${pinned ? 'pinned' : [accessed ? 'accessed' : '', dirty ? 'dirty' : ''].filter((word) => word !== '').join(' and ') || 'neither'}`;

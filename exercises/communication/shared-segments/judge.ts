/**
 * The judge of segments: keeps the table that the calls make, and every entry as it was set, and looks at each call
 * when it is over. What ipcs was told is judged by itself; after any other finding frames, entries or numbers are not
 * what the model has, and nothing more of the case is judged.
 */

import { counted } from '../../../simulator/engine/counted';
import { PAGE_BYTES } from '../../../simulator/hardware/memory/physical-memory';
import { SHARED_BASE } from '../../../simulator/kernel/processes/process-record';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { hexadecimal } from '../../processes/process-words';
import { MOST_SEGMENT_PAGES, MOST_SEGMENTS, PRIVATE_KEY, READ, READ_WRITE } from './contract';
import { EVENTS, type SegmentParameters } from './simulation';

const RULES = ['SG1', 'SG2', 'SG3', 'SG4', 'SG5', 'SG6', 'SG7'] as const;
type Rule = (typeof RULES)[number];
type Kinds = typeof EVENTS.kinds;
const ENOUGH = 3;
const FIELDS = ['key', 'owner', 'pages', 'attached', 'destroyed'] as const;
const FIRST_PAGE = SHARED_BASE / PAGE_BYTES;

interface Segment {
  readonly number: number;
  /** With which it was made. */
  readonly key: number;
  readonly owner: number;
  /** In the order in which they were taken, until it is attached for the first time: in that order from then on. */
  frames: readonly number[];
  isOrdered: boolean;
  isDestroyed: boolean;
}

interface Attachment {
  readonly process: number;
  readonly page: number;
  readonly segment: Segment;
  readonly rights: number;
}

/** What an entry says; undefined: it is not valid. */
interface Entry {
  readonly frame: number;
  readonly rights: number;
}

interface Change {
  readonly process: number;
  readonly page: number;
  readonly before: Entry | undefined;
}

/** What the mechanism did since the call before. */
interface Done {
  readonly taken: number[];
  readonly freed: number[];
  /** By process and page: what was there. */
  readonly changes: Map<string, Change>;
  readonly flushed: Set<number>;
  isOutOfFrames: boolean;
  isEntryRefused: boolean;
  /** An entry was refused that no memory was missing for. */
  isMisplaced: boolean;
}

/** An entry that a call is to leave. */
type Wanted = Attachment | Omit<Attachment, 'rights'>;

export const judge = ({ trace }: JudgeInput<SegmentParameters, null>): readonly Check[] =>
  new SegmentJudge().run(new Events(trace, EVENTS.kinds));

class SegmentJudge {
  private readonly book = new RuleBook<Rule>(RULES);
  private readonly segments = new Map<number, Segment>();
  private attachments: Attachment[] = [];
  private readonly tables = new Map<number, Map<number, Entry>>();
  private lastNumber = 0;
  private done = nothing();
  private index = 0;
  private call = '';
  private isOver = false;

  run(events: Events<Kinds>): readonly Check[] {
    for (const event of events.of(
      ...(['frame-taken', 'frame-freed', 'entry-set', 'entry-cleared', 'entry-refused', 'flushed'] as const),
      ...(['created', 'attached', 'detached', 'destroyed', 'inherited', 'ended', 'told'] as const),
    )) {
      this.index = event.index;
      this.look(event);
      if (this.isOver) break;
    }
    this.book.keepShown(ENOUGH);
    return this.book.checks();
  }

  private look(event: EventOf<Kinds>): void {
    const { done } = this;
    switch (event.name) {
      case 'frame-taken':
        if (event.frame < 0) done.isOutOfFrames = true;
        else done.taken.push(event.frame);
        return;
      case 'frame-freed':
        done.freed.push(event.frame);
        return;
      case 'entry-set':
        this.change(event.process, event.page, { frame: event.frame, rights: event.rights });
        return;
      case 'entry-cleared':
        this.change(event.process, event.page, undefined);
        return;
      case 'entry-refused':
        if (event.free > 0) done.isMisplaced = true;
        else done.isEntryRefused = true;
        return;
      case 'flushed':
        done.flushed.add(event.process);
        return;
    }
    this.judge(event);
    this.done = nothing();
  }

  private judge(event: EventOf<Kinds>): void {
    switch (event.name) {
      case 'created':
        this.call = `create(${event.process}, ${keyOf(event.key)}, ${event.pages}) answers ${event.answer}`;
        this.create(event.process, event.key, event.pages, event.answer);
        break;
      case 'attached':
        this.call = `attach(${event.process}, ${event.segment}, ${event.rights}) answers ${placeOf(event.answer)}`;
        this.attach(event.process, event.segment, event.rights, event.answer);
        break;
      case 'detached':
        this.call = `detach(${event.process}, ${hexadecimal(event.address)}) answers ${event.answer}`;
        this.detach(event.process, event.address, event.answer);
        break;
      case 'destroyed':
        this.call = `destroy(${event.segment}) answers ${event.answer}`;
        this.destroy(event.segment, event.answer);
        break;
      case 'inherited':
        this.call = `inherit(${event.parent}, ${event.child})`;
        this.inherit(event.parent, event.child);
        break;
      case 'ended':
        this.call = `over(${event.process})`;
        this.over(event.process);
        break;
      case 'told':
        this.call = `status(${event.segment}, ${FIELDS[event.what]}) answers ${event.answer}`;
        this.status(event.segment, event.what, event.answer);
        break;
    }
  }

  private create(process: number, key: number, pages: number, answer: number): void {
    const { segments, done } = this;
    const same =
      key === PRIVATE_KEY
        ? undefined
        : [...segments.values()].find((each) => each.key === key && !each.isDestroyed);
    if (same !== undefined) {
      const has = same.frames.length;
      const want = pages <= has ? same.number : -1;
      const why = `segment ${same.number} has the key ${keyOf(key)}, with ${pagesOf(has)}`;
      if (want < 0) {
        if (this.refused('SG1', answer, `${why}, and ${pages} are asked for`)) this.book.show('SG1');
      } else if (answer !== want) this.broken('SG1', `${why}: answer ${want}.`, answer < 0 && this.isIdle);
      else if (this.leaves('SG1', why)) this.book.show('SG1');
      return;
    }
    const limit =
      pages < 1 || pages > MOST_SEGMENT_PAGES
        ? `a segment has 1 to ${MOST_SEGMENT_PAGES} pages`
        : segments.size >= MOST_SEGMENTS
          ? `there are ${segments.size} segments, those that are destroyed and still attached among them`
          : done.isOutOfFrames
            ? `there is no frame left after ${done.taken.length} of ${pages}`
            : undefined;
    if (limit !== undefined && answer === -1) {
      if (this.leaves('SG2', limit)) this.book.show('SG2');
      return;
    }
    if (limit === undefined && answer < 0) {
      const dead = [...segments.values()].find((each) => key !== PRIVATE_KEY && each.key === key);
      const why =
        dead === undefined
          ? `there ${segments.size === 1 ? 'is' : 'are'} ${counted(segments.size, 'segments')} of ${MOST_SEGMENTS}`
          : `segment ${dead.number}, which had the key ${keyOf(key)}, is destroyed and found no longer`;
      this.broken(
        'SG2',
        `${why}, 1 to ${MOST_SEGMENT_PAGES} pages may be asked for, and no frame was missing: make the segment.`,
        this.isIdle,
      );
      return;
    }
    const next = this.lastNumber + 1;
    const isNew = answer > 0 && !segments.has(answer);
    const isWhole = done.taken.length === pages && done.freed.length === 0;
    if (limit !== undefined) this.broken('SG2', `${limit}: answer -1.`, isNew && isWhole);
    else if (answer !== next)
      this.broken(
        'SG1',
        segments.has(answer)
          ? `Segment ${answer} ${key === PRIVATE_KEY ? 'is another one: a private segment is always new' : `has the key ${keyOf((segments.get(answer) as Segment).key)}`}. The new one has the number ${next}.`
          : `The new segment has the number ${next}: one more than the newest before it, whatever was destroyed.`,
        isNew && isWhole,
      );
    else if (!isWhole)
      this.broken(
        'SG1',
        `It took ${framesOf(done.taken)} and gave back ${framesOf(done.freed)}, for a segment of ${pagesOf(pages)}.`,
      );
    else this.book.show('SG1');
    if (this.isOver || !this.entries('SG1', [])) return;
    this.lastNumber = Math.max(this.lastNumber, answer);
    segments.set(answer, {
      number: answer,
      key,
      owner: process,
      frames: done.taken,
      isOrdered: false,
      isDestroyed: false,
    });
  }

  private attach(process: number, number: number, rights: number, answer: number): void {
    const segment = this.segments.get(number);
    const refused =
      segment === undefined
        ? `There is no segment ${number}`
        : segment.isDestroyed
          ? `Segment ${number} is destroyed`
          : rights !== READ && rights !== READ_WRITE
            ? 'Rights are 1 (read) or 3 (read and write)'
            : this.done.isEntryRefused
              ? 'An entry could not be set, for no frame was left for a page table'
              : undefined;
    const rule = segment?.isDestroyed ? 'SG5' : 'SG3';
    if (segment === undefined || refused !== undefined) {
      this.refused(rule, answer, `${refused}`);
      return;
    }
    const address = this.freePage(process, segment.frames.length) * PAGE_BYTES;
    const attachment = { process, page: answer / PAGE_BYTES, segment, rights };
    const isPlace = answer > address && answer % PAGE_BYTES === 0;
    const what = `segment ${number} of ${pagesOf(segment.frames.length)}`;
    if (answer !== address)
      this.broken(
        'SG3',
        answer < 0
          ? `${this.done.isMisplaced ? 'setEntry was called for what is no address of a page from SHARED_BASE on, or no frame in use' : 'Nothing speaks against it'}: attach ${what} at ${hexadecimal(address)}.`
          : `The lowest address from which on ${pagesOf(segment.frames.length)} of process ${process} are free is ${hexadecimal(address)}.`,
        isPlace || this.isIdle,
      );
    if (answer < 0 || this.isOver) return;
    if (!segment.isOrdered) this.order(segment, process, attachment.page);
    if (!this.entries('SG3', [attachment]) || !this.frames('SG3', [])) return;
    this.attachments.push(attachment);
    this.book.show('SG3');
  }

  /** The first attachment says which frame is which page. */
  private order(segment: Segment, process: number, page: number): void {
    const { frames } = segment;
    const order = frames.map((_, i) => this.tables.get(process)?.get(page + i)?.frame ?? -1);
    if (frames.some((frame) => !order.includes(frame))) return;
    segment.frames = order;
    segment.isOrdered = true;
  }

  private detach(process: number, address: number, answer: number): void {
    const found = this.attachments.find(
      (each) => each.process === process && each.page * PAGE_BYTES === address,
    );
    if (found === undefined) {
      const refused = `Process ${process} has attached nothing that begins at ${hexadecimal(address)}`;
      this.refused('SG4', answer, refused);
      return;
    }
    const { segment, page } = found;
    if (answer !== 0) {
      this.broken(
        'SG4',
        `Process ${process} has segment ${segment.number} attached there: detach it and answer 0.`,
        this.isIdle,
      );
      return;
    }
    if (!this.entries('SG4', [{ process, page, segment }])) return;
    if (!this.done.flushed.has(process))
      this.broken(
        'SG4',
        `The entries of process ${process} are invalid, but cores still go by those that they remember: call flush(${process}).`,
        true,
      );
    this.attachments = this.attachments.filter((each) => each !== found);
    if (this.ends([segment], 'SG4')) this.book.show('SG4');
  }

  private destroy(number: number, answer: number): void {
    const segment = this.segments.get(number);
    if (segment === undefined || segment.isDestroyed) {
      const refused =
        segment === undefined ? `There is no segment ${number}` : `Segment ${number} is destroyed already`;
      this.refused('SG5', answer, refused);
      return;
    }
    if (answer !== 0) {
      this.broken('SG5', `There is a segment ${number} that is not destroyed: answer 0.`);
      return;
    }
    segment.isDestroyed = true;
    if (this.entries('SG5', []) && this.ends([segment], 'SG5')) this.book.show('SG5');
  }

  private inherit(parent: number, child: number): void {
    const inherited = this.attachments
      .filter(({ process }) => process === parent)
      .map((each) => ({ ...each, process: child }));
    if (!this.entries('SG6', inherited) || !this.frames('SG6', [])) return;
    this.attachments.push(...inherited);
    if (inherited.length > 0) this.book.show('SG6');
  }

  private over(process: number): void {
    // The kernel took its entries out, and its number or its new program may have others.
    this.tables.delete(process);
    for (const [place, { process: whose }] of this.done.changes)
      if (whose === process) this.done.changes.delete(place);
    const left = this.attachments.filter((each) => each.process === process);
    this.attachments = this.attachments.filter((each) => each.process !== process);
    if (!this.entries('SG5', [])) return;
    const segments = [...new Set(left.map(({ segment }) => segment))];
    if (this.ends(segments, 'SG5') && segments.some(({ isDestroyed }) => isDestroyed)) this.book.show('SG5');
  }

  private status(number: number, what: number, answer: number): void {
    const segment = this.segments.get(number);
    if (!this.leaves('SG7', 'ipcs only asks')) return;
    if (segment === undefined) {
      if (answer !== -1) this.broken('SG7', `There is no segment ${number}: answer -1.`, true);
      return;
    }
    const attached = this.attachments.filter((each) => each.segment === segment);
    const want = [
      segment.isDestroyed ? PRIVATE_KEY : segment.key,
      segment.owner,
      segment.frames.length,
      attached.length,
      segment.isDestroyed ? 1 : 0,
    ][what];
    if (answer !== want) {
      const by = attached.map(({ process }) => process).join(', ');
      const why = [
        segment.isDestroyed
          ? 'A destroyed segment has the key 0'
          : `It was made with the key ${keyOf(segment.key)}`,
        `Process ${segment.owner} made it`,
        `It has ${pagesOf(segment.frames.length)}`,
        attached.length === 0
          ? 'Nobody has it attached'
          : `It is attached by ${attached.length === 1 ? 'process' : 'processes'} ${by}`,
        segment.isDestroyed ? 'It is destroyed, and still attached' : 'It is not destroyed',
      ][what];
      this.broken('SG7', `${why}: answer ${want}.`, true);
    } else if (what >= FIELDS.indexOf('attached')) this.book.show('SG7');
  }

  /** The call is to be refused. @returns whether it was, and changed nothing. */
  private refused(rule: Rule, answer: number, why: string): boolean {
    if (answer === -1) return this.leaves(rule, why);
    return this.broken(rule, `${why}: answer -1 and change nothing.`, this.isIdle);
  }

  /** Whether the call did nothing that a later one could depend on. */
  private get isIdle(): boolean {
    const { taken, freed, changes } = this.done;
    return taken.length === 0 && freed.length === 0 && changes.size === 0;
  }

  /** A call that is refused, or only asks, changes nothing. */
  private leaves(rule: Rule, why: string): boolean {
    const { taken, freed } = this.done;
    const lost = taken.filter((frame) => !freed.includes(frame));
    if (lost.length > 0)
      return this.broken(rule, `${why}, and ${framesOf(lost)} that it took is not given back.`);
    const early = freed.filter((frame) => !taken.includes(frame));
    if (early.length > 0) return this.broken(rule, `${why}, but it gives back ${framesOf(early)}.`);
    return this.entries(rule, []);
  }

  /** Exactly these frames are given back, and none is taken. */
  private frames(rule: Rule, due: readonly number[], why = ''): boolean {
    const { taken, freed } = this.done;
    if (taken.length > 0) return this.broken(rule, `It takes ${framesOf(taken)}: only create takes frames.`);
    const early = freed.filter((frame) => !due.includes(frame));
    if (early.length > 0)
      return this.broken(
        rule,
        `It gives back ${framesOf(early)}${why === '' ? ', which segments need' : why}.`,
      );
    const twice = freed.find((frame, i) => freed.indexOf(frame) !== i);
    if (twice !== undefined) return this.broken(rule, `It gives frame ${twice} back twice.`);
    const late = due.filter((frame) => !freed.includes(frame));
    if (late.length > 0)
      return this.broken(
        'SG5',
        `The segment is destroyed and nobody has it attached any more: give ${framesOf(late)} back.`,
      );
    return true;
  }

  /** Attachments of these segments ended, or one was destroyed: those that are over are gone, with their frames. */
  private ends(segments: readonly Segment[], rule: Rule): boolean {
    const over = segments.filter(
      (each) => each.isDestroyed && !this.attachments.some(({ segment }) => segment === each),
    );
    for (const { number } of over) this.segments.delete(number);
    const [first] = segments;
    const others = this.attachments.filter(({ segment }) => segment === first).length;
    const why =
      first === undefined
        ? ''
        : first.isDestroyed
          ? `, but segment ${first.number} is still attached ${counted(others, 'times')}`
          : `, but segment ${first.number} is not destroyed: it stays, whoever has it`;
    const isStillThere = first?.isDestroyed && !over.includes(first);
    return this.frames(
      isStillThere ? 'SG5' : rule,
      over.flatMap(({ frames }) => frames),
      why,
    );
  }

  /** The call leaves these entries, invalid where they have no rights, and changes no other. */
  private entries(rule: Rule, wanted: readonly Wanted[]): boolean {
    const { changes } = this.done;
    const about = new Set<string>();
    for (const each of wanted) {
      const { process, page, segment } = each;
      for (const [i, frame] of segment.frames.entries()) {
        about.add(`${process}/${page + i}`);
        const is = this.tables.get(process)?.get(page + i);
        const rights = 'rights' in each ? each.rights : undefined;
        const isRight = rights === undefined ? is === undefined : is?.frame === frame && is.rights === rights;
        if (isRight) continue;
        const where = `page ${i + 1} of segment ${segment.number} at ${hexadecimal((page + i) * PAGE_BYTES)} in process ${process}`;
        return this.broken(
          rule,
          rights === undefined
            ? `Its entry of ${where} is still valid: set it to 0.`
            : `Its entry of ${where} ${rule === 'SG6' && is === undefined ? 'still names the copy that fork made' : entryText(is)}: it must name frame ${frame}, ${rightsText(rights)}.`,
        );
      }
    }
    for (const [place, { process, page, before }] of changes) {
      const is = this.tables.get(process)?.get(page);
      if (about.has(place) || (is?.frame === before?.frame && is?.rights === before?.rights)) continue;
      return this.broken(
        rule,
        `It changes the entry of ${hexadecimal(page * PAGE_BYTES)} in process ${process}, which it is not about: that ${entryText(is)}.`,
      );
    }
    return true;
  }

  private change(process: number, page: number, entry: Entry | undefined): void {
    const table = this.tables.get(process) ?? new Map<number, Entry>();
    this.tables.set(process, table);
    const place = `${process}/${page}`;
    if (!this.done.changes.has(place))
      this.done.changes.set(place, { process, page, before: table.get(page) });
    if (entry === undefined) table.delete(page);
    else table.set(page, entry);
  }

  /** The lowest page from which on so many are free, before the call. */
  private freePage(process: number, pages: number): number {
    const taken = this.attachments.filter((each) => each.process === process).sort((a, b) => a.page - b.page);
    let from = FIRST_PAGE;
    for (const { page, segment } of taken) {
      if (page - from >= pages) break;
      from = page + segment.frames.length;
    }
    return from;
  }

  /** @returns false. */
  private broken(rule: Rule, message: string, goesOn = false): boolean {
    this.book.broken(rule, this.index, `${this.call}. ${message[0].toUpperCase()}${message.slice(1)}`);
    this.isOver ||= !goesOn;
    return false;
  }
}

const nothing = (): Done => ({
  taken: [],
  freed: [],
  changes: new Map(),
  flushed: new Set(),
  isOutOfFrames: false,
  isEntryRefused: false,
  isMisplaced: false,
});

const keyOf = (key: number) => (key === PRIVATE_KEY ? 'PRIVATE_KEY' : hexadecimal(key));
const placeOf = (answer: number) => (answer < 0 ? `${answer}` : hexadecimal(answer));
const pagesOf = (pages: number) => counted(pages, 'pages');
const framesOf = (frames: readonly number[]) =>
  frames.length === 0 ? 'no frame' : frames.length === 1 ? `frame ${frames[0]}` : `${frames.length} frames`;
const rightsText = (rights: number) => (rights === READ ? 'to read' : 'to read and write');
const entryText = (entry: Entry | undefined) =>
  entry === undefined
    ? 'is not valid'
    : `names frame ${entry.frame}, ${entry.rights === READ || entry.rights === READ_WRITE ? rightsText(entry.rights) : 'with other bits than RIGHTS.readOnly or RIGHTS.readWrite'}`;

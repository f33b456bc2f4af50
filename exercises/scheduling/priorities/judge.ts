/**
 * Judges a run of priorities with ageing from its trace alone: levels by what the policy reports of them, decisions by a
 * model of its own (ageing-model.ts), which follows what happened, so that one mistake is not told again at every event.
 *
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks PA10, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows the thing done that it is about.
 */
import { counted } from '../../../simulator/engine/counted';
import type { Trace } from '../../../simulator/engine/trace';
import { READY_REASON } from '../../../simulator/kernel/scheduling/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { readLevels } from '../reported-levels';
import { describeBadTick, FOLLOWED, ThreadStates } from '../thread-states';
import { AgeingModel, type Waiting } from './ageing-model';
import { PRIORITY_EVENTS } from './priority-events';
import type { PriorityAgeingParameters } from './simulation';

const RULES = ['PA1', 'PA2', 'PA3', 'PA4', 'PA5', 'PA6', 'PA7', 'PA8', 'PA9', 'PA10'] as const;
type RuleId = (typeof RULES)[number];
type Event = EventOf<typeof PRIORITY_EVENTS.kinds>;
type EventNamed<Name extends Event['name']> = EventOf<typeof PRIORITY_EVENTS.kinds, Name>;

/** Looked at beside where each thread is. */
const JUDGED = ['idle', 'tick', 'listing', 'bad-pick', 'bad-tick', 'bad-level', 'level', 'claim'] as const;

/** Times that a thing must have been done before its rule counts as shown. */
const SHOWN = 3;

export function judge({ parameters, trace }: JudgeInput<PriorityAgeingParameters, null>): readonly Check[] {
  return new AgeingJudge(trace, parameters).checks();
}

class AgeingJudge {
  private readonly book = new RuleBook(RULES);
  private readonly events: Events<typeof PRIORITY_EVENTS.kinds>;
  private readonly states: ThreadStates;
  private readonly model: AgeingModel;
  /** Levels as the policy gave them last, of threads that are there. */
  private readonly reported = new Map<number, number>();
  /** Kernel and policy agree on who waits. */
  private agreed = true;

  constructor(
    trace: Trace,
    private readonly parameters: PriorityAgeingParameters,
  ) {
    this.events = new Events(trace, PRIORITY_EVENTS.kinds);
    this.states = new ThreadStates(trace);
    const priorities = new Map(
      [...this.events.of('priority')].map(({ thread, priority }) => [thread, priority]),
    );
    this.model = new AgeingModel(priorities, parameters.cores, parameters.ageCycles);
  }

  checks(): readonly Check[] {
    const { book, states, events } = this;
    states.followAll(events.of(...FOLLOWED, ...JUDGED), book, 'PA10', (event) => {
      this.look(event);
      return this.agreed;
    });
    // Who never takes a core, and never makes room, keeps nothing by it.
    const idle = [['PA6', 'PA7'] as const, ['PA8', 'PA9'] as const].filter(
      ([acts]) => book.timesShown(acts) === 0,
    );
    book.keepShown(SHOWN, ...idle.map(([, rests]) => rests));
    if (this.agreed && book.timesShown('PA4') >= SHOWN) {
      book.kept('PA1');
      if (events.isAt(events.trace.length - 1, 'end')) book.kept('PA10');
    }
    return book.checks();
  }

  private look(event: EventNamed<(typeof FOLLOWED | typeof JUDGED)[number]>): void {
    switch (event.name) {
      case 'ready':
        this.onReady(event);
        break;
      case 'dispatch':
        this.onDispatch(event);
        break;
      case 'idle':
        this.onIdle(event);
        break;
      case 'tick':
        this.onTick(event);
        break;
      case 'listing':
        this.onListing(event);
        break;
      case 'exit':
        this.reported.delete(event.thread);
        break;
      case 'bad-pick':
        this.broken('PA1', event, this.states.describeBadPick(event));
        this.agreed = false;
        break;
      case 'bad-tick':
        this.broken('PA1', event, describeBadTick(event));
        break;
      case 'bad-level':
        this.onBadLevel(event, event.answer);
        break;
      case 'level':
        if (event.level >= this.parameters.levels) this.onBadLevel(event, event.level);
        break;
      case 'claim':
        if (event.core < 0 || event.core >= this.parameters.cores)
          this.broken(
            'PA1',
            event,
            `enqueue(${event.thread}, ...) answered ${event.core + 1}. Answer 0, or 1 + the number of a core: at most ${this.parameters.cores}.`,
          );
    }
  }

  private onBadLevel(event: EventNamed<'level' | 'bad-level'>, answer: number): void {
    this.broken(
      'PA1',
      event,
      `level(${event.thread}) answered ${answer}. Priorities are 0 to ${this.parameters.levels - 1}.`,
    );
  }

  private onReady(event: EventNamed<'ready'>): void {
    const { model, events } = this;
    const { thread, reason, cycle } = event;
    readLevels(this.events, event.index, BETWEEN, this.reported);
    this.expectOwn(event, `enqueue(${thread}, ${reason})`, thread);
    const own = model.own(thread);
    const mayClaim = reason === READY_REASON.created || reason === READY_REASON.woken;
    const due = mayClaim ? model.coreFor(own) : -1;
    const claim = events.isAt(event.index + 1, 'claim') ? events.at(event.index + 1) : undefined;
    const core = claim?.name === 'claim' ? claim.core : -1;
    if (this.states.isLostAt(event as Parameters<ThreadStates['isLostAt']>[0])) {
      if (core >= 0) model.running[core] = thread;
      return;
    }
    const isCore = core >= -1 && core < this.parameters.cores;
    if (isCore && core !== due) this.onWrongClaim(event, core, due);
    else if (due >= 0) this.book.show('PA6');
    else if (model.waiting.length > 0 || !mayClaim) this.book.show('PA7');
    if (core >= 0 && isCore) model.running[core] = thread;
    model.waiting.push({ thread, since: cycle });
  }

  private onWrongClaim(event: EventNamed<'ready'>, core: number, due: number): void {
    const { model } = this;
    const { thread, reason } = event;
    const cores = model.running
      .map(
        (each, at) =>
          `core ${at}: ${each === undefined ? 'idle' : `thread ${each}, priority ${model.own(each)}`}`,
      )
      .join('; ');
    const situation = `enqueue(${thread}, ${reason}) answered ${core + 1}; thread ${thread} has priority ${model.own(thread)}, and ${cores}`;
    // Whom it thinks to have taken a core from is a consequence.
    if (due >= 0 && core >= 0) this.book.withhold('PA7');
    if (due >= 0)
      this.broken(
        'PA6',
        event,
        `${situation}. A thread that is created or woken while no core idles takes the core of the thread with the worst priority, if that is worse than its own (of equals the lowest core): answer ${due + 1}. Priorities are the threads' own, and a core that was taken so is the new thread's from then on.`,
      );
    else if (reason === READY_REASON.preempted || reason === READY_REASON.yielded)
      this.broken(
        'PA7',
        event,
        `${situation}. A thread that was preempted or gave its core up takes no other core: answer 0.`,
      );
    else
      this.broken(
        'PA7',
        event,
        `${situation}. ${model.running.includes(undefined) ? 'While a core idles, it asks by itself' : 'No running thread has a worse priority of its own'}: answer 0.`,
      );
  }

  private onDispatch(event: EventNamed<'dispatch'>): void {
    const { model } = this;
    const { core, thread, cycle } = event;
    readLevels(this.events, event.index, BETWEEN, this.reported);
    const front = model.inFront(cycle);
    const picked = model.waiting.find((each) => each.thread === thread);
    if (picked !== undefined && front.length > 0) {
      const ofBest = front.includes(picked);
      const isDue = ofBest && sameTurn(model, picked, front[0]);
      if (!ofBest)
        this.broken(
          'PA4',
          event,
          `pickNext(${core}) answered ${model.describeOne(picked, cycle)}, but ${model.describeOne(front[0], cycle)} was due: a thread counts one better for every whole ${model.ageCycles} cycles that it has waited, 0 at best. Waiting, in order: ${model.describe(cycle)}.`,
        );
      else if (!isDue)
        this.broken(
          'PA5',
          event,
          `pickNext(${core}) answered ${model.describeOne(picked, cycle)}, but ${model.describeOne(front[0], cycle)} goes first: of equals the one that has waited longest, and of those that came in the same cycle the one with the better priority of its own. Waiting, in order: ${model.describe(cycle)}.`,
        );
      else {
        if (front.length < model.waiting.length) this.book.show('PA4');
        if (front.length > 1) this.book.show('PA5');
      }
    }
    model.take(thread);
    model.running[core] = thread;
    const hadRisen = picked !== undefined && model.effective(picked, cycle) < model.own(thread);
    if (this.expectOwn(event, `pickNext(${core})`, thread) && hadRisen) this.book.show('PA2');
  }

  private onIdle(event: EventNamed<'idle'>): void {
    const { model } = this;
    const { core, cycle } = event;
    model.running[core] = undefined;
    if (model.waiting.length === 0) return;
    this.broken(
      'PA4',
      event,
      `pickNext(${core}) answered -1 although somebody waits: ${model.describe(cycle)}. Answer -1 only when nobody does.`,
    );
    this.book.withhold('PA10');
  }

  private onTick(event: EventNamed<'tick'>): void {
    const { model, events } = this;
    const { core, thread, answer, cycle } = event;
    readLevels(this.events, event.index, BETWEEN, this.reported);
    this.expectOwn(event, `tick(${core}, ${thread})`, thread);
    let after = event.index + 1;
    while (events.isAt(after, 'level', 'bad-level')) after++;
    if (events.isAt(event.index + 1, 'bad-tick') || events.isAt(after, 'bad-tick')) return;
    const own = model.own(thread);
    const first = model.inFront(cycle).at(0);
    const must = first !== undefined && model.effective(first, cycle) <= own;
    if (must === (answer === 1)) {
      if (must && model.own(first.thread) > own) this.book.show('PA8');
      else if (!must && first !== undefined) this.book.show('PA9');
      return;
    }
    const situation = `tick(${core}, ${thread}) answered ${answer}: thread ${thread} runs with priority ${own}, and ${first === undefined ? 'nobody waits' : `${model.describeOne(first, cycle)} is first of those that wait`}`;
    if (must)
      this.broken(
        'PA8',
        event,
        `${situation}. At its tick a thread makes room for one that counts at least as good as its own priority: answer 1.`,
      );
    else this.broken('PA9', event, `${situation}. It makes room for nobody worse: answer 0.`);
  }

  /** The kernel asked for the level of every thread. */
  private onListing(event: EventNamed<'listing'>): void {
    const { model } = this;
    const { cycle } = event;
    const waiting = new Set(model.waiting.map(({ thread }) => thread));
    for (const each of model.waiting) {
      const expected = model.effective(each, cycle);
      const actual = this.reported.get(each.thread);
      if (actual === undefined) continue;
      if (actual !== expected)
        this.broken(
          'PA3',
          event,
          `level(${each.thread}) answered ${actual} instead of ${expected}: thread ${each.thread} has priority ${model.own(each.thread)} and waits since cycle ${each.since}, for ${counted(cycle - each.since, 'cycles')}. It counts one better for every whole ${model.ageCycles} cycles since its last enqueue, 0 at best.`,
        );
      else if (expected < model.own(each.thread)) this.book.show('PA3');
    }
    for (const thread of this.reported.keys())
      if (!waiting.has(thread) && !this.isLost(thread))
        this.expectOwn(event, 'The kernel listed all levels', thread);
  }

  private isLost(thread: number): boolean {
    return this.states.get(thread).state === 'waiting';
  }

  /** Of a thread that does not wait, or has just begun to. */
  private expectOwn(event: Event, call: string, thread: number): boolean {
    const own = this.model.own(thread);
    const actual = this.reported.get(thread) ?? own;
    if (actual === own) return true;
    this.broken(
      'PA2',
      event,
      `${call}; after it, level(${thread}) answered ${actual} instead of ${own}: a thread that does not wait, or begins to wait in this call, has the priority of its own.`,
    );
    return false;
  }

  private broken(rule: RuleId, { index, cycle }: Event, message: string): void {
    this.book.broken(rule, index, `Cycle ${cycle}: ${message}`);
  }
}

/** What may stand behind a call: the levels that the kernel asked for, and what comes before them. */
const BETWEEN: ReadonlySet<string | undefined> = new Set([
  'level',
  'claim',
  'listing',
  'bad-tick',
  'bad-enqueue',
  'bad-level',
]);

/** Of equals that came in the same cycle with the same priority either may go. */
function sameTurn(model: AgeingModel, a: Waiting, b: Waiting): boolean {
  return a.since === b.since && model.own(a.thread) === model.own(b.thread);
}

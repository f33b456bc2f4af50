/**
 * Judges a round-robin run from its trace alone: keeps its own queue of who waits, in the order of the `ready`
 * events, and holds every answer against it. After a wrong answer it follows what happened, so that one mistake
 * is not counted against other rules:
 *
 *      a pick that names no waiting thread    ends the judging: kernel and policy disagree from then on
 *      a thread that is never picked again    breaks RR7, and counts for no other rule as waiting
 *
 * A rule is kept where the run shows it: `show`.
 */
import type { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENT as EVENT } from '../../../simulator/kernel/scheduling-events';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Findings } from '../findings';
import { listThreads, ThreadStates } from '../thread-states';
import type { RoundRobinParameters } from './simulation';

const RULES = ['RR1', 'RR2', 'RR3', 'RR4', 'RR5', 'RR6', 'RR7'];

/** Different threads that must have been chosen among several, and preempted, before rules count as shown. */
const CHOSEN = 3;
const PREEMPTED = 2;
/** A count of ticks beyond this suggests one that wraps. */
const LONG_TICKS = 255;

export function judge({ parameters, trace }: JudgeInput<RoundRobinParameters, null>): readonly Check[] {
  return new RoundRobinJudge(trace, parameters).checks();
}

interface Core {
  /** Of the dispatch of its present thread. */
  dispatchCycle: number;
  /** How the thread before it left, when not by preemption. */
  left: string;
}

class RoundRobinJudge {
  private readonly findings = new Findings();
  private readonly states: ThreadStates;
  /** Who waits, longest first, without those that are lost. */
  private readonly queue: number[] = [];
  private lost = 0;
  private readonly cores: Core[];
  /** Threads that were picked while another one waited too. */
  private readonly chosen = new Set<number>();
  private readonly preempted = new Set<number>();
  private tookTurns = false;
  private ranOn = false;
  private index = 0;

  constructor(
    private readonly trace: Trace,
    private readonly parameters: RoundRobinParameters,
  ) {
    this.states = new ThreadStates(trace);
    this.cores = Array.from({ length: parameters.cores }, () => ({ dispatchCycle: 0, left: '' }));
  }

  checks(): readonly Check[] {
    const { trace, states } = this;
    let agreed = true;
    for (; agreed && this.index < trace.length; this.index++) {
      agreed = this.look(trace.kindAt(this.index));
      states.follow(this.index);
    }
    if (agreed && states.lostCount > 0) this.findings.add('RR7', states.firstLoss, states.describeLoss());
    this.showWhatWasDone(agreed);
    return this.findings.checks(RULES);
  }

  /** @returns whether kernel and policy still agree on who waits. */
  private look(kind: number): boolean {
    const { trace, index } = this;
    const a = trace.valueAt(index, 0);
    const b = trace.valueAt(index, 1);
    const c = trace.valueAt(index, 2);
    const d = trace.valueAt(index, 3);
    if (kind === EVENT.ready) {
      if (this.states.isLostAt(this.index)) this.lost++;
      else this.queue.push(a);
    } else if (kind === EVENT.dispatch) this.onDispatch(a, b);
    else if (kind === EVENT.idle) this.onIdle(a);
    else if (kind === EVENT.tick) this.onTick(a, b, c, d);
    else if (kind === EVENT.block) this.cores[a].left = `thread ${b} went to wait for its device`;
    else if (kind === EVENT.yield) this.cores[a].left = `thread ${b} gave the core up`;
    else if (kind === EVENT.exit) this.cores[a].left = `thread ${b} ended`;
    else if (kind === EVENT.preempt) this.cores[a].left = '';
    else if (kind === EVENT['bad-tick'])
      this.add('RR1', `tick(${a}, ${b}) answered ${c}. Answer 1 to preempt, 0 to let the thread run on.`);
    else if (kind === EVENT['bad-pick']) {
      this.add(
        'RR1',
        `pickNext(${a}) answered ${b}, ${this.states.describeBadPick(b, c)}. Answer a thread that waits and forget it in your queue, or -1 when none waits (to return nothing counts as 0).`,
      );
      return false;
    }
    return true;
  }

  private onDispatch(core: number, thread: number): void {
    const { queue, states } = this;
    const [due] = queue;
    if (thread !== due)
      this.add(
        'RR2',
        `pickNext(${core}) answered ${states.describeWaiting(thread)}, but ${states.describeWaiting(due)} has waited longer. Waiting, longest first: ${listThreads(queue)}. Put each thread that enqueue is given at the tail, whatever the reason, and answer the one at the head.`,
      );
    if (queue.length > 1) this.chosen.add(thread);
    queue.splice(queue.indexOf(thread), 1);
    this.cores[core].dispatchCycle = this.cycle;
  }

  private onIdle(core: number): void {
    const { queue } = this;
    if (queue.length === 0) return;
    this.add(
      'RR3',
      `pickNext(${core}) answered -1 although ${this.states.describeWaiting(queue[0])} waited${queue.length > 1 ? `, and ${queue.length - 1} more` : ''}. Answer -1 only when no thread waits.`,
    );
    this.findings.withhold('RR7');
  }

  private onTick(core: number, thread: number, answer: number, ticks: number): void {
    const { queue } = this;
    const { quantumTicks } = this.parameters;
    if (this.trace.kindAt(this.index + 1) === EVENT['bad-tick']) return;
    const over = ticks >= quantumTicks;
    const { dispatchCycle, left } = this.cores[core];
    const call = () =>
      `tick(${core}, ${thread}), tick ${ticks} of thread ${thread} since its dispatch at cycle ${dispatchCycle}, quantum ${quantumTicks}`;
    if (answer === 0 && over && queue.length > 0) {
      const wraps = ticks > LONG_TICKS ? ' Can your count of ticks become so large?' : '';
      this.add(
        'RR4',
        `${call()}: answered 0 while ${this.states.describeWaiting(queue[0])} waited. From tick ${quantumTicks} of its thread on, a core's tick answers 1 as soon as another thread waits. Count the ticks of each core by itself.${wraps}`,
      );
    } else if (answer === 1 && !over) {
      const after = left === '' ? '' : ` Before that dispatch ${left}, without a tick.`;
      this.add(
        'RR5',
        `${call()}: answered 1, too soon: ${quantumTicks - ticks} more of its ticks must answer 0.${after} Every dispatch begins a whole quantum: set the count of this core, and of no other, to 0 in pickNext.`,
      );
    } else if (answer === 1 && queue.length + this.lost === 0)
      this.add(
        'RR6',
        `${call()}: answered 1 although no thread waited. Let a thread run on when there is nobody to switch to.`,
      );
    if (answer === 1 && over) this.preempted.add(thread);
    if (answer === 0 && !over && queue.length > 0) this.tookTurns = true;
    if (answer === 0 && over && queue.length === 0) this.ranOn = true;
  }

  /** A rule is kept where the run shows the thing done that it is about; nothing, where nobody chose among several. */
  private showWhatWasDone(agreed: boolean): void {
    const { findings, trace } = this;
    if (this.chosen.size < CHOSEN) return;
    findings.show('RR2');
    if (agreed) for (const rule of ['RR1', 'RR3']) findings.show(rule);
    if (trace.kindAt(trace.length - 1) === EVENT.end) findings.show('RR7');
    if (this.preempted.size < PREEMPTED) return;
    findings.show('RR4');
    if (this.tookTurns) findings.show('RR5');
    if (this.ranOn) findings.show('RR6');
  }

  private add(rule: string, message: string): void {
    this.findings.add(rule, this.index, `Cycle ${this.cycle}: ${message}`);
  }

  private get cycle(): number {
    return this.trace.cycleAt(this.index);
  }
}

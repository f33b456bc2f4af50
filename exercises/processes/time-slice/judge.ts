/**
 * Judges the slices of a run from its trace: who was away when each was given, what came of it, how long threads
 * that came back had to wait. The kernel's queue is not the submission's, so that nothing else can go wrong; a slice
 * out of bounds ends the judging.
 */
import { counted } from '../../../simulator/engine/counted';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { READY_REASON, SLICE_END } from '../../../simulator/kernel/scheduling/scheduling-policy';
import type { Check, JudgeInput } from '../../exercise-definition';
import { type EventOf, Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { numbersOf, SHORT_SWITCHES, type TimeSliceParameters } from './simulation';

const RULES = ['TS1', 'TS2', 'TS3', 'TS4', 'TS5'] as const;
type Kinds = typeof SCHEDULING_EVENTS.kinds;
type Slice = EventOf<Kinds, 'slice'>;

const USEFUL_PERCENT = 85;
/** So often a thing must have been done before its rule counts as shown. */
const SHOWN = 5;

/** A slice that ran out while others waited. */
interface Expired {
  readonly slice: Slice;
  readonly quiet: boolean;
}

export function judge({
  parameters,
  trace,
  counters,
}: JudgeInput<TimeSliceParameters, null>): readonly Check[] {
  const { switchCycles } = parameters;
  const { responseCycles, longestCycles } = numbersOf(parameters);
  const book = new RuleBook(RULES);
  const events = new Events(trace, SCHEDULING_EVENTS.kinds);

  /** Who blocked and has not run since; of each the index at which its wait for the core began, -1 at the device. */
  const away = new Map<number, Wait>();
  /** Of each thread: cycles since it last came back, and between the two times before. */
  const bursts = new Map<number, Burst>();
  const expired: Expired[] = [];
  const lengths = new Set<number>();
  let slice: Slice | undefined;
  let quiet = false;
  let quietCycles = 0;
  let created = 0;
  let lastChange = -1;
  let waits = 0;
  let uncut = 0;

  function onSlice(event: Slice): boolean {
    const wait = away.get(event.thread);
    away.delete(event.thread);
    if (wait !== undefined && wait.from >= 0) judgeWait(event, wait);
    slice = event;
    lengths.add(event.length);
    quiet = away.size === 0;
    if (event.length >= switchCycles && event.length <= longestCycles) return true;
    book.broken(
      'TS1',
      event.index,
      `Cycle ${event.cycle}: slice(${event.thread}) answered ${event.length}. A slice is from ${switchCycles} (switchCycles) to ${longestCycles} (longestCycles) cycles long.`,
    );
    return false;
  }

  function judgeWait(event: Slice, { from, cycle, since }: Wait): void {
    if (lastChange >= since) return;
    const waited = event.cycle - cycle;
    if (waited > 0) waits++;
    if (waited <= responseCycles) return;
    const ran = [...events.between(since, event.index, 'slice-end')]
      .map(({ thread, used }) => `thread ${thread} for ${used}`)
      .join(', ');
    book.broken(
      'TS2',
      from,
      `Cycle ${cycle}: the device of thread ${event.thread} was done, but the thread got the core at cycle ${event.cycle}, ${counted(waited, 'cycles')} later; responseCycles is ${responseCycles}. Until then ran: ${ran}. While a thread is away, the slices of all others and a switch for each must fit into responseCycles.`,
    );
  }

  function onEnd({ thread, how, used }: EventOf<Kinds, 'slice-end'>): void {
    const burst = bursts.get(thread) ?? { cycles: 0, before: -1 };
    burst.cycles += used;
    bursts.set(thread, burst);
    if (quiet) quietCycles += used;
    if (how !== SLICE_END.blocked) return;
    if (isShort(burst.before) && burst.cycles > 0) uncut++;
    bursts.set(thread, { cycles: 0, before: burst.cycles });
    away.set(thread, { from: -1, cycle: -1, since: -1 });
  }

  const isShort = (cycles: number) => cycles >= 0 && cycles <= SHORT_SWITCHES * switchCycles;

  function onPreempt(event: EventOf<Kinds, 'preempt'>): void {
    if (slice === undefined) return;
    expired.push({ slice, quiet });
    const { cycles, before } = bursts.get(event.thread) as Burst;
    if (isShort(before) && cycles < before)
      book.broken(
        'TS5',
        event.index,
        `Cycle ${event.cycle}: thread ${event.thread} lost the core after ${counted(cycles, 'cycles')}. The last time it needed ${before} between two waits for its device, no more than ${SHORT_SWITCHES} switches: give it as much again, so that its next request reaches the device at once.`,
      );
  }

  for (const event of events.of()) {
    if (event.name === 'create' || event.name === 'exit') lastChange = event.index;
    if (event.name === 'create') created++;
    else if (event.name === 'ready' && event.reason === READY_REASON.woken)
      away.set(event.thread, {
        from: event.index,
        cycle: event.cycle,
        since: running(events, event.index) ? (slice?.index ?? event.index) : event.index,
      });
    else if (event.name === 'slice-end') onEnd(event);
    else if (event.name === 'preempt') onPreempt(event);
    else if (event.name === 'bad-slice') {
      book.broken(
        'TS1',
        event.index,
        `Cycle ${event.cycle}: slice(${event.thread}) answered ${event.answer}, which is no slice. Answer from ${switchCycles} (switchCycles) to ${longestCycles} (longestCycles) cycles (to return nothing counts as 0).`,
      );
      return book.checks();
    } else if (event.name === 'slice' && !onSlice(event)) return book.checks();
  }
  // One length for all is no choice: it may break rules, but shows none kept.
  const chose = lengths.size > 1 && expired.length >= SHOWN;
  judgeShare();
  judgeQuiet();
  if (chose) book.kept('TS1');
  if (chose && waits >= SHOWN) book.kept('TS2');
  if (chose && uncut >= SHOWN) book.kept('TS5');
  return book.checks();

  function judgeShare(): void {
    const { userCycles, overheadCycles } = counters as { userCycles: number; overheadCycles: number };
    const busy = userCycles + overheadCycles;
    if (expired.length < SHOWN) return;
    if (userCycles * 100 >= USEFUL_PERCENT * busy) {
      if (chose) book.kept('TS3');
      return;
    }
    const shortest = expired.reduce((a, b) => (b.slice.length < a.slice.length ? b : a)).slice;
    book.broken(
      'TS3',
      shortest.index,
      `Of ${busy} cycles in which the core was busy, threads computed in ${userCycles}: ${Math.floor((100 * userCycles) / busy)} %, and ${overheadCycles} went into ${counted(overheadCycles / switchCycles, 'switches')}. ${counted(expired.length, 'times')} a slice ran out; the shortest of these had ${counted(shortest.length, 'cycles')}, at cycle ${shortest.cycle}, and a switch takes ${switchCycles}. Let slices be as long as the response time permits.`,
    );
  }

  function judgeQuiet(): void {
    const quietly = expired.filter((each) => each.quiet);
    const allowed = Math.ceil((2 * quietCycles) / longestCycles) + created;
    if (quietly.length > allowed) {
      const shortest = quietly.reduce((a, b) => (b.slice.length < a.slice.length ? b : a)).slice;
      book.broken(
        'TS4',
        shortest.index,
        `${counted(quietly.length, 'slices')} ran out that were given while nobody was away, within ${quietCycles} cycles of such slices: ceil(${quietCycles} / (${longestCycles} / 2)) + ${counted(created, 'threads')} = ${allowed} are enough. The shortest had ${counted(shortest.length, 'cycles')}: at cycle ${shortest.cycle}, for thread ${shortest.thread}. While no thread is at a device or back from one and waiting, nobody gains by a switch.`,
      );
    } else if (chose && quietly.length >= SHOWN) book.kept('TS4');
  }
}

interface Wait {
  readonly from: number;
  readonly cycle: number;
  /** Index of the slice that ran when the wait began. */
  readonly since: number;
}

interface Burst {
  cycles: number;
  readonly before: number;
}

/** Whether a thread has the core at this event: the last that was decided about it is a slice. */
function running(events: Events<Kinds>, index: number): boolean {
  for (const event of events.before(index, 'slice', 'slice-end')) return event.name === 'slice';
  return false;
}

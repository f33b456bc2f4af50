/**
 * Which calls of the submission lie around an event, each with the line at which it ended, and at which line a thread's
 * program stands: a click goes there.
 */
import type { NotedCalls } from '../../grader/browser/browser-grader';
import { countUntil } from './history';
import { replayWords as words } from './replay-words';

/** Of the calls before an event the last ones; of those behind it the first ones. */
const MOST_SHOWN = 3;

interface Call {
  readonly name: string;
  readonly line: number;
}

/** The calls between event `index - 1` and event `index`, in their order. */
export function callsBefore(calls: NotedCalls, index: number): readonly Call[] {
  const found: Call[] = [];
  for (let at = callsUpTo(calls, index - 1); calls.event[at] === index; at++)
    if (isOfMethod(calls, at)) found.push(callAt(calls, at));
  return found;
}

/** Those; where there are none the calls before the event in front of it, and so on, down to event `first`. */
export function callsJustBefore(calls: NotedCalls, index: number, first: number): readonly Call[] {
  const at = calls.event.findLastIndex((event, each) => event <= index && isOfMethod(calls, each));
  return at >= 0 && calls.event[at] >= first ? callsBefore(calls, calls.event[at]) : [];
}

/** Where the program of `thread` stands at event `index`: the step that asked for what the thread does there. */
export function stepOf(calls: NotedCalls, thread: number, index: number): Call | undefined {
  const at = calls.who.lastIndexOf(thread, callsUpTo(calls, index) - 1);
  return at >= 0 && calls.line[at] > 0 ? callAt(calls, at) : undefined;
}

const isOfMethod = ({ who, line }: NotedCalls, at: number) => who[at] < 0 && line[at] > 0;

const callsUpTo = ({ event }: NotedCalls, index: number) =>
  countUntil(event.length, (at) => event[at] > index);

function callAt({ names, method, line }: NotedCalls, at: number): Call {
  return { name: names[method[at]], line: line[at] };
}

export function CallsHere(props: {
  calls: NotedCalls;
  index: number;
  /** The first event of the same moment: what a call did is told in several. */
  first: number;
  /** Of the event; undefined where it is of none. */
  thread: number | undefined;
  onReveal(line: number): void;
}) {
  const { calls, index, first, thread } = props;
  const before = callsJustBefore(calls, index, first);
  const after = callsBefore(calls, index + 1);
  const step = thread === undefined ? undefined : stepOf(calls, thread, index);
  return (
    // Always there, so that nothing moves while stepping.
    <p className="m-0 mt-1 min-h-5 text-text-muted">
      {step !== undefined && (
        <>
          {words.calledHere}: <Calls {...props} shown={[step]} all={1} />{' '}
        </>
      )}
      {before.length > 0 && (
        <>
          {words.calledBefore}: <Calls
            {...props}
            shown={before.slice(-MOST_SHOWN)}
            all={before.length}
          />{' '}
        </>
      )}
      {after.length > 0 && (
        <>
          {words.calledAfter}: <Calls {...props} shown={after.slice(0, MOST_SHOWN)} all={after.length} />
        </>
      )}
    </p>
  );
}

function Calls(props: { shown: readonly Call[]; all: number; onReveal(line: number): void }) {
  const { shown, all } = props;
  return (
    <>
      {shown.map(({ name, line }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same line may answer twice
        <span key={place}>
          {place > 0 && '; '}
          <button type="button" className="link font-mono text-xs" onClick={() => props.onReveal(line)}>
            {words.endedAt(name, line)}
          </button>
        </span>
      ))}
      {all > shown.length && ` ${words.moreCalls(all - shown.length)}`}
    </>
  );
}

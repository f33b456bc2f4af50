/** Which calls of the submission lie around an event, each with the line at which it ended: a click goes there. */
import type { NotedCalls } from '../../grader/browser/browser-grader';
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
  for (let at = firstAt(calls.event, index); calls.event[at] === index; at++)
    found.push({ name: calls.names[calls.method[at]], line: calls.line[at] });
  return found;
}

/** The place of the first number that is not below `wanted`; numbers never decrease. */
function firstAt(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function CallsHere(props: { calls: NotedCalls; index: number; onReveal(line: number): void }) {
  const { calls, index } = props;
  const before = callsBefore(calls, index);
  const after = callsBefore(calls, index + 1);
  return (
    // Always there, so that nothing moves while stepping.
    <p className="m-0 mt-1 min-h-5 text-text-muted">
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

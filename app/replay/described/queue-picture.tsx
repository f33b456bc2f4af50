/** Queues, each a line from front to back; what the event took out stands below. */
import type { QueuePart } from '../../../exercises/picture-description';
import { describedWords as words } from './described-words';
import { type QueueState, queueCount } from './queue-model';
import { nameOf } from './reading';
import { HERE, Now } from './touched';

/** Of a name's letters, on the average. */
const NAME_EM = 0.55;

export function QueuePicture(props: {
  part: QueuePart;
  state: QueueState;
  numbers: readonly number[];
  /** Stands below. */
  further?: string;
}) {
  const { part, state, numbers } = props;
  const named = part.noun !== undefined || part.names !== undefined || queueCount(state) > 1;
  const nameOfQueue = (number: number) =>
    nameOf({ noun: part.noun ?? words.queue, names: part.names }, number);
  const longest = Math.max(0, ...numbers.map((number) => nameOfQueue(number).length));
  if (numbers.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  return (
    <div className="min-w-0">
      <ul className="m-0 flex list-none flex-col gap-1.5 p-0">
        {numbers.map((number) => {
          const queue = state.queues.get(number) ?? [];
          const shown = queue.slice(0, words.most.items);
          const touched = state.touched.has(String(number));
          return (
            <li
              key={number}
              className={`flex min-w-0 items-start gap-2 px-1 py-0.5 ${touched ? 'bg-accent/10' : ''}`}
            >
              {named && (
                <span
                  className="max-w-32 min-w-20 shrink-0 py-0.5 leading-6 text-text-muted wrap-anywhere"
                  style={{ width: `${longest * NAME_EM}em` }}
                >
                  {nameOfQueue(number)}
                  {touched && <Now />}
                </span>
              )}
              <span className="py-0.5 text-xs leading-6 text-text-muted" aria-hidden="true">
                {words.front}
              </span>
              {shown.length === 0 ? (
                <span className="py-0.5 leading-6 text-text-muted italic">{words.empty}</span>
              ) : (
                <ol className="m-0 flex min-w-0 list-none flex-wrap gap-1 p-0">
                  {shown.map((item, place) => (
                    <li
                      // biome-ignore lint/suspicious/noArrayIndexKey: an item may stand in a queue twice
                      key={place}
                      className="min-w-8 rounded-xs border border-border-strong bg-surface-raised px-1.5 py-0.5 text-center leading-5 text-text wrap-anywhere"
                      style={item.fresh ? HERE : undefined}
                    >
                      {item.text}
                      {item.fresh && <Now />}
                    </li>
                  ))}
                  {queue.length > shown.length && (
                    <li className="py-0.5 text-text-muted">{words.andMore(queue.length - shown.length)}</li>
                  )}
                </ol>
              )}
            </li>
          );
        })}
      </ul>
      {/* Always there, so that nothing moves while stepping. */}
      <p className="m-0 mt-1 flex min-h-5 flex-wrap gap-x-4 text-text-muted">
        <span>{props.further}</span>
        {state.taken.length > 0 && <span>{words.taken(state.taken.join(', '))}</span>}
      </p>
    </div>
  );
}

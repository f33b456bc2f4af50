/** Buffers as bars from the first place to the last, and below, in the order in which it came, what lies where. */
import type { BufferPart } from '../../../exercises/picture-description';
import { type BufferState, bufferLength, listed, nameStretch, type Stretch } from './buffer-model';
import { describedWords as words } from './described-words';
import { nameOf } from './reading';
import { HERE, Now } from './touched';

export function BufferPicture(props: { part: BufferPart; state: BufferState; numbers: readonly number[] }) {
  const { part, state, numbers } = props;
  if (numbers.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  const empty = numbers.filter((number) => listed(state.buffers.get(number)).length === 0);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {numbers.map((number) => {
        const buffer = state.buffers.get(number);
        const all = listed(buffer);
        if (buffer === undefined || (part.noun !== undefined && all.length === 0)) return null;
        return (
          <div key={number} className="min-w-0">
            {part.noun !== undefined && <p className="m-0 mb-0.5 text-text-muted">{nameOf(part, number)}</p>}
            <Bar part={part} length={bufferLength(state, buffer)} shown={all} />
            <ol className="m-0 mt-1 list-none p-0">
              {all.slice(0, words.most.items).map(({ stretch, isTaken }) => (
                <li
                  key={`${stretch.position} ${stretch.at} ${isTaken}`}
                  className="flex min-w-0 gap-2 px-1 leading-6"
                  style={stretch.fresh ? HERE : undefined}
                >
                  <span className="w-28 shrink-0 text-text-muted">
                    {words.places(stretch.at, stretch.at + stretch.length - 1)}
                  </span>
                  <span className="min-w-0 wrap-anywhere">
                    <span className="font-medium text-text">{nameStretch(part, stretch)}</span>
                    {stretch.text !== '' && <span className="text-text-muted"> {stretch.text}</span>}
                    {isTaken && <span className="text-accent"> {words.takenOut}</span>}
                    {stretch.fresh && <Now />}
                  </span>
                </li>
              ))}
            </ol>
            {all.length > words.most.items && (
              <p className="m-0 text-text-muted">{words.andMore(all.length - words.most.items)}</p>
            )}
          </div>
        );
      })}
      {part.noun !== undefined && empty.length > 0 && (
        <p className="m-0 text-text-muted">
          {words.areEmpty(empty.map((number) => nameOf(part, number)).join(', '))}
        </p>
      )}
    </div>
  );
}

/** Where it lies; the list below says the same in words. */
function Bar(props: { part: BufferPart; length: number; shown: ReturnType<typeof listed> }) {
  const { part, length, shown } = props;
  const percent = (bytes: number) => `${(100 * bytes) / Math.max(1, length)}%`;
  const label = (stretch: Stretch) =>
    part.item === undefined
      ? words.places(stretch.position, stretch.position + stretch.length - 1)
      : String(stretch.item);
  return (
    <div aria-hidden="true" className="max-w-2xl">
      <div className="relative h-7 overflow-hidden border border-border-strong bg-surface-sunken">
        {shown.map(({ stretch, isTaken }) => (
          <span
            key={`${stretch.position} ${stretch.at} ${isTaken}`}
            className={`absolute inset-y-0 min-w-0.5 overflow-hidden border-x px-0.5 text-center text-xs leading-6 whitespace-nowrap ${
              isTaken
                ? 'border-dashed border-text-muted text-text-muted'
                : 'border-surface bg-kernel text-kernel-text'
            }`}
            style={{
              left: percent(stretch.at),
              width: percent(stretch.length),
              ...(stretch.fresh && HERE),
            }}
          >
            {label(stretch)}
          </span>
        ))}
      </div>
      <div className="flex justify-between text-xs leading-4 text-text-muted">
        <span>0</span>
        <span>{length}</span>
      </div>
    </div>
  );
}

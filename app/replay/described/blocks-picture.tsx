/** Stretches of memory from the lowest address up: blocks as boxes, what is free between them with a broken edge. */
import type { BlocksPart } from '../../../exercises/picture-description';
import { type Stretch, stretchName } from './blocks-model';
import { describedWords as words } from './described-words';
import { HERE, Now } from './touched';

export function BlocksPicture({ part, stretches }: { part: BlocksPart; stretches: readonly Stretch[] }) {
  if (stretches.every(({ pieces }) => pieces.length === 0))
    return <p className="m-0 text-text-muted">{words.nothing}</p>;
  return (
    <ul className="m-0 flex list-none flex-col gap-1.5 p-0">
      {stretches.map(({ number, pieces }) => (
        <li key={number} className="flex min-w-0 items-start gap-2">
          {part.noun !== undefined && (
            <span className="w-14 shrink-0 py-1 leading-4 text-text-muted wrap-anywhere">
              {stretchName(part, number)}
            </span>
          )}
          <ol className="m-0 flex min-w-0 list-none flex-wrap gap-1 p-0">
            {pieces.map(({ place, text, isFree, overlaps, isHere, access, isFault }, at) => (
              <li
                // biome-ignore lint/suspicious/noArrayIndexKey: two blocks may have one address
                key={at}
                className={`min-w-0 rounded-xs border px-1.5 py-0.5 ${
                  isFree ? 'border-dashed border-border-strong' : 'border-border-strong bg-surface-raised'
                }`}
                style={isHere ? HERE : undefined}
              >
                <span className="block text-xs leading-4 text-text-muted tabular-nums">{place}</span>
                <span
                  className={`block leading-5 wrap-anywhere ${isFree ? 'text-text-muted italic' : 'font-medium text-text'}`}
                >
                  {text}
                </span>
                {overlaps && (
                  <span className="block text-xs leading-4 font-medium text-bad">{words.sharesBytes}</span>
                )}
                {access !== undefined && (
                  <span
                    className={`block text-xs leading-4 font-medium ${isFault ? 'text-bad' : 'text-accent'}`}
                  >
                    {access}
                  </span>
                )}
                {isHere && <Now />}
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

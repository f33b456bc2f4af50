/**
 * Address spaces from the highest address down, gaps included, with the pages that are mapped; beside them the frames
 * by owner. The address of the current event is marked where it lies.
 */
import type { SpacePart } from '../../../exercises/picture-description';
import { describedWords as words } from './described-words';
import { nameOf } from './reading';
import {
  frameOwners,
  hexadecimal,
  layoutOf,
  type Piece,
  pageKey,
  regionKey,
  type SpaceState,
} from './space-model';
import { HERE, Now } from './touched';

export function SpacePicture(props: { part: SpacePart; state: SpaceState; spaces: readonly number[] }) {
  const { part, state, spaces } = props;
  const named = part.noun !== undefined || spaces.length > 1;
  const name = (space: number) => nameOf({ noun: part.noun ?? words.space }, space);
  if (spaces.length === 0) return <p className="m-0 text-text-muted">{words.nothing}</p>;
  const frames = frameOwners(state, words.most.slots);
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-6 gap-y-3">
      {spaces.map((space) => (
        <div key={space} className="min-w-0 max-w-md grow basis-64">
          {named && (
            <p className="m-0 mb-1 w-fit text-text-muted" style={gone(state, space) ? HERE : undefined}>
              {name(space)}
              {gone(state, space) && <Now />}
            </p>
          )}
          {isEmpty(state, space) && <p className="m-0 text-text-muted italic">{words.nothingMapped}</p>}
          <ol className="m-0 list-none p-0">
            {layoutOf(state, space)
              .slice(0, words.most.rows)
              .map((piece, place) => (
                <PieceBox
                  key={`${piece.region ?? ''} ${piece.start} ${piece.end}`}
                  piece={piece}
                  highest={place === 0}
                  state={state}
                  space={space}
                />
              ))}
          </ol>
        </div>
      ))}
      {frames.length > 0 && (
        <div className="min-w-0 grow basis-48">
          <p className="m-0 mb-1 text-text-muted">{words.frames}</p>
          <ul
            className="m-0 grid list-none gap-1 p-0"
            style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(6.75rem, 1fr))' }}
          >
            {frames.map(({ frame, owners }) => {
              const touched = owners.some(({ space, page }) => state.touched.has(pageKey(space, page)));
              return (
                <li
                  key={frame}
                  className={`min-w-0 rounded-xs border px-1.5 py-0.5 ${owners.length > 0 ? 'border-border-strong bg-surface-raised' : 'border-border'}`}
                  style={touched ? HERE : undefined}
                >
                  <span className="block text-xs leading-4 text-text-muted">
                    {nameOf({ noun: words.frame }, frame)}
                  </span>
                  {owners.length === 0 ? (
                    <span className="block text-text-muted italic">{words.free}</span>
                  ) : (
                    owners.slice(0, words.most.items).map(({ space, page }) => (
                      <span key={`${space}/${page}`} className="block text-text wrap-anywhere">
                        {named ? `${name(space)}, ` : ''}
                        {words.page(hexadecimal(page))}
                      </span>
                    ))
                  )}
                  {touched && <Now />}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </div>
  );
}

function isEmpty({ spaces }: SpaceState, space: number): boolean {
  const at = spaces.get(space);
  return at === undefined || at.pages.size + at.regions.size === 0;
}

/** Whether the event is about what the address space no longer has: then it is marked itself. */
function gone({ touched, access }: SpaceState, space: number): boolean {
  const isWithin = [...touched].some((key) => key.startsWith(`${space}/`));
  return touched.has(String(space)) && !isWithin && access?.space !== space;
}

function PieceBox(props: { piece: Piece; highest: boolean; state: SpaceState; space: number }) {
  const { piece, highest, state, space } = props;
  const { region, start, end, rights, pages, accessed, overlaps } = piece;
  const touched = region !== undefined && state.touched.has(regionKey(space, region));
  const shown = pages.slice(0, words.most.pages);
  return (
    <li className="flex min-w-0">
      <span className="flex w-24 shrink-0 flex-col pr-2 text-right font-mono text-xs leading-4 text-text-muted">
        {highest && <span>{hexadecimal(end)}</span>}
        <span className="mt-auto">{hexadecimal(start)}</span>
      </span>
      <span
        className={`mb-0.5 min-w-0 grow border px-2 ${
          region === undefined && pages.length === 0
            ? 'border-dashed border-border py-0.5'
            : 'border-border-strong bg-surface-raised py-1'
        }`}
        style={touched ? HERE : undefined}
      >
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className={region === undefined ? 'text-xs text-text-muted italic' : 'font-medium text-text'}>
            {region ?? (pages.length > 0 ? words.mappedPages : words.gap)}
          </span>
          {region !== undefined && (
            <span className="font-mono text-xs text-text-muted">
              {rights} {words.bytes(end - start)}
            </span>
          )}
          {overlaps && <span className="text-xs text-bad">{words.overlapsHere}</span>}
          {touched && <Now />}
        </span>
        {accessed && state.access !== undefined && (
          <span className={`block font-medium ${state.access.fault === '' ? 'text-accent' : 'text-bad'}`}>
            ▶ {words.access(hexadecimal(state.access.address), state.access.fault)}
            <Now />
          </span>
        )}
        {shown.length > 0 && (
          <span className="mt-0.5 flex flex-wrap gap-1 pb-0.5">
            {shown.map(({ page, frame, rights }) => (
              <span
                key={page}
                className="rounded-xs bg-surface-sunken px-1 text-xs leading-4 whitespace-nowrap text-text"
                style={state.touched.has(pageKey(space, page)) ? HERE : undefined}
              >
                {words.mapped(hexadecimal(page), frame, rights)}
                {state.touched.has(pageKey(space, page)) && <Now />}
              </span>
            ))}
            {pages.length > shown.length && (
              <span className="text-xs leading-4 text-text-muted">
                {words.andMore(pages.length - shown.length)}
              </span>
            )}
          </span>
        )}
      </span>
    </li>
  );
}

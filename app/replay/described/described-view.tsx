'use client';
/**
 * A run as the exercise describes it (exercises/picture-description.ts): its parts after the current event, side by
 * side where there is room, or each as a table. What is odd about the event is told below the part.
 */
import { useMemo } from 'react';
import type { PictureDescription } from '../../../exercises/picture-description';
import { GridTable } from '../../question-parts/grid-table';
import type { PictureProps } from '../picture';
import { describedModel } from './described-model';
import { describedWords as words } from './described-words';
import { PartBox } from './part-box';
import { kindOf } from './part-kinds';

export function DescribedView(props: PictureProps & { picture: PictureDescription }) {
  const { trace, parameters, picture, index } = props;
  const model = useMemo(() => describedModel(picture, trace, parameters), [picture, trace, parameters]);
  const parts = useMemo(() => model.at(index), [model, index]);
  if (model.problems.length > 0) return <p className="notice m-0">{words.otherVersion}</p>;
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-x-8 gap-y-4">
      {parts.map((at) => {
        const kind = kindOf(at.part);
        const { shown, all, grids, drawn } = kind.present(at.part, at.state, {
          ...{ props, histories: model.lanes.get(at.name) ?? new Map(), columns: model.columns.get(at.name) },
        });
        return (
          <section
            key={at.name}
            data-part
            aria-label={at.part.title}
            className={`min-w-0 max-w-full ${props.as === 'table' ? '' : kind.width}`}
          >
            {props.as === 'table' ? (
              <div className="flex min-w-0 flex-wrap gap-6">
                {grids().map((grid) => (
                  <GridTable key={grid.caption} grid={grid} />
                ))}
              </div>
            ) : (
              <>
                <p className="m-0 mb-1 font-medium text-text">
                  {kind.title?.(at.part, at.state) ?? at.part.title}
                </p>
                {kind.frame === 'none' ? (
                  drawn()
                ) : (
                  <PartBox
                    label={at.part.title}
                    index={index}
                    isLow={kind.frame === 'low-box' && parts.length > 1}
                  >
                    {drawn()}
                  </PartBox>
                )}
              </>
            )}
            {all > shown && <p className="m-0 mt-1 text-xs text-text-muted">{words.cut(shown, all)}</p>}
            {[...new Set(at.state.notes)].slice(0, words.most.notes).map((note) => (
              <p key={note} className="m-0 mt-1 border-l-3 border-bad pl-2 text-text">
                {note}
              </p>
            ))}
          </section>
        );
      })}
    </div>
  );
}

'use client';
/** Two texts of one solution: how they differ, and the choice between them. */
import * as words from '../../../dictionary';
import { DraftConflict } from '../../../drafts/draft-conflict';
import { DifferenceView } from '../../../editor/difference-view';

export function SourceConflict(props: {
  mine: string;
  other: string;
  onKeepMine(): void;
  onTakeOther(): void;
}) {
  const { mine, other, onKeepMine, onTakeOther } = props;
  return (
    <DraftConflict
      title={words.conflict.title}
      comparison={
        <div className="panel overflow-hidden">
          <DifferenceView
            original={other}
            modified={mine}
            originalLabel={words.conflict.other}
            modifiedLabel={words.conflict.mine}
          />
        </div>
      }
      onKeepMine={onKeepMine}
      onTakeOther={onTakeOther}
    />
  );
}

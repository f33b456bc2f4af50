/** The free blocks by size, as lists: what came by the current event is marked, what went stands below. */
import type { QueuePart } from '../../../exercises/picture-description';
import { PartBox } from '../described/part-box';
import type { QueueState } from '../described/queue-model';
import { QueuePicture } from '../described/queue-picture';
import { freshState } from '../described/reading';
import { memoryWords as words } from './memory-words';
import { type FreeBlock, type Structure, same } from './structure-model';

export function FreeLists({ structure, index }: { structure: Structure; index: number }) {
  return (
    <section aria-label={words.structure} className="min-w-0">
      <p className="m-0 mb-1 text-xs text-text-muted">{words.structure}</p>
      <PartBox label={words.structure} index={index}>
        <QueuePicture {...freeListsOf(structure)} />
      </PartBox>
      {/* Always there, so that nothing moves while stepping. */}
      <p className="m-0 mt-1 min-h-5 text-text">{structure.due !== undefined && words.due(structure.due)}</p>
    </section>
  );
}

/** Free lists as the picture of queues wants them. */
export function freeListsOf({ sizes, free, came, left }: Structure) {
  const part: QueuePart = {
    kind: 'queue',
    title: words.structure,
    noun: words.size,
    names: sizes.map(words.bytes),
  };
  const place = ({ offset }: FreeBlock) => words.offset(offset);
  const state: QueueState = {
    ...freshState(),
    count: sizes.length,
    queues: new Map(
      free.map((blocks, number) => [
        number,
        blocks.map((block) => ({
          value: block.offset,
          text: place(block),
          fresh: came.some((other) => same(block, other)),
        })),
      ]),
    ),
    taken: left.map((block) => words.leftOut(block)),
  };
  return { part, state, numbers: sizes.map((_, number) => number) };
}

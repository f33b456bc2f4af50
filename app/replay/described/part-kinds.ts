/** The kinds of parts that a described picture may have: a new one is a record here. */
import type { PictureEffect, PicturePart } from '../../../exercises/picture-description';
import { blocksKind } from './blocks-kind';
import { bufferKind } from './buffer-kind';
import { diagramKind } from './diagram-kind';
import { lanesKind } from './lanes-kind';
import type { PartKind } from './part-kind';
import { queueKind } from './queue-kind';
import { slotsKind } from './slots-kind';
import { spaceKind } from './space-kind';
import { tableKind } from './table-kind';
import { trafficKind } from './traffic-kind';
import { treeKind } from './tree-kind';

const PART_KINDS = {
  slots: slotsKind,
  queue: queueKind,
  table: tableKind,
  lanes: lanesKind,
  tree: treeKind,
  space: spaceKind,
  traffic: trafficKind,
  buffer: bufferKind,
  diagram: diagramKind,
  blocks: blocksKind,
} satisfies { readonly [Kind in PicturePart['kind']]: unknown };

type Kinds = typeof PART_KINDS;
type StateOf<Kind extends keyof Kinds> = ReturnType<Kinds[Kind]['start']>;

/** A part with its state at one event. */
export type PartAt = {
  [Kind in keyof Kinds]: {
    readonly name: string;
    readonly kind: Kind;
    readonly part: Extract<PicturePart, { kind: Kind }>;
    readonly state: StateOf<Kind>;
  };
}[keyof Kinds];

/** The description was checked: state and effects of a part are of its kind. */
export function kindOf({ kind }: PicturePart): PartKind<PicturePart, PartAt['state'], PictureEffect> {
  return PART_KINDS[kind] as PartKind<PicturePart, PartAt['state'], PictureEffect>;
}

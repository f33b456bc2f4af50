/**
 * How an exercise describes the picture of its runs: plain data, from which the site draws without any code of the
 * exercise. A picture has parts, and `on` says what each kind of event does to them, one effect after the other:
 *
 *      definePicture(PAGING_EVENTS, {
 *        parts: { frames: { kind: 'slots', title: 'Frames', noun: 'frame', count: { parameter: 'frames' },
 *                           flags: ['dirty'], pointers: ['hand'] } },
 *        on: { load:  [{ part: 'frames', slot: 'frame', value: 'page', text: 'page {page}', flags: { dirty: 0 } }],
 *              write: [{ part: 'frames', slot: 'frame', flags: { dirty: 1 } }],
 *              hand:  [{ part: 'frames', slot: 'frame', pointer: 'hand' }] },
 *      });
 *
 * In an effect a number stands for itself and a text for the field of the event with this name. What reads for people
 * is `text`, with fields in braces as in the sentences of events (simulator/engine/define-events.ts). What a part
 * declares (flags, pointers, columns, states, regions) is named by its own name, or picked by number: `{ field }`.
 * An effect that names a thing and changes nothing of it marks it: the event is about it. Numbers that lead nowhere (a
 * wrong submission's slot 9 of 4) are told beside the picture.
 *
 * Whether its names exist is proved when the exercise is loaded (picture-problems.ts).
 *
 * Every part is drawn at any event, forward and back, and is also a table; the largest parts are cut, and say so.
 */
import type { EventDefinitions, EventTable } from '../simulator/engine/define-events';

/** A number: itself, or the field of the event with this name. */
export type Operand = number | string;
/** A number as its field's words tell it, or a text with fields in braces. */
export type Told = Operand | { readonly text: string };
/** One of the things that the part declares, by name, or by the number in a field, counted from 0. */
export type Choice = string | { readonly field: string };
/** A number, or the case parameter with this name. */
export type Amount = number | { readonly parameter: string };

/** From the site's palette: what a state means. `none` is not drawn. */
export const STATE_COLORS = [
  'running',
  'ready',
  'blocked',
  'switching',
  'interrupt',
  'kernel',
  'idle',
  'none',
] as const;
export type StateColor = (typeof STATE_COLORS)[number];
export type States = Readonly<Record<string, StateColor>>;

interface PartBase {
  readonly title: string;
}

/** Frames, TLB entries, cache lines, buffers, open files: numbered places that hold a value or nothing. */
export interface SlotsPart extends PartBase {
  readonly kind: 'slots';
  /** What one is called, in front of its number: `frame`. Or a name for each. */
  readonly noun?: string;
  readonly names?: readonly string[];
  /** Default: as many as there are names, else as events name. */
  readonly count?: Amount;
  /** How an empty one reads. Default `empty`. */
  readonly empty?: string;
  readonly flags?: readonly string[];
  /** A clock hand, head and tail of a ring. */
  readonly pointers?: readonly string[];
}

interface EffectBase {
  readonly part: string;
  /** Only of events whose fields have these numbers, all of them; and not of those that have all of these. */
  readonly when?: Readonly<Record<string, number>>;
  readonly unless?: Readonly<Record<string, number>>;
}

export interface SlotsEffect extends EffectBase {
  /** The slot; or the first one that holds this value. */
  readonly slot?: Operand;
  readonly holding?: Operand;
  /** What it holds from now on, and how that reads (default: the value). */
  readonly value?: Operand;
  readonly text?: string;
  /** Empties it, its flags too; without a slot all of them. */
  readonly clear?: true;
  /** 0 or 1, by name. */
  readonly flags?: Readonly<Record<string, Operand>>;
  /** Sets the flags of all slots, and marks none. */
  readonly every?: true;
  /** The pointer that stands there from now on. */
  readonly pointer?: string;
}

/** Queues, stacks and lists, one or several by number. */
export interface QueuePart extends PartBase {
  readonly kind: 'queue';
  /** What one of several is called: `level`. Or a name for each. */
  readonly noun?: string;
  readonly names?: readonly string[];
  /** Default: as many as there are names; as events name where they have a noun; else 1. */
  readonly count?: Amount;
}

export interface QueueEffect extends EffectBase {
  /** Default 0; of `remove`: whichever holds it. */
  readonly queue?: Operand;
  readonly push?: Operand;
  /** How what is pushed reads. Default: the number. */
  readonly text?: string;
  /** Where it is pushed. Default `back`. */
  readonly at?: 'front' | 'back';
  readonly pop?: 'front' | 'back';
  readonly remove?: Operand;
  readonly clear?: true;
}

/** A process table, a page table, the system-call table, saved registers: rows by key. */
export interface TablePart extends PartBase {
  readonly kind: 'table';
  /** Heading of the keys: `process`. */
  readonly key: string;
  readonly columns: readonly string[];
}

export interface TableEffect extends EffectBase {
  /** The row with this key, which is added when there is none. */
  readonly row?: Operand;
  /** How the key reads. Default: the number. */
  readonly name?: string;
  readonly set?: Readonly<Record<string, Told>>;
  /**
   * One cell whose column the event picks, and what it holds from now on; without a value it is marked only. Columns
   * that events pick are drawn where the run ever has something in them: not for cores that the machine does not have.
   */
  readonly column?: Choice;
  readonly value?: Told;
  /** Removes the row. */
  readonly remove?: true;
  /** Removes all rows. */
  readonly clear?: true;
}

/** State over time: a lane for each actor, over the trace's time. */
export interface LanesPart extends PartBase {
  readonly kind: 'lanes';
  /** What an actor is called: `thread`. Or a name for each. */
  readonly noun?: string;
  readonly names?: readonly string[];
  readonly count?: Amount;
  readonly states: States;
}

export interface LanesEffect extends EffectBase {
  readonly lane: Operand;
  readonly state?: Choice;
  /** A word in the bar: what it runs, what it waits for. */
  readonly text?: string;
}

/** A tree of processes or of anything else that begins under a parent. */
export interface TreePart extends PartBase {
  readonly kind: 'tree';
  /** What a node is called: `process`. */
  readonly noun?: string;
  readonly states?: States;
}

export interface TreeEffect extends EffectBase {
  readonly node: Operand;
  /** Its parent from now on; a negative number: it has none. */
  readonly parent?: Operand;
  readonly state?: Choice;
  /** What is written behind its name. */
  readonly text?: string;
  /** It disappears. Children that it leaves stand on their own. */
  readonly remove?: true;
}

/** Address spaces, one or several by number, and the frames that they use. */
export interface SpacePart extends PartBase {
  readonly kind: 'space';
  /** What an address space is called: `process`. */
  readonly noun?: string;
  /** Without any, only pages and accesses are drawn. */
  readonly regions?: readonly string[];
  /** Default 4096. */
  readonly pageBytes?: Amount;
  /** How many frames there are. Default: only those in use are shown. */
  readonly frames?: Amount;
}

export interface SpaceEffect extends EffectBase {
  /** Default 0. */
  readonly space?: Operand;
  /** The region that is added or changed. */
  readonly region?: Choice;
  /** First address, and first one beyond. What is left out stays. */
  readonly start?: Operand;
  readonly end?: Operand;
  /** Of the region, or of the page that is mapped. */
  readonly rights?: Told;
  /** Removes the region. */
  readonly remove?: true;
  /** Maps this page (address / pageBytes) to the frame. */
  readonly map?: Operand;
  readonly frame?: Operand;
  /** This page is mapped no longer. */
  readonly unmap?: Operand;
  /** Removes regions and pages. */
  readonly clear?: true;
  /** Marks this address; `fault` says what is wrong with the access. */
  readonly access?: Operand;
  readonly fault?: Told;
}

/** What goes over a bus, an interconnect, a network, or to a disk and back: a line for each that asks. */
export interface TrafficPart extends PartBase {
  readonly kind: 'traffic';
  /** What those that ask are called: `core`. Or a name for each. */
  readonly noun?: string;
  readonly names?: readonly string[];
  /** Default: as many as there are names, else as events name. */
  readonly count?: Amount;
  /** Kinds of transactions, in a word or two. */
  readonly transactions: readonly string[];
  /** What they move: `words`. */
  readonly unit?: string;
}

export interface TrafficEffect extends EffectBase {
  /** Who asks for it. */
  readonly by: Operand;
  /** Its kind, where it is asked for. */
  readonly transaction?: Choice;
  /** What it is about: `line {line}`. */
  readonly text?: string;
  /** How many of the part's unit it moves. */
  readonly amount?: Operand;
  /**
   * It waits from now on for its turn; it begins; it ends: the oldest of who asked that has not come so far. Without
   * it the transaction is asked for and over in this event.
   */
  readonly stage?: 'asks' | 'begins' | 'ends';
}

/** Memory that some put bytes into and others take out of: a pipe's ring, buffers of messages. One or several by number. */
export interface BufferPart extends PartBase {
  readonly kind: 'buffer';
  /** What one of several is called: `channel`. */
  readonly noun?: string;
  /** How long one is. Default: as far as anything ever lay in it. */
  readonly bytes?: Amount;
  /** What lies there is these, numbered from 1 as they come: `message`. Default: a stream, its bytes numbered from 0. */
  readonly item?: string;
}

export interface BufferEffect extends EffectBase {
  /** Default 0. */
  readonly buffer?: Operand;
  /** Whoever puts: what it puts from `begins` on is another item, which reads so from the effect with a text on. */
  readonly owner?: Operand;
  readonly begins?: true;
  readonly text?: string;
  /** The first place of what is put there, whatever lay there; or of what is taken out. */
  readonly put?: Operand;
  readonly take?: Operand;
  readonly length?: Operand;
  /** What lies at this place reads so from now on. */
  readonly at?: Operand;
}

/**
 * The states of a protocol and the ways between them. Of many things that have such states (lines of a cache) it shows
 * the one that the run is about at the moment: who has it in which state, and the way taken last.
 */
export interface DiagramPart extends PartBase {
  readonly kind: 'diagram';
  /** The states, by the number in events. Everybody begins in the first. */
  readonly names: readonly string[];
  /** Who is in a state: `core`. */
  readonly noun?: string;
  readonly count?: Amount;
  /** What one of the things is called: `line`. */
  readonly thing?: string;
}

export interface DiagramEffect extends EffectBase {
  /** The thing that is shown from now on. */
  readonly of?: Operand;
  /** There is a way from one state to another, and what leads along it. */
  readonly from?: Operand;
  readonly to?: Operand;
  readonly text?: string;
  /** Who goes along it. */
  readonly who?: Operand;
}

/** A stretch of memory, or several of one length side by side: blocks at their addresses, and what is free between. */
export interface BlocksPart extends PartBase {
  readonly kind: 'blocks';
  /** What one of several stretches is called: `slab`. */
  readonly noun?: string;
  /** How many stretches there are, and the bytes of each. Default: one, which ends where events say. */
  readonly count?: Amount;
  readonly stretchBytes?: Amount;
  /** Shorter than this, what lies between blocks is not drawn: headers and rounding. Default 1. */
  readonly leastGapBytes?: Amount;
}

export interface BlocksEffect extends EffectBase {
  /** Where the first stretch begins, and where a single one ends. */
  readonly start?: Operand;
  readonly end?: Operand;
  /** The block at this address, which is added where its bytes are told. */
  readonly block?: Operand;
  readonly bytes?: Operand;
  /** What is written in it. Default: its bytes. */
  readonly text?: string;
  /** It is freed: told as such until another block lies there. */
  readonly free?: true;
  /** It is given back, and what lies there is free. */
  readonly remove?: true;
  /** Marks what lies at this address; `fault` says what is wrong with the access. */
  readonly access?: Operand;
  readonly fault?: Told;
  /** Removes all blocks. */
  readonly clear?: true;
}

export type PicturePart =
  | SlotsPart
  | QueuePart
  | TablePart
  | LanesPart
  | TreePart
  | SpacePart
  | TrafficPart
  | BufferPart
  | DiagramPart
  | BlocksPart;
export type PartKind = PicturePart['kind'];
export type PictureEffect =
  | SlotsEffect
  | QueueEffect
  | TableEffect
  | LanesEffect
  | TreeEffect
  | SpaceEffect
  | TrafficEffect
  | BufferEffect
  | DiagramEffect
  | BlocksEffect;

export interface PictureDescription {
  /** What the trace counts its time in. Default `cycle`. */
  readonly time?: string;
  /** By the names that effects use; drawn in this order. */
  readonly parts: Readonly<Record<string, PicturePart>>;
  readonly on: Readonly<Record<string, readonly PictureEffect[] | undefined>>;
}

/** The same, of runs with these events. */
export type PictureDescriptionOf<Definitions extends EventDefinitions> = Omit<PictureDescription, 'on'> & {
  readonly on: { readonly [Name in keyof Definitions]?: readonly PictureEffect[] };
};

/** A description of runs with these events. What types cannot know is proved when the exercise is loaded. */
export function definePicture<Definitions extends EventDefinitions>(
  _events: EventTable<Definitions>,
  description: PictureDescriptionOf<Definitions>,
): PictureDescription {
  return description;
}

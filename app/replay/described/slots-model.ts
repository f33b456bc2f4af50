/** Slots of a described picture: what each holds, its flags, and where the pointers stand. */

import type { SlotsEffect, SlotsPart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, isPlace, nameOf, oneMore, type PartState, type Reading } from './reading';

export interface Slot {
  /** What `holding` looks for. */
  value?: number | string;
  text?: string;
  readonly flags: Set<string>;
}

export interface SlotsState extends PartState {
  /** Undefined: as many as events name. */
  readonly count: number | undefined;
  /** Those that were ever touched. */
  readonly slots: Map<number, Slot>;
  readonly pointers: Map<string, number>;
}

export function startSlots(part: SlotsPart, count: number | undefined): SlotsState {
  return { ...freshState(), count: count ?? part.names?.length, slots: new Map(), pointers: new Map() };
}

export function applyToSlots(
  state: SlotsState,
  part: SlotsPart,
  effect: SlotsEffect,
  reading: Reading,
): void {
  if (effect.every) for (const slot of state.slots.values()) setFlags(slot, part, effect, reading);
  const number =
    effect.slot === undefined ? findHolding(state, effect, reading) : reading.number(effect.slot);
  if (number === undefined) {
    if (effect.slot === undefined && effect.holding === undefined && effect.clear) state.slots.clear();
    return;
  }
  if (!isPlace(number, state.count)) {
    state.notes.push(words.noSuch(nameOf({ noun: part.noun ?? words.slot }, number), state.count));
    return;
  }
  const slot = state.slots.get(number) ?? { flags: new Set<string>() };
  state.slots.set(number, slot);
  state.touched.add(String(number));
  if (effect.clear) {
    slot.value = undefined;
    slot.text = undefined;
    slot.flags.clear();
  }
  const text = reading.text(effect.text) ?? reading.told(effect.value);
  if (text !== undefined) {
    slot.text = text;
    slot.value = reading.number(effect.value) ?? text;
  }
  setFlags(slot, part, effect, reading);
  if (effect.pointer !== undefined && part.pointers?.includes(effect.pointer))
    state.pointers.set(effect.pointer, number);
}

function setFlags(slot: Slot, part: SlotsPart, effect: SlotsEffect, reading: Reading): void {
  for (const [flag, operand] of Object.entries(effect.flags ?? {})) {
    const on = reading.number(operand);
    if (on === undefined || !part.flags?.includes(flag)) continue;
    if (on === 0) slot.flags.delete(flag);
    else slot.flags.add(flag);
  }
}

function findHolding(state: SlotsState, effect: SlotsEffect, reading: Reading): number | undefined {
  const value = reading.number(effect.holding);
  if (value === undefined) return undefined;
  for (const [number, slot] of state.slots) if (slot.value === value) return number;
  state.notes.push(words.heldNowhere(reading.told(effect.holding) ?? String(value)));
  return undefined;
}

/** How many slots there are to draw, at any rate those that are known. */
export function slotCount({ count, slots, pointers }: SlotsState): number {
  return count ?? oneMore([...slots.keys(), ...pointers.values()]);
}

export function slotsGrid(part: SlotsPart, state: SlotsState, numbers: readonly number[]): Grid {
  const { flags = [], pointers = [] } = part;
  return {
    caption: part.title,
    columns: [
      part.noun ?? words.slot,
      words.holds,
      ...flags,
      ...(pointers.length > 0 ? [words.pointers] : []),
    ],
    rows: numbers.map((number) => {
      const slot = state.slots.get(number);
      const here = pointers.filter((pointer) => state.pointers.get(pointer) === number);
      return [
        part.names?.[number] ?? String(number),
        slot?.text ?? part.empty ?? words.empty,
        ...flags.map((flag) => (slot?.flags.has(flag) ? words.yes : words.no)),
        ...(pointers.length > 0 ? [here.join(', ')] : []),
      ];
    }),
  };
}

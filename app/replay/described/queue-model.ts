/** Queues of a described picture: what waits in each, the front first. */

import type { QueueEffect, QueuePart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, isPlace, nameOf, oneMore, type PartState, type Reading } from './reading';

export interface QueueItem {
  readonly value: number;
  readonly text: string;
  /** Pushed by the current event. */
  fresh: boolean;
}

export interface QueueState extends PartState {
  /** Undefined: as many as events name. */
  readonly count: number | undefined;
  readonly queues: Map<number, QueueItem[]>;
  /** What the current event took out. */
  taken: string[];
}

export function startQueue(part: QueuePart, count: number | undefined): QueueState {
  const one = part.noun === undefined ? 1 : undefined;
  return { ...freshState(), count: count ?? part.names?.length ?? one, queues: new Map(), taken: [] };
}

export function applyToQueue(
  state: QueueState,
  part: QueuePart,
  effect: QueueEffect,
  reading: Reading,
): void {
  const number = reading.number(effect.queue) ?? (effect.remove === undefined ? 0 : undefined);
  if (number !== undefined && !isPlace(number, state.count)) {
    state.notes.push(words.noSuch(nameOf({ noun: part.noun ?? words.queue }, number), state.count));
    return;
  }
  const removed = reading.number(effect.remove);
  if (removed !== undefined) take(state, number, removed, reading.told(effect.remove) ?? String(removed));
  if (number === undefined) return;
  const queue = state.queues.get(number) ?? [];
  state.queues.set(number, queue);
  state.touched.add(String(number));
  if (effect.clear) queue.length = 0;
  if (effect.pop !== undefined) {
    const item = effect.pop === 'front' ? queue.shift() : queue.pop();
    if (item === undefined)
      state.notes.push(
        words.nothingToTake(nameOf({ noun: part.noun ?? words.queue, names: part.names }, number)),
      );
    else state.taken.push(item.text);
  }
  const value = reading.number(effect.push);
  if (value === undefined) return;
  const item = {
    value,
    text: reading.text(effect.text) ?? reading.told(effect.push) ?? String(value),
    fresh: true,
  };
  if (effect.at === 'front') queue.unshift(item);
  else queue.push(item);
}

function take(state: QueueState, only: number | undefined, value: number, text: string): void {
  for (const [number, queue] of state.queues) {
    if (only !== undefined && number !== only) continue;
    const at = queue.findIndex((item) => item.value === value);
    if (at < 0) continue;
    state.taken.push(...queue.splice(at, 1).map((item) => item.text));
    state.touched.add(String(number));
    return;
  }
  state.notes.push(words.waitsNowhere(text));
}

/** Before the next event: nothing is new any more. */
export function settleQueue(state: QueueState): void {
  for (const number of state.touched)
    for (const item of state.queues.get(Number(number)) ?? []) item.fresh = false;
  state.taken = [];
}

/** How many queues there are to draw. */
export function queueCount({ count, queues }: QueueState): number {
  return count ?? oneMore([...queues.keys()]);
}

export function queueGrid(part: QueuePart, state: QueueState, numbers: readonly number[]): Grid {
  return {
    caption: part.title,
    columns: [part.noun ?? words.queue, words.length, words.frontFirst],
    rows: numbers.map((number) => {
      const queue = state.queues.get(number) ?? [];
      const shown = queue.slice(0, words.most.items).map((item) => item.text);
      return [
        part.names?.[number] ?? String(number),
        String(queue.length),
        shown.join(', ') + (queue.length > shown.length ? words.andMore(queue.length - shown.length) : ''),
      ];
    }),
  };
}

/** Guarantee: what an event does to an address space is marked in its picture, also what is no longer there. */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { SpaceEffect } from '../../../exercises/picture-description';
import { Reading } from './reading';
import { applyToSpace, startSpace } from './space-model';
import { SpacePicture } from './space-picture';

const PART = { kind: 'space', title: 'Memory', noun: 'process', regions: ['heap', 'stack'] } as const;
const EVENT = { index: 0, cycle: 0, kind: { fields: [], name: 'e', description: '' }, values: [] };

/** What is marked after the effects, of which the last one is the event's. */
function marked(...effects: readonly Omit<SpaceEffect, 'part'>[]): string[] {
  const state = startSpace(undefined, undefined);
  for (const effect of effects) {
    state.touched.clear();
    applyToSpace(state, PART, { part: 'memory', ...effect }, new Reading(EVENT));
  }
  const html = renderToStaticMarkup(<SpacePicture part={PART} state={state} spaces={[0, 1]} />);
  expect(html, 'an address space of which no page was told says so').toContain('no page told yet');
  return [...html.matchAll(/([^<>]*)<span class="sr-only" data-here="">/g)].map(([, text]) => text);
}

const HEAP = { space: 1, region: 'heap', start: 0x1000, end: 0x3000 };
const PAGE = { space: 1, map: 1, frame: 7 };

test('a page that is mapped, and its frame', () => {
  expect(marked(HEAP, PAGE)[0]).toContain('0x1 → 7');
});

test('a page that is no longer mapped, a region that is gone: the address space', () => {
  expect(marked(HEAP, PAGE, { space: 1, unmap: 1 })).toEqual(['process 1']);
  expect(marked(HEAP, { space: 1, region: 'heap', remove: true })).toEqual(['process 1']);
});

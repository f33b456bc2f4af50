/**
 * Guarantee: a run that no exercise of ours could have made, as a package may, is drawn or not, but keeps no reader's
 * browser busy: whatever its events, numbers and description say.
 */
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SPECIAL_VIEWS, type View } from '../../exercises/exercise-definition';
import { EVENTS as ALLOCATION_EVENTS } from '../../exercises/memory/buddy-allocator/simulation';
import { viewProblems } from '../../exercises/picture-problems';
import { EVENTS as MARSHALLING_EVENTS } from '../../exercises/rpc/marshalling/simulation';
import { Random } from '../../simulator/engine/random';
import { type EventKinds, Trace } from '../../simulator/engine/trace';
import { INTERLEAVING_EVENTS } from '../../simulator/explorer/interleaving-events';
import { SCHEDULING_EVENTS } from '../../simulator/kernel/scheduling/scheduling-events';
import { Replay } from './replay';

const ODD = [0, 1, -1, 0.5, 3, 2 ** 31, 2 ** 53, 1e9, 1e300, -1e9, Number.NaN, Number.POSITIVE_INFINITY];
/** Ends a test that would hang; what is drawn takes some milliseconds. */
const LONGEST_MS = 5_000;

function oddTrace(kinds: EventKinds, random: Random): Trace {
  const trace = new Trace(kinds);
  const odd = () => ODD[random.below(ODD.length)] as number;
  for (let event = 0; event < 30; event++)
    trace.record(event, random.below(kinds.length), odd(), odd(), odd(), odd());
  return trace;
}

/** Attributes that place something: a picture of odd numbers leaves out what lies nowhere. */
const NO_PLACE = / (?:[xy][12]?|c[xy]|width|height|d|points)="[^"]*NaN/;

/** @returns for how long it was at it, whether it could be drawn or not. */
function drawnInMs(view: View, trace: Trace, parameters: Record<string, number>): number {
  const startedMs = performance.now();
  let html = '';
  try {
    html = renderToStaticMarkup(
      <Replay view={view} trace={trace.encode()} parameters={parameters} checks={[]} title="odd" />,
    );
  } catch {
    // The page says that it cannot be drawn (drawn-or-told.tsx), which static markup knows nothing of.
  }
  expect(html).not.toMatch(NO_PLACE);
  return performance.now() - startedMs;
}

const KINDS = [
  ALLOCATION_EVENTS.kinds,
  MARSHALLING_EVENTS.kinds,
  INTERLEAVING_EVENTS.kinds,
  SCHEDULING_EVENTS.kinds,
];
const PARAMETERS = { cores: 1e9, threads: 1e9, levels: 1e9, smallest: 1e-9, frames: 1e9, bytes: 2 ** 53 };

test.each(SPECIAL_VIEWS)('the picture %s', (view) => {
  for (const kinds of KINDS)
    for (let seed = 0; seed < 2; seed++)
      expect(drawnInMs(view, oddTrace(kinds, new Random(seed)), PARAMETERS), String(seed)).toBeLessThan(
        LONGEST_MS,
      );
});

test('descriptions with odd amounts', () => {
  const kinds: EventKinds = [{ name: 'go', fields: ['a', 'b', 'c', 'd'], description: 'Odd.' }];
  const amounts = [1e9, 2 ** 52, { parameter: 'cores' }];
  for (const count of amounts) {
    const view = {
      parts: {
        slots: { kind: 'slots', title: 'Slots', count },
        queue: { kind: 'queue', title: 'Queue', count },
        lanes: { kind: 'lanes', title: 'Lanes', count, states: { busy: 'running' } },
        space: { kind: 'space', title: 'Space', frames: count, pageBytes: 1 },
        traffic: { kind: 'traffic', title: 'Traffic', count, transactions: ['read'] },
        buffer: { kind: 'buffer', title: 'Buffer', bytes: count },
        diagram: { kind: 'diagram', title: 'Diagram', names: ['A', 'B'], noun: 'core', count },
        blocks: { kind: 'blocks', title: 'Blocks', count, stretchBytes: count },
      },
      on: {
        go: [
          { part: 'slots', slot: 'a', value: 'b' },
          { part: 'queue', queue: 'a', push: 'b' },
          { part: 'lanes', lane: 'a', state: 'busy' },
          { part: 'space', space: 'a', map: 'b', frame: 'c' },
          { part: 'traffic', by: 'a', transaction: 'read', amount: 'b' },
          { part: 'buffer', buffer: 'a', put: 'b', length: 'c' },
          { part: 'diagram', of: 'a', from: 'b', to: 'c', who: 'd' },
          { part: 'blocks', block: 'a', bytes: 'b' },
        ],
      },
    } as unknown as View;
    expect(viewProblems(view, kinds)).toEqual([]);
    for (let seed = 0; seed < 2; seed++)
      expect(drawnInMs(view, oddTrace(kinds, new Random(seed)), PARAMETERS)).toBeLessThan(LONGEST_MS);
  }
});

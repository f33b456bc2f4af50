import { describe, expect, test } from 'vitest';
import { defineEvents } from '../simulator/engine/define-events';
import { definePicture } from './picture-description';
import { pictureProblems, viewProblems } from './picture-problems';

const EVENTS = defineEvents({
  load: { fields: ['page', 'frame'], description: '' },
  end: { fields: [], description: '' },
});

const PARTS = {
  frames: {
    kind: 'slots',
    title: 'Frames',
    count: { parameter: 'frames' },
    flags: ['dirty'],
    pointers: ['hand'],
  },
} as const;

const problemsOf = (parts: unknown, load: unknown, further: object = {}) =>
  pictureProblems({ parts, on: { load }, ...further }, EVENTS.kinds, ['frames']);

describe('a picture', () => {
  test('that fits its events has no problems and is plain data', () => {
    const picture = definePicture(EVENTS, {
      time: 'access',
      parts: PARTS,
      on: {
        load: [
          {
            part: 'frames',
            slot: 'frame',
            value: 'page',
            text: 'page {page}',
            flags: { dirty: 0 },
            pointer: 'hand',
          },
        ],
      },
    });
    expect(pictureProblems(JSON.parse(JSON.stringify(picture)), EVENTS.kinds, ['frames'])).toEqual([]);
  });

  test('with a wrong name is told with part and event', () => {
    const picture = definePicture(EVENTS, { parts: PARTS, on: { load: [{ part: 'frames', slot: 'fram' }] } });
    expect(viewProblems(picture, EVENTS.kinds)).toEqual([
      'on.load[0] (part frames): slot names the field fram, but the event has page, frame',
    ]);
  });

  test('of a name is a special one', () => {
    expect(viewProblems('cores', EVENTS.kinds)).toEqual([]);
    expect(viewProblems('toString', EVENTS.kinds)[0]).toContain(
      'there is no picture toString: one of cores,',
    );
  });

  test.each<[string, unknown, unknown, string]>([
    [
      'an effect on no part',
      PARTS,
      [{ part: 'frame', slot: 0 }],
      'on.load[0]: there is no part frame (there are frames)',
    ],
    ['an effect without a part', PARTS, [{ slot: 0 }], 'there is no part undefined'],
    [
      'an effect about nothing',
      PARTS,
      [{ part: 'frames', value: 'page' }],
      'must say what it is about: one of slot, holding, clear',
    ],
    [
      'a property of another kind of part',
      PARTS,
      [{ part: 'frames', slot: 0, push: 'page' }],
      'effects on slots have no property push',
    ],
    [
      'a flag that the part does not have',
      PARTS,
      [{ part: 'frames', slot: 0, flags: { valid: 1 } }],
      "flags names valid, but the part's flags are dirty",
    ],
    [
      'a pointer that the part does not have',
      PARTS,
      [{ part: 'frames', slot: 0, pointer: 'tail' }],
      "pointer names tail, but the part's pointers are hand",
    ],
    [
      'a text with a field that the event does not have',
      PARTS,
      [{ part: 'frames', slot: 0, text: '{pag}' }],
      'text names the field pag',
    ],
    ['a number that is none', PARTS, [{ part: 'frames', slot: Number.NaN }], 'slot must be a finite number'],
    ['no effects', PARTS, [], 'on.load must be a list of effects'],
    ['effects that are no objects', PARTS, ['frames'], 'on.load[0] must be an effect'],
    [
      'an unknown kind',
      { frames: { kind: 'toString', title: 'Frames' } },
      [],
      'part frames must have a kind: one of slots, queue, table, lanes, tree, space, traffic, buffer',
    ],
    ['a part that is nothing', { frames: null }, [], 'part frames must have a kind'],
    ['no title', { frames: { kind: 'slots' } }, [{ part: 'frames', slot: 0 }], 'part frames has no title'],
    [
      'a part without what its kind needs',
      { t: { kind: 'table', title: 'T', key: 'k' } },
      [{ part: 't', row: 0 }],
      'part t (table) must have columns',
    ],
    [
      'a property that parts do not have',
      { q: { kind: 'queue', title: 'Q', flags: ['x'] } },
      [{ part: 'q', queue: 0 }],
      'part q: queue have no property flags',
    ],
    [
      'a count of nothing',
      { q: { kind: 'queue', title: 'Q', count: 0 } },
      [{ part: 'q', queue: 0 }],
      'count must be a number from 1 on',
    ],
    [
      'a parameter that no case has',
      { q: { kind: 'queue', title: 'Q', count: { parameter: 'levels' } } },
      [{ part: 'q', queue: 0 }],
      'names the parameter levels, which a case does not have',
    ],
    [
      'a colour of no palette',
      { l: { kind: 'lanes', title: 'L', states: { a: 'red' } } },
      [{ part: 'l', lane: 0, state: 'a' }],
      'states must give each state a colour: one of running',
    ],
    [
      'a state that the part does not have',
      { l: { kind: 'lanes', title: 'L', states: { a: 'idle' } } },
      [{ part: 'l', lane: 0, state: 'b' }],
      "state names b, but the part's states are a",
    ],
    [
      'a choice by no field',
      { l: { kind: 'lanes', title: 'L', states: { a: 'idle' } } },
      [{ part: 'l', lane: 0, state: { field: 'x' } }],
      'state names the field x',
    ],
    [
      'a cell of no column',
      { t: { kind: 'table', title: 'T', key: 'k', columns: ['a'] } },
      [{ part: 't', row: 0, set: { b: 1 } }],
      "set names b, but the part's columns are a",
    ],
    [
      'two parts, one untouched',
      { ...PARTS, q: { kind: 'queue', title: 'Q' } },
      [{ part: 'frames', slot: 0 }],
      'part q: no event acts on it',
    ],
    [
      'a condition on no field',
      PARTS,
      [{ part: 'frames', slot: 0, when: { dirty: 1 } }],
      'when names the field dirty',
    ],
    [
      'a condition that is no number',
      PARTS,
      [{ part: 'frames', slot: 0, unless: { page: 'frame' } }],
      'unless must be numbers by field',
    ],
    ['no parts', {}, [], 'a picture must have parts'],
  ])('with %s is told', (_, parts, load, problem) => {
    expect(problemsOf(parts, load).join('\n')).toContain(problem);
  });

  test('with an event that there is not, or a property of its own, is told', () => {
    const right = [{ part: 'frames', slot: 'frame' }];
    expect(pictureProblems({ parts: PARTS, on: { load: right, store: right } }, EVENTS.kinds)).toEqual([
      'on.store: there is no such event (there are load, end)',
    ]);
    expect(problemsOf(PARTS, right, { code: 'alert(1)' })).toEqual(['a picture has no property code']);
  });

  test.each([undefined, null, 3, 'cores', [], {}, { parts: [], on: [] }])('%o is none', (value) => {
    expect(pictureProblems(value, EVENTS.kinds)).not.toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LanesPart, TableEffect, TablePart } from '../../../exercises/picture-description';
import { definePicture } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { defineEvents } from '../../../simulator/engine/define-events';
import { Trace } from '../../../simulator/engine/trace';
import { trafficGrids } from '../traffic/traffic-model';
import { blocksGrid, layoutOfBlocks } from './blocks-model';
import { bufferGrid } from './buffer-model';
import { describedModel, type PartAt } from './described-model';
import { diagramGrids } from './diagram-model';
import { EXAMPLES, type Example, MEMORY } from './examples.testing';
import { lanesGrid } from './lanes-model';
import { queueCount, queueGrid } from './queue-model';
import { slotCount, slotsGrid } from './slots-model';
import { layoutOf, spaceGrids } from './space-model';
import { cellKey, type TableState, tableGrid, tableKeys } from './table-model';
import { trafficOf } from './traffic-part';
import { treeGrid, treeRows } from './tree-model';

/** A part's table after an event, a row a line, and what is odd about the event. */
function tableAfter(example: Example, part: string, index: number): string[] {
  const { picture, trace, parameters } = example;
  const at = describedModel(picture, trace, parameters)
    .at(index)
    .find(({ name }) => name === part) as PartAt;
  return [...gridsOf(at).flatMap(({ rows }) => rows.map((row) => row.join(' | '))), ...at.state.notes];
}

function gridsOf(at: PartAt): readonly Grid[] {
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
  switch (at.kind) {
    case 'slots':
      return [slotsGrid(at.part, at.state, upTo(slotCount(at.state)))];
    case 'queue':
      return [queueGrid(at.part, at.state, upTo(Math.min(100, queueCount(at.state))))];
    case 'table':
      return [tableGrid(at.part, at.state, tableKeys(at.state))];
    case 'lanes':
      return [lanesGrid(at.part, at.state, [...at.state.lanes.keys()], () => '')];
    case 'tree':
      return [treeGrid(at.part, treeRows(at.state, 100))];
    case 'space':
      return spaceGrids(at.part, at.state, [...at.state.spaces.keys()]);
    case 'diagram':
      return diagramGrids(at.part, at.state);
    case 'traffic':
      return trafficGrids(at.part.title, trafficOf(at.part, at.state), 'cycle');
    case 'buffer':
      return [bufferGrid(at.part, at.state, [...at.state.buffers.keys()])];
    case 'blocks':
      return [blocksGrid(at.part, layoutOfBlocks(at.state, 100).stretches)];
  }
}

describe('slots', () => {
  const { replacement } = EXAMPLES;

  test('hold values and flags, and a pointer goes from one to the other', () => {
    expect(tableAfter(replacement, 'frames', 3)).toEqual([
      '0 | page 7 | no | no | ',
      '1 | page 3 | yes | no | ',
      '2 | page 12 | no | no | ',
      '3 | free | no | no | ',
    ]);
    expect(tableAfter(replacement, 'frames', 4)[1]).toBe('1 | page 3 | yes | no | hand');
    expect(tableAfter(replacement, 'frames', 7).slice(1, 3)).toEqual([
      '1 | page 3 | no | no | ',
      '2 | page 5 | no | no | hand',
    ]);
  });

  test('that do not exist, and values that none holds, are told and change nothing', () => {
    const before = tableAfter(replacement, 'frames', 7);
    expect(tableAfter(replacement, 'frames', 8)).toEqual([
      ...before,
      'There is no frame 9: there are 4, numbered from 0.',
    ]);
    expect(tableAfter(replacement, 'frames', 9)).toEqual([...before, 'No slot holds 99.']);
  });

  test('are as many as events name where nobody says how many', () => {
    expect(tableAfter({ ...replacement, parameters: {} }, 'frames', 8)).toHaveLength(10);
  });
});

test('what is told of every slot marks none; queues with a noun are as many as events name; rows have names', () => {
  const events = defineEvents({
    load: { fields: ['address', 'frame'], description: '' },
    flush: { fields: [], description: '' },
  });
  const picture = definePicture(events, {
    parts: {
      frames: { kind: 'slots', title: 'Frames', flags: ['used'] },
      loads: { kind: 'queue', title: 'Loads', noun: 'frame' },
      pages: { kind: 'table', title: 'Pages', key: 'address', columns: ['frame'] },
    },
    on: {
      load: [
        { part: 'frames', slot: 'frame', value: 'address', flags: { used: 1 } },
        { part: 'loads', queue: 'frame', push: 'address' },
        { part: 'pages', row: 'address', name: '{address:place}', set: { frame: 'frame' } },
      ],
      flush: [{ part: 'frames', every: true, flags: { used: 0 } }],
    },
  });
  const trace = new Trace(events.kinds);
  trace.record(0, events.index.load, 0x4000, 2);
  trace.record(1, events.index.flush);
  const example = { picture, kinds: events.kinds, trace, parameters: {} };
  expect(tableAfter(example, 'frames', 0).at(-1)).toBe('2 | 16384 | yes');
  expect(tableAfter(example, 'frames', 1).at(-1)).toBe('2 | 16384 | no');
  const [frames] = describedModel(picture, trace, {}).at(1);
  expect([...(frames?.state.touched ?? [])]).toEqual([]);
  expect(tableAfter(example, 'loads', 0)).toEqual(['0 | 0 | ', '1 | 0 | ', '2 | 1 | 16384']);
  expect(tableAfter(example, 'pages', 0)).toEqual(['0x4000 | 2']);
});

describe('queues', () => {
  const { feedback } = EXAMPLES;

  test('are pushed at the back, popped at the front, and left from anywhere', () => {
    expect(tableAfter(feedback, 'levels', 2)).toEqual(['0 | 2 | T1, T2', '1 | 1 | T3', '2 | 0 | ']);
    expect(tableAfter(feedback, 'levels', 4)).toEqual(['0 | 1 | T2', '1 | 1 | T3', '2 | 1 | T1']);
    expect(tableAfter(feedback, 'levels', 5)).toEqual(['0 | 1 | T2', '1 | 0 | ', '2 | 1 | T1']);
  });

  test('that are empty or do not exist are told', () => {
    expect(tableAfter(feedback, 'levels', 6).at(-1)).toBe('Nothing was there to take out of level 1.');
    expect(tableAfter(feedback, 'levels', 7).at(-1)).toBe(
      'There is no level 17: there are 3, numbered from 0.',
    );
  });

  test('may be stacks', () => {
    const events = defineEvents({
      push: { fields: ['value'], description: '' },
      pop: { fields: [], description: '' },
      urgent: { fields: ['value'], description: '' },
    });
    const trace = new Trace(events.kinds);
    trace.record(0, events.index.push, 1);
    trace.record(1, events.index.push, 2);
    trace.record(2, events.index.urgent, 3);
    trace.record(3, events.index.pop);
    const picture = definePicture(events, {
      parts: { stack: { kind: 'queue', title: 'Stack' } },
      on: {
        push: [{ part: 'stack', push: 'value' }],
        pop: [{ part: 'stack', pop: 'back' }],
        urgent: [{ part: 'stack', push: 'value', at: 'front' }],
      },
    });
    const example = { picture, kinds: events.kinds, trace, parameters: {} };
    expect(tableAfter(example, 'stack', 2)).toEqual(['0 | 3 | 3, 1, 2']);
    expect(tableAfter(example, 'stack', 3)).toEqual(['0 | 2 | 3, 1']);
  });
});

describe('buffers', () => {
  const { ports } = EXAMPLES;

  test('hold what was put there in the order in which it came, by the item that its owner began', () => {
    expect(tableAfter(ports, 'ports', 1)).toEqual([]);
    expect(tableAfter(ports, 'ports', 5)).toEqual([
      '1 | 8 to 11 | message 1, of process 5 | ',
      '1 | 0 to 5 | message 2, of process 6, urgent | ',
      '1 | 12 to 13 | message 1, of process 5 | ',
    ]);
  });

  test('number the bytes of a stream where they hold no items', () => {
    expect(tableAfter(ports, 'stream', 6)).toEqual([
      '0 | 8 to 9 | bytes 0 to 1 of the stream | taken out now',
      '0 | 10 to 11 | bytes 2 to 3 of the stream | ',
      '0 | 0 to 5 | bytes 4 to 9 of the stream | ',
      '0 | 12 to 13 | bytes 10 to 11 of the stream | ',
    ]);
    expect(tableAfter(ports, 'stream', 7)).toHaveLength(3);
  });

  test('tell what lay where something is put, what is taken where nothing lies, and what goes over the end', () => {
    expect(tableAfter(ports, 'ports', 8)).toEqual([
      '1 | 11 | message 1, of process 5 | ',
      '1 | 0 to 4 | message 2, of process 6, urgent, broken | ',
      '1 | 12 to 13 | message 1, of process 5 | ',
      '1 | 5 to 10 | message 2, of process 6, urgent | ',
      'At 10 this lay before: message 1, of process 5.',
      'At 5 this lay before: message 2, of process 6, urgent, broken.',
    ]);
    expect(tableAfter(ports, 'ports', 9).at(-1)).toBe(
      'At 14 to 16, 3 bytes are taken that nobody put there.',
    );
    expect(tableAfter(ports, 'ports', 10).at(-1)).toBe(
      '15 to 16 lies beyond the end: there are 16 places, from 0 on.',
    );
  });
});

test('tables have a row for each key, in order, with the cells that events set', () => {
  const { calls } = EXAMPLES;
  expect(tableAfter(calls, 'table', 2)).toEqual(['0 | process | 1 |  | ', '2 | file | 3 | 0x8040 | -14']);
  expect(tableAfter(calls, 'saved', 4)).toEqual(['1 | 0x1040 |  | 0xffff']);
  expect(tableAfter(calls, 'saved', 5)).toEqual([
    '1 | 0x1040 |  | 0xffff',
    'There is no column 9: there are 3, numbered from 0.',
  ]);
  expect(tableAfter(calls, 'table', 6)).toEqual(['0 | process | 1 |  | ']);
});

test('columns that events pick by number are those that the run has; others say something where they are empty', () => {
  const { columns } = describedModel(EXAMPLES.calls.picture, EXAMPLES.calls.trace, {});
  expect(columns.get('saved')).toEqual(['pc', 'a0']);
  expect(columns.get('table')).toHaveLength(4);
});

test('a cell that an event names without a value is marked, and keeps what it holds', () => {
  const { picture, trace } = EXAMPLES.calls;
  const [save] = picture.on.save as TableEffect[];
  const on = { ...picture.on, save: [{ ...save, value: undefined }] };
  const [, saved] = describedModel({ ...picture, on }, trace, {}).at(3);
  expect([...saved.state.touched]).toEqual(['1', cellKey(1, 'pc')]);
  expect(tableGrid(saved.part as TablePart, saved.state as TableState, [1]).rows).toEqual([
    ['1', '', '', ''],
  ]);
});

describe('lanes', () => {
  const { life } = EXAMPLES;

  test('are in a state from the event that says so', () => {
    expect(tableAfter(life, 'threads', 4)).toEqual(['0 | blocked | core 0 | ', '1 | switching | core 0 | ']);
    const history = describedModel(life.picture, life.trace, {}).lanes.get('threads')?.get(0);
    expect(history?.stretches().map(({ from, value }) => `${from} ${value.activity}`)).toEqual([
      '0 ready',
      '1 running',
      '3 blocked',
      '6 ready',
      '8 running',
      '9 over',
    ]);
  });
});

test('a lane that nobody has is not drawn, whatever names there are', () => {
  const { picture, trace } = EXAMPLES.life;
  const names = ['first', 'second', 'never there'];
  const threads = { ...picture.parts.threads, count: undefined, names } as LanesPart;
  const model = describedModel({ ...picture, parts: { ...picture.parts, threads } }, trace, {});
  expect([...(model.lanes.get('threads')?.keys() ?? [])]).toEqual([0, 1]);
});

describe('trees', () => {
  const { family } = EXAMPLES;

  test('grow under parents, change state, are adopted and disappear', () => {
    expect(tableAfter(family, 'tree', 6)).toEqual([
      '1 | none | alive | init',
      '2 | 1 | alive | shell',
      '3 | 2 | alive | ',
      '4 | 3 | alive | ',
      '5 | 1 | alive | ',
    ]);
    expect(tableAfter(family, 'tree', 8)).toEqual([
      '1 | none | alive | init',
      '2 | 1 | alive | shell',
      '3 | 2 | zombie | status 9',
      '4 | 1 | alive | ',
      '5 | 1 | alive | ',
    ]);
    expect(tableAfter(family, 'tree', 9)).not.toContain('3 | 2 | zombie | status 9');
  });

  test('draw a circle of parents once, and say so', () => {
    expect(tableAfter(family, 'tree', 11)).toEqual([
      '1 | none | alive | init',
      '5 | 1 | alive | ',
      '2 | 4 (it is among its own ancestors) | alive | shell',
      '4 | 2 | alive | ',
    ]);
  });

  test('draw each node once, parents first, whatever events tell, and at most as many as asked for', () => {
    const events = defineEvents({
      parent: { fields: ['node', 'parent'], description: '' },
      gone: { fields: ['node'], description: '' },
    });
    const picture = definePicture(events, {
      parts: { tree: { kind: 'tree', title: 'Tree' } },
      on: {
        parent: [{ part: 'tree', node: 'node', parent: 'parent' }],
        gone: [{ part: 'tree', node: 'node', remove: true }],
      },
    });
    const step = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 }), fc.integer({ min: -1, max: 6 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const trace = new Trace(events.kinds);
        for (const [gone, node, parent] of [...steps, [false, 0, 0] as const])
          trace.record(0, gone ? events.index.gone : events.index.parent, node, parent);
        const [tree] = describedModel(picture, trace, {}).at(trace.length - 1);
        if (tree?.kind !== 'tree') throw new Error('no tree');
        const rows = treeRows(tree.state, 100);
        expect(rows.map(({ number }) => number).sort()).toEqual([...tree.state.nodes.keys()].sort());
        for (const [place, { node, depth }] of rows.entries())
          if (depth > 0) expect(rows.slice(0, place).some(({ number }) => number === node.parent)).toBe(true);
        expect(treeRows(tree.state, 2).length).toBeLessThanOrEqual(2);
      }),
      { seed: 11 },
    );
  });
});

describe('address spaces', () => {
  const { memory } = EXAMPLES;
  const pieces = (index: number, space = 1) => {
    const [at] = describedModel(memory.picture, memory.trace, memory.parameters).at(index);
    if (at?.kind !== 'space') throw new Error('no address space');
    return layoutOf(at.state, space).map(
      ({ region, start, end, pages, accessed, overlaps }) =>
        `${region ?? '-'} ${start.toString(16)}..${end.toString(16)}${pages.map(({ page, frame }) => ` ${page.toString(16)}>${frame}`).join('')}${accessed ? ' accessed' : ''}${overlaps ? ' overlaps' : ''}`,
    );
  };

  test('show regions, gaps, pages and the address of a fault from the highest address down', () => {
    expect(pieces(5)).toEqual([
      'stack 7fff0000..7fff4000 7fff3>5',
      '- 21000..7fff0000',
      'heap 20000..21000 accessed',
      '- 12000..20000',
      'text 10000..12000 10>3',
      '- 0..10000',
    ]);
    expect(pieces(8)[1]).toBe('- 23000..7fff0000 accessed');
    expect(pieces(8)[2]).toBe('heap 20000..23000 20>0');
    expect(pieces(9)[4]).toBe('text 10000..12000');
  });

  test('show what overlaps, and pages outside all regions', () => {
    expect(pieces(10).slice(0, 2)).toEqual([
      'stack 7fff0000..7fff4000 overlaps',
      'heap 20000..80000000 20>0 7fff3>5',
    ]);
    expect(tableAfter(memory, 'spaces', 10).at(-1)).toBe('heap overlaps stack.');
    expect(pieces(11, 2)).toEqual(['- 10000..11000 10>3', '- 0..10000']);
  });

  test('show each page once: in its region, or outside in a run with its neighbours', () => {
    const { index } = MEMORY;
    const trace = new Trace(memory.kinds);
    trace.record(0, index.region, 1, 0, 0x10000, 0x12000);
    for (const page of [0x12, 0xe, 0x13, 0xf, 0x10, 0x20]) trace.record(1, index.map, 1, page, page);
    const [at] = describedModel(memory.picture, trace, {}).at(trace.length - 1);
    if (at?.kind !== 'space') throw new Error('no address space');
    expect(
      layoutOf(at.state, 1).map(
        ({ region, start, pages }) =>
          `${start.toString(16)} ${region}: ${pages.map(({ page }) => page.toString(16))}`,
      ),
    ).toEqual([
      '20000 undefined: 20',
      '14000 undefined: ',
      '12000 undefined: 12,13',
      '10000 text: 10',
      'e000 undefined: e,f',
      '0 undefined: ',
    ]);
  });

  test('beside the frames by owner, free ones too', () => {
    const frames = tableAfter(memory, 'spaces', 12).slice(-10);
    expect(frames).toEqual([
      '0 | process 1, page 0x20',
      '1 | free',
      '2 | free',
      '3 | process 2, page 0x10',
      '4 | free',
      '5 | process 1, page 0x7fff3',
      '6 | free',
      '7 | free',
      '12 | process 1, page 0x21',
      'There is no frame 12: there are 8, numbered from 0.',
    ]);
    expect(tableAfter(memory, 'spaces', 13).at(-1)).toBe('Page 0x77 was not mapped.');
  });
});

describe('traffic', () => {
  const { disk } = EXAMPLES;
  const grids = (index: number) => {
    const [part] = describedModel(disk.picture, disk.trace, disk.parameters).at(index);
    if (part === undefined) throw new Error('no part');
    return gridsOf(part).map(({ columns, rows }) => [columns, ...rows].map((row) => row.join(' | ')));
  };

  test('tells who asked, since when, and what is under way', () => {
    expect(grids(2)).toEqual([
      ['process | page in | page out | pages | cycles waited', '0 | 1 | 0 | 1 | 1', '1 | 0 | 1 | 4 | 0'],
      [
        'No. | process | what | of | asked at | began at | over at',
        '2 | 1 | page out | page 9 | 12 | waits | ',
        '1 | 0 | page in | page 7 | 10 | 11 | ',
      ],
    ]);
  });

  test('sums up what was waited when it begins, and keeps the order of asking', () => {
    expect(grids(4)).toEqual([
      ['process | page in | page out | pages | cycles waited', '0 | 1 | 0 | 1 | 1', '1 | 0 | 1 | 4 | 18'],
      [
        'No. | process | what | of | asked at | began at | over at',
        '2 | 1 | page out | page 9 | 12 | 30 | ',
        '1 | 0 | page in | page 7 | 10 | 11 | 30',
      ],
    ]);
  });

  test('of a sender that is not there, or an end without a beginning, is told and not drawn', () => {
    const [part] = describedModel(disk.picture, disk.trace, disk.parameters).at(6);
    expect(part?.state.notes).toEqual(['There is no process 5: there are 2, numbered from 0.']);
    expect(grids(7)[0]).toEqual(grids(5)[0]);
  });
});

describe('state diagrams', () => {
  const { copies } = EXAMPLES;
  const states = (index: number) => {
    const [part] = describedModel(copies.picture, copies.trace, copies.parameters).at(index);
    if (part === undefined) throw new Error('no part');
    return gridsOf(part).map(({ caption, rows }) => [caption, ...rows.map((row) => row.join(' | '))]);
  };

  test('show the line that the event is about: who has it in which state, and the last way', () => {
    expect(states(3)).toEqual([
      ['States: line 7', 'invalid | 1', 'shared | 0, 2 (core 2: invalid → shared)', 'modified | '],
      ['Ways between states', 'invalid | shared | rule 0', 'shared | modified | rule 1'],
    ]);
    expect(states(4)[0]).toEqual(['States: line 8', 'invalid | 0, 1, 2', 'shared | ', 'modified | ']);
    expect(states(5)[0]).toEqual([
      'States: line 7',
      'invalid | 1',
      'shared | 0',
      'modified | 2 (core 2: shared → modified)',
    ]);
  });

  test('tell of a state that there is not', () => {
    const [part] = describedModel(copies.picture, copies.trace, copies.parameters).at(6);
    expect(part?.state.notes).toEqual(['There is no state 9: there are 3, numbered from 0.']);
  });
});

describe('blocks of memory', () => {
  const { allocation } = EXAMPLES;

  test('show what is held, what was freed, and what is free between, from the lowest address up', () => {
    expect(tableAfter(allocation, 'heap', 0)).toEqual(['0 | 1000 | free: 200 bytes']);
    expect(tableAfter(allocation, 'heap', 4)).toEqual([
      '0 | 1008 | freed: 40 bytes',
      '0 | 1056 | 30 for program 2',
      '0 | 1086 | free: 114 bytes',
    ]);
    // Another block over a part of what was freed.
    expect(tableAfter(allocation, 'heap', 5)).toEqual([
      '0 | 1008 | 16 for program 3',
      '0 | 1024 | freed: 24 bytes',
      '0 | 1056 | 30 for program 2',
      '0 | 1086 | free: 114 bytes',
    ]);
  });

  test('say what overlaps, and where an access goes', () => {
    expect(tableAfter(allocation, 'heap', 6)[3]).toBe('0 | 1060 | 8 for program 4, overlaps');
    expect(tableAfter(allocation, 'heap', 7)[2]).toBe('0 | 1056 | 30 for program 2, ▶ 1056: not its own');
  });

  test('lie in stretches side by side', () => {
    expect(tableAfter(allocation, 'slabs', 3)).toEqual([
      '0 | 1000 | free: 8 bytes',
      '0 | 1008 | 40 bytes',
      '0 | 1048 | free: 8 bytes',
      '0 | 1056 | 30 bytes',
      '0 | 1086 | free: 14 bytes',
      '1 | 1100 | free: 100 bytes',
    ]);
    expect(tableAfter(allocation, 'slabs', 4)[0]).toBe('0 | 1000 | free: 56 bytes');
  });

  test('are cut around what the event is about', () => {
    const { picture, trace, parameters } = allocation;
    const [heap] = describedModel(picture, trace, parameters).at(6);
    if (heap?.kind !== 'blocks') throw new Error('no blocks');
    const { stretches, shown, all } = layoutOfBlocks(heap.state, 2);
    expect([shown, all]).toEqual([2, 5]);
    expect(stretches[0]?.pieces.map(({ address }) => address)).toEqual([1056, 1060]);
  });
});

describe('the model', () => {
  test.each(Object.entries(EXAMPLES))(
    'of %s is the same forward, backward and from the middle',
    (_, example) => {
      // Many times the run, so that states are kept in between.
      const trace = new Trace(example.kinds);
      for (let round = 0; round < 40; round++)
        for (let i = 0; i < example.trace.length; i++)
          trace.record(
            round * 1_000 + example.trace.cycleAt(i),
            example.trace.kindAt(i),
            ...[0, 1, 2, 3].map((field) => example.trace.valueAt(i, field)),
          );
      const model = describedModel(example.picture, trace, example.parameters);
      const plain = (index: number) => JSON.stringify(model.at(index).map(({ state }) => spread(state)));
      const forward = Array.from({ length: trace.length }, (_, index) => plain(index));
      for (let index = trace.length - 1; index >= 0; index -= 7) expect(plain(index)).toBe(forward[index]);
      expect(new Set(forward).size).toBeGreaterThan(example.trace.length / 2);
    },
  );

  test('takes any numbers', () => {
    const numbers = fc.oneof(
      fc.integer({ min: -3, max: 20 }),
      fc.double(),
      fc.constantFrom(2 ** 53, 2 ** 53 - 1, 2 ** 53 - 2, 1e300, -1e300),
    );
    for (const [name, { picture, kinds, parameters }] of Object.entries(EXAMPLES))
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(kinds.length - 1), numbers, numbers, numbers, numbers), {
            minLength: 1,
            maxLength: 20,
          }),
          (events) => {
            const trace = new Trace(kinds);
            events.forEach(([kind, ...values], cycle) => {
              trace.record(cycle, kind, ...values);
            });
            const at = describedModel(picture, trace, parameters).at(trace.length - 1);
            for (const part of at)
              for (const grid of part.kind === 'slots' ? [] : gridsOf(part))
                for (const row of grid.rows) expect(row.join(), name).not.toMatch(/undefined|\[object/);
          },
        ),
        { seed: 5, numRuns: 60 },
      );
  });

  test('of another run than the description says so, and shows nothing', () => {
    const { picture } = EXAMPLES.family;
    const model = describedModel(picture, EXAMPLES.life.trace, {});
    expect(model.problems[0]).toContain('on.born: there is no such event');
    expect(model.at(0)).toEqual([]);
  });
});

/** Maps and sets as lists. */
function spread(value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) return [...value].map(spread);
  if (Array.isArray(value)) return value.map(spread);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, spread(each)]));
  return value;
}

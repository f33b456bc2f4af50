import { expect, test } from 'vitest';
import { definePicture } from '../../exercises/picture-description';
import { defineEvents } from '../../simulator/engine/define-events';
import { Trace } from '../../simulator/engine/trace';
import { declaredFormat, tellField } from './declared-format';
import { blocksGrid, layoutOfBlocks } from './described/blocks-model';
import { describedModel } from './described/described-model';
import { tableGrid } from './described/table-model';

const EVENTS = defineEvents({
  held: {
    fields: ['address', 'bytes', 'link'],
    description: '',
    sentence: '{bytes:size} at {address:place}, {link} ({link:bits}) behind it',
  },
});
const [HELD] = EVENTS.kinds;

function traceOf(...events: readonly (readonly [number, number, number])[]): Trace {
  const trace = new Trace(EVENTS.kinds);
  for (const event of events) trace.record(trace.length, EVENTS.index.held, ...event);
  return trace;
}

test('a field is told as its sentence tells it, where that is in one way', () => {
  expect(declaredFormat(HELD, 'address')).toBe('place');
  expect(declaredFormat(HELD, 'bytes'), 'no number in hexadecimal').toBeUndefined();
  expect(declaredFormat(HELD, 'link'), 'told twice').toBeUndefined();
  expect(declaredFormat(HELD, 'nowhere')).toBeUndefined();
  const event = traceOf([0x40001200, 4096, 5000]).event(0);
  expect(['address', 'bytes', 'link', 'nowhere'].map((field) => tellField(event, field))).toEqual([
    '0x40001200',
    '4096',
    '5000',
    undefined,
  ]);
});

test('a described picture draws an address in hexadecimal without being told, and what lies behind it too', () => {
  const picture = definePicture(EVENTS, {
    parts: {
      links: { kind: 'table', title: 'Links', key: 'block', columns: ['link'] },
      heap: { kind: 'blocks', title: 'Heap' },
    },
    on: {
      held: [
        { part: 'links', row: 'address', set: { link: 'address' } },
        { part: 'heap', block: 'address', bytes: 'bytes', access: 'address' },
      ],
    },
  });
  const parts = describedModel(picture, traceOf([0x1000, 16, 0], [0x1020, 16, 0]), {}).at(1);
  const [links, heap] = parts;
  if (links?.kind !== 'table' || heap?.kind !== 'blocks') throw new Error('other parts');
  expect(tableGrid(links.part, links.state, [0x1020]).rows).toEqual([['0x1020', '0x1020']]);
  expect(blocksGrid(heap.part, layoutOfBlocks(heap.state, 9).stretches).rows).toEqual([
    ['0', '0x1000', '16 bytes'],
    ['0', '0x1010', 'free: 16 bytes'],
    ['0', '0x1020', '16 bytes, ▶ 0x1020'],
  ]);
});

import { describe, expect, test } from 'vitest';
import { EVENTS } from '../../../exercises/rpc/marshalling/simulation';
import { Trace } from '../../../simulator/engine/trace';
import { flatType, flatValue } from '../../../simulator/network/rpc/flat-record';
import type { StructType } from '../../../simulator/network/rpc/record-type';
import type { Value } from '../../../simulator/network/rpc/record-value';
import { areaAt, bytesModel, messageAt, roundAt } from './bytes-model';
import { memberGrid } from './member-table';
import { membersAt, statusOf } from './members-model';
import { memberAt, toldRecord, typeText, valueText } from './record-model';

const EVENT = EVENTS.index;
type Name = keyof typeof EVENT;

const TYPE: StructType = {
  kind: 'struct',
  members: [{ kind: 'short' }, { kind: 'string', maximum: 5 }],
};
const VALUE = [-2, [104, 105]];
const MESSAGE = [0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 2, 104, 105, 0, 0];

/** The rounds of a trace, and how a round stands after an event. */
function run(...events: readonly (readonly [Name, ...number[]])[]) {
  const trace = new Trace(EVENTS.kinds);
  for (const [name, ...numbers] of events) trace.record(trace.length, EVENT[name], ...numbers);
  const model = bytesModel(trace);
  return (index: number) => {
    const round = model.rounds[roundAt(model, index)];
    if (round === undefined) throw new Error('no round');
    return {
      round,
      status: statusOf(round, messageAt(round, index)),
      members: membersAt(round, trace, index),
    };
  };
}

function told(type: StructType = TYPE, value: Value = VALUE): (readonly [Name, ...number[]])[] {
  const numbers = flatValue(type, value);
  return [
    ...flatType(type).map((row) => ['type', ...row] as const),
    ...Array.from(
      { length: Math.ceil(numbers.length / 4) },
      (_, i) => ['value', ...numbers.slice(4 * i, 4 * i + 4)] as const,
    ),
  ];
}

/** What is told of the record takes so many events. */
const TOLD = told().length;

describe('a record that is marshalled', () => {
  const at = run(
    ...told(),
    ['marshal', 0x4000, 0x10000, 88],
    ['byte', 3, 0xfe, 0],
    ['byte', 4, 2, 1], // in the order of memory
    ['byte', 4, 0, 1],
    ['marshalled', 12, 9],
    ...told(TYPE, [7, [104]]),
    ['marshal', 0x4000, 0x10000, 8],
  );

  test('stands in its round from the first word that is told of it', () => {
    expect(at(0).round).toBe(at(TOLD + 4).round);
    expect(at(TOLD + 5).round).not.toBe(at(0).round);
    expect(memberGrid(at(0).round, at(0).members).rows).toEqual([
      ['0', 'short', '-2', '0–3', ''],
      ['1', 'string (≤ 5)', '"hi"', '4–11', ''],
    ]);
  });

  test('the member at the cursor and the one that was read last are marked', () => {
    const now = (index: number) => at(index).members.map((member) => member.now);
    expect(now(TOLD)).toEqual(['', '']);
    expect(now(TOLD + 1)).toEqual(['its bytes stand here, read last', '']);
    expect(now(TOLD + 2)).toEqual(['', 'its bytes stand here, read last']);
  });

  test('the first byte that differs from the rules is found, and forgotten when it is mended', () => {
    expect(at(TOLD + 1).status).toMatchObject({ difference: -1, expected: MESSAGE });
    expect(at(TOLD + 2).status).toMatchObject({ difference: 4 });
    expect(at(TOLD + 3).status).toMatchObject({ difference: -1 });
  });

  test('a buffer that is too small is told, and a record that has no message', () => {
    const last = 2 * TOLD + 5;
    expect(at(last).status?.text).toBe('The message has 12 bytes and the buffer 8: it must be refused.');
    const flat = told().map(([, ...numbers]) => numbers);
    const types = flatType(TYPE);
    const numbers = flat.slice(types.length).flat();
    const refused = (odd: Parameters<typeof toldRecord>[2]) => toldRecord(types, numbers, odd)?.refused;
    expect(refused({})).toBeUndefined();
    expect(refused({ cycle: { member: 1, node: 0 } })).toMatch(/member 1 comes back to node 0/);
    expect(refused({ count: { member: 1, word: -1 } })).toMatch(/4294967295/);
    expect(toldRecord(types, flatValue(TYPE, [1, [1, 2, 3, 4, 5, 6]]), {})?.refused).toMatch(
      /member 1 is longer/,
    );
  });
});

describe('a message that is unmarshalled', () => {
  const at = run(
    ...told(),
    ['message', 0, 0xfffffffe, 4],
    ['message', 4, 2, 4],
    ['message', 8, 0x68690000, 4],
    ['unmarshal', 0x10000, 12, 0x14000], // TOLD + 3
    ['build', 0x14000, 0xfffe, 4],
    ['allocate', 3, 0x15000],
    ['build', 0x14004, 0x15000, 4],
    ['build', 0x15000, 104, 1],
    ['build', 0x15001, 106, 1], // another character
    ['build', 0x15002, 0, 1],
    ['unmarshalled', 0, 20],
  );
  const built = (index: number) => at(index).members.map((member) => member.built);

  test('arrives as it was sent', () => {
    expect(at(TOLD + 2).status).toMatchObject({ difference: -1, expected: undefined });
    expect(messageAt(at(TOLD + 2).round, TOLD + 2).map((byte) => byte?.value)).toEqual(MESSAGE);
  });

  test('is built member by member, as far as it can be read', () => {
    expect(built(TOLD + 3)).toEqual([undefined, undefined]);
    expect(built(TOLD + 4)).toEqual(['-2', undefined]);
    expect(at(TOLD + 4).members.map(({ now }) => now)).toEqual(['built now', '']);
    expect(built(TOLD + 8)).toEqual(['-2', undefined]);
    expect(built(TOLD + 9)).toEqual(['-2', '"hj"']);
    expect(built(TOLD + 4)).toEqual(['-2', undefined]);
  });

  test('what was built wrong is marked once nothing more comes', () => {
    expect(at(TOLD + 9).members.map(({ isWrong }) => isWrong)).toEqual([false, false]);
    expect(at(TOLD + 10).members.map(({ isWrong }) => isWrong)).toEqual([false, true]);
  });

  test('memory fills: the destination, then blocks', () => {
    const { round } = at(TOLD + 10);
    const bytes = (area: number, index: number) =>
      areaAt(round, round.areas[area] as (typeof round.areas)[number], index).map((byte) => byte?.value);
    expect(bytes(0, TOLD + 3)).toEqual(Array.from({ length: 8 }, () => undefined));
    expect(bytes(0, TOLD + 6)).toEqual([0xfe, 0xff, 0, 0, 0, 0x50, 1, 0]);
    expect(bytes(1, TOLD + 10)).toEqual([104, 106, 0]);
  });

  test('one that lies differs from the rules where it does, also when it ends too soon', () => {
    const lying = (...message: readonly (readonly [Name, ...number[]])[]) =>
      run(...told(), ...message)(TOLD + message.length - 1).status;
    expect(
      lying(['message', 0, 0xfffffffe, 4], ['message', 4, 3, 4], ['unmarshal', 0x10000, 8, 0x14000]),
    ).toMatchObject({ difference: 7, expected: MESSAGE });
    expect(lying(['message', 0, 0xfffffffe, 4], ['unmarshal', 0x10000, 4, 0x14000])).toMatchObject({
      difference: 4,
    });
  });
});

test('a trace that tells no record, or half of one, shows the bytes alone', () => {
  const at = run(...told().slice(0, 2), ['marshal', 0, 0, 8], ['byte', 0, 1, 0]);
  expect(at(3)).toMatchObject({ status: undefined, members: [] });
});

test('types and values in words', () => {
  const node: StructType = { kind: 'struct', members: [{ kind: 'bool' }, { kind: 'unsigned' }] };
  const list = { kind: 'list', maximum: 0x7fffffff, node } as const;
  expect(typeText(list)).toBe('list of struct { bool, unsigned }');
  const vector = { kind: 'vector', maximum: 3, element: { kind: 'string', maximum: 9 } } as const;
  expect(typeText(vector)).toBe('vector (≤ 3) of string (≤ 9)');
  expect(valueText(vector, [[], [104, 105], [104, 1]])).toBe('["", "hi", 68 01]');
  expect(valueText(list, [[1, -1]])).toBe('({ 1, 4294967295 })');
  expect(typeText({ kind: 'optional', target: { kind: 'opaque', bytes: 3 } })).toBe('optional opaque (3)');
  expect(valueText({ kind: 'optional', target: { kind: 'int' } }, null)).toBe('none');
  expect(valueText({ kind: 'hyper' }, [1, -1])).toBe('0x00000001ffffffff');
  expect(
    valueText(
      { kind: 'array', count: 14, element: { kind: 'int' } },
      Array.from({ length: 14 }, () => 0),
    ),
  ).toMatch(/, and 2 more\]$/);
  expect(memberAt(toldRecord(flatType(TYPE), flatValue(TYPE, VALUE), {}) as never, 4)).toBe(1);
});

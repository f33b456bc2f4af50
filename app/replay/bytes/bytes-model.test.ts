import { describe, expect, test } from 'vitest';
import { EVENTS } from '../../../exercises/rpc/marshalling/simulation';
import { Trace } from '../../../simulator/engine/trace';
import { bytesModel, failedOffsets, messageAt, roundAt } from './bytes-model';
import { bytesGrid } from './bytes-view';

function run(): Trace {
  const trace = new Trace(EVENTS.kinds);
  trace.record(0, EVENTS.index.marshal, 0x2000, 0x6000, 8); // 0
  trace.record(0, EVENTS.index.byte, 3, 5, 0);
  trace.record(0, EVENTS.index.byte, 0, 65, -1);
  trace.record(0, EVENTS.index.byte, 3, 6, 1); // 3: stored again
  trace.record(0, EVENTS.index['stray-write'], 0x7000, 1, 0x1000);
  trace.record(9, EVENTS.index.marshalled, 4, 6);
  trace.record(9, EVENTS.index.message, 0, 1, 1); // 6
  trace.record(9, EVENTS.index.message, 1, 2, 1);
  trace.record(9, EVENTS.index.unmarshal, 0x6000, 2, 0x8000);
  trace.record(9, EVENTS.index.unmarshalled, -1, 3);
  trace.record(9, EVENTS.index.unmarshal, 0x6000, 0, 0x8000); // 10: a message of no bytes
  return trace;
}

describe('bytesModel', () => {
  const trace = run();
  const model = bytesModel(trace);
  const values = (index: number) =>
    messageAt(model.rounds[roundAt(model, index)], index).map((byte) => byte?.value);

  test('each record and each message is a round of its own', () => {
    expect(model.rounds.map(({ direction, from, bytes }) => [direction, from, bytes])).toEqual([
      ['marshal', 0, 8],
      ['unmarshal', 6, 2],
      ['unmarshal', 10, 0],
    ]);
    expect(Array.from({ length: trace.length }, (_, index) => roundAt(model, index))).toEqual([
      0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2,
    ]);
  });

  test('the message holds what was stored last, and nothing of the round before', () => {
    expect(values(0)).toEqual([undefined, undefined, undefined, undefined]);
    expect(values(2)).toEqual([65, undefined, undefined, 5]);
    expect(values(5)).toEqual([65, undefined, undefined, 6]);
    expect(values(6)).toEqual([1, undefined]);
    expect(values(8)).toEqual([1, 2]);
    expect(values(10)).toEqual([]);
  });

  test('bytes know their member, and the round which members there are', () => {
    expect(messageAt(model.rounds[0], 5)[3]).toEqual({ value: 6, member: 1, event: 3 });
    expect(model.rounds[0].members).toEqual([-1, 0, 1]);
  });

  test('a failing store marks its offset, in its own round only', () => {
    const failures = [{ event: 3, rule: 'RM1', message: '' }];
    expect([...failedOffsets(model, 0, trace, failures)]).toEqual([3]);
    expect([...failedOffsets(model, 1, trace, failures)]).toEqual([]);
  });

  test('the table tells the same bytes', () => {
    const round = model.rounds[0];
    const { rows } = bytesGrid(round, messageAt(round, 5));
    expect(rows).toEqual([
      ['0', '41', '65', 'A', 'no member', '2'],
      ['1', 'not stored', '', '', '', ''],
      ['2', 'not stored', '', '', '', ''],
      ['3', '06', '6', '.', 'member 1', '3'],
    ]);
  });
});

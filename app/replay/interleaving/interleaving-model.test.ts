import { describe, expect, test } from 'vitest';
import { PASSES, EVENTS as PROCESS_EVENTS } from '../../../exercises/communication/segment-mutex/clients';
import { Trace } from '../../../simulator/engine/trace';
import { INTERLEAVING_EVENTS } from '../../../simulator/explorer/interleaving-events';
import { violationIndex } from '../../../simulator/explorer/violation';
import { LOCK_ADDRESS } from '../../../simulator/kernel/synchronization/lock-client';
import { SLEEP_CALL } from '../../../simulator/kernel/system-calls';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { SLEEPING_LOCK_EVENTS } from '../../../simulator/laboratories/sleeping-lock-trial';
import { OPERATION } from '../../../simulator/programs/operations';
import { interleavingModel, interleavingTime, stepOf } from './interleaving-model';
import { interleavingGrids } from './interleaving-view';

function record(
  ...events: readonly (readonly [name: keyof typeof INTERLEAVING_EVENTS.index, ...numbers: number[]])[]
): Trace {
  const trace = new Trace(INTERLEAVING_EVENTS.kinds);
  events.forEach(([name, a = 0, b = 0, c = 0, d = 0], step) => {
    trace.record(step, INTERLEAVING_EVENTS.index[name], a, b, c, d);
  });
  return trace;
}

describe('interleavingModel', () => {
  test('a thread asks, waits, is inside and leaves', () => {
    const trace = record(
      ['arrive', 0],
      ['arrive', 1],
      ['atomic', 0, OPERATION.testAndSet, 0, 0],
      ['enter', 0],
      ['wait', 1, 0],
      ['leave', 0],
      ['load', 1, 0, 0],
      ['finish', 0, 0],
    );
    const model = interleavingModel(trace);
    const phases = (lane: number) =>
      Array.from({ length: trace.length }, (_, index) => model.phases[lane]?.at(index));
    expect(model.lanes).toBe(2);
    expect(phases(0)).toEqual([
      'arrived',
      'arrived',
      'arrived',
      'inside',
      'inside',
      'outside',
      'outside',
      'finished',
    ]);
    expect(phases(1)).toEqual([
      'outside',
      'arrived',
      'arrived',
      'arrived',
      'waiting',
      'waiting',
      'arrived',
      'arrived',
    ]);
  });

  test('words hold what events tell; what an atomic operation left is unknown until somebody finds it', () => {
    const trace = record(
      ['store', 0, 4, 7],
      ['atomic', 1, OPERATION.testAndSet, 0, 0],
      ['atomic', 1, OPERATION.fetchAndAdd, 4, 7],
      ['load', 0, 4, 8],
    );
    const { words } = interleavingModel(trace);
    expect([0, 2, 3].map((index) => words.get(4)?.at(index))).toEqual([7, 8, 8]);
    expect(words.get(0)?.at(1)).toBe(1);
    expect(
      interleavingModel(record(['atomic', 1, OPERATION.fetchAndAdd, 4, 7]))
        .words.get(4)
        ?.at(0),
    ).toBeUndefined();
  });

  test('store buffers are queues: what entered first is flushed first', () => {
    const trace = record(
      ['buffered-store', 0, 4, 1],
      ['buffered-store', 0, 8, 2],
      ['flush', 0, 4, 1],
      ['load', 1, 8, 0],
    );
    const model = interleavingModel(trace);
    expect([0, 1, 2].map((index) => model.buffers.get(0)?.at(index))).toEqual([
      '0x4 ← 1',
      '0x4 ← 1, 0x8 ← 2',
      '0x8 ← 2',
    ]);
    expect(model.words.get(4)?.at(1)).toBeUndefined();
    expect(model.words.get(4)?.at(2)).toBe(1);
    expect(interleavingGrids(model, 3)[2]?.rows).toEqual([
      ['0', '0x8 ← 2'],
      ['1', 'empty'],
    ]);
  });

  test('a violation concerns all lanes and is found', () => {
    const trace = record(
      ['enter', 0],
      ['enter', 1],
      ['violation', violationIndex('mutual-exclusion'), 1, 0, -1],
    );
    const model = interleavingModel(trace);
    expect(model.violations).toEqual([2]);
    expect(stepOf(trace.event(2))).toEqual({
      lane: -1,
      text: 'violation: mutual exclusion',
      tone: 'violation',
    });
  });

  test('lines and states of caches are followed by core', () => {
    const trace = new Trace([{ name: 'line-state', fields: ['core', 'line', 'state'], description: '' }]);
    trace.record(0, 0, 0, 64, 3);
    trace.record(1, 0, 1, 64, 1);
    trace.record(1, 0, 0, 64, 1);
    const model = interleavingModel(trace);
    expect(model).toMatchObject({ actor: 'core', time: 'cycle', onCaches: true });
    expect(model.lines).toEqual([64]);
    expect(['64/0', '64/1'].map((key) => model.lineStates.get(key)?.at(0))).toEqual(['M', undefined]);
    expect(['64/0', '64/1'].map((key) => model.lineStates.get(key)?.at(2))).toEqual(['S', 'S']);
  });
});

test('every kind of event reads in its lane', () => {
  for (const [index, kind] of COHERENT_EVENTS.kinds.entries()) {
    const trace = new Trace(COHERENT_EVENTS.kinds);
    trace.record(0, index, 1, 1, 1, 1);
    const step = stepOf(trace.event(0));
    expect(step.text, kind.name).not.toMatch(/undefined|NaN/);
    expect(step.lane, kind.name).toBe(
      /thread|core/.test(kind.fields[0]) && kind.name !== 'look-again' ? 1 : -1,
    );
  }
});

test("a kernel's run has time, and its calls are told in words", () => {
  const trace = new Trace(SLEEPING_LOCK_EVENTS.kinds);
  trace.record(7_000, SLEEPING_LOCK_EVENTS.index.call, 1, SLEEP_CALL.wake, LOCK_ADDRESS);
  expect(interleavingTime(trace, { machine: 'kernel' })).toBe('cycle');
  expect(interleavingTime(trace, { machine: 'interleavings' })).toBe('step');
  expect(stepOf(trace.event(0)).text).toBe('calls the kernel: wake on lock');
});

describe('between processes', () => {
  const trace = new Trace(PROCESS_EVENTS.kinds);
  trace.record(0, PROCESS_EVENTS.index.enter, 1);
  trace.record(1, PROCESS_EVENTS.index.leave, 1);
  trace.record(2, PROCESS_EVENTS.index.mark, 1, PASSES.wait + 1);
  trace.record(3, PROCESS_EVENTS.index.mark, 1, PASSES.waited + 1);

  test('the lanes are processes, and marked points have their names', () => {
    expect(interleavingModel(trace).actor).toBe('process');
    expect(stepOf(trace.event(2)).text).toBe('waits at condition 1');
  });

  test('who calls the kernel to sleep is asleep until it does something again, who calls to wake is not', () => {
    const calls = new Trace(PROCESS_EVENTS.kinds);
    calls.record(0, PROCESS_EVENTS.index.arrive, 0);
    calls.record(1, PROCESS_EVENTS.index.call, 0, SLEEP_CALL.sleepIfEqual, 256);
    calls.record(9, PROCESS_EVENTS.index.atomic, 0, OPERATION.swap, 256, 0);
    calls.record(10, PROCESS_EVENTS.index.call, 0, SLEEP_CALL.wake, 256);
    const [phases] = interleavingModel(calls).phases;
    expect([0, 1, 2, 3].map((index) => phases?.at(index))).toEqual([
      'arrived',
      'asleep',
      'arrived',
      'arrived',
    ]);
  });

  test('who waits at a condition is neither inside nor outside', () => {
    const [, phases] = interleavingModel(trace).phases;
    expect([0, 1, 2, 3].map((index) => phases?.at(index))).toEqual([
      'inside',
      'outside',
      'waiting',
      'arrived',
    ]);
  });
});

test('addresses of the lock are told by their names, and what an atomic operation left once somebody finds it', () => {
  const trace = new Trace(COHERENT_EVENTS.kinds);
  const { index: kind } = COHERENT_EVENTS;
  trace.record(0, kind.atomic, 0, OPERATION.swap, LOCK_ADDRESS, 0);
  trace.record(1, kind.load, 0, 0, LOCK_ADDRESS + 4);
  trace.record(2, kind.atomic, 1, OPERATION.swap, LOCK_ADDRESS, LOCK_ADDRESS + 64);
  expect(stepOf(trace.event(1)).text).toBe(`reads ${LOCK_ADDRESS + 4} from counter`);
  expect(stepOf(trace.event(2)).text).toBe('swap on lock finds lock+64');
  const held = (index: number) => interleavingModel(trace).words.get(LOCK_ADDRESS)?.at(index);
  expect([0, 1, 2].map(held)).toEqual([LOCK_ADDRESS + 64, LOCK_ADDRESS + 64, undefined]);
});

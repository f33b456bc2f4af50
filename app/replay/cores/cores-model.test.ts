import { describe, expect, test } from 'vitest';
import { PRIORITY_EVENTS } from '../../../exercises/scheduling/priorities/priority-events';
import { Trace } from '../../../simulator/engine/trace';
import { SCHEDULING_EVENTS } from '../../../simulator/kernel/scheduling/scheduling-events';
import { barsInWindow, eventAtCycle, following, moved, zoomed } from '../timeline/timeline-window';
import { coresModel } from './cores-model';
import { coreDoes, threadIs } from './cores-words';

const EVENT = SCHEDULING_EVENTS.index;

/** One core, two threads: 0 runs, is preempted for 1, 1 blocks and the core halts. */
function run(): Trace {
  const trace = new Trace(SCHEDULING_EVENTS.kinds);
  trace.record(0, EVENT.machine, 1, 2, 100, 1);
  trace.record(0, EVENT.interrupt, 0, 2, 0, -1);
  trace.record(0, EVENT.create, 0, 0);
  trace.record(0, EVENT.ready, 0, 0, 0);
  trace.record(10, EVENT.dispatch, 0, 0);
  trace.record(10, EVENT['switch-start'], 0, -1, 0);
  trace.record(30, EVENT['switch-end'], 0, 0);
  trace.record(40, EVENT.run, 0, 0);
  trace.record(100, EVENT.interrupt, 0, 0, 0, 0);
  trace.record(110, EVENT.tick, 0, 0, 1, 1);
  trace.record(110, EVENT.preempt, 0, 0);
  trace.record(110, EVENT.ready, 0, 2, 0);
  trace.record(112, EVENT.ready, 1, 0, 0);
  trace.record(115, EVENT.dispatch, 0, 1);
  trace.record(120, EVENT.run, 0, 1);
  trace.record(150, EVENT.trap, 0, 1, 2);
  trace.record(160, EVENT.block, 0, 1, 0);
  trace.record(170, EVENT.halt, 0);
  trace.record(200, EVENT.end, 0);
  return trace;
}

describe('coresModel', () => {
  const trace = run();
  const model = coresModel(trace);

  test('cores go through kernel, switching, running and idle as the events say', () => {
    const lane = barsInWindow(model.cores[0], trace, { from: 0, to: 200 }, 2000);
    expect(lane.map(({ value, from, to }) => `${from}-${to} ${coreDoes(value)}`)).toEqual([
      '0-10 is in the kernel',
      '10-30 switches threads',
      '30-40 is in the kernel',
      '40-100 runs thread 0',
      '100-120 is in the kernel',
      '120-150 runs thread 1',
      '150-170 is in the kernel',
      '170-200 is idle',
    ]);
  });

  test('threads are ready, running and blocked as the events say', () => {
    const lane = (thread: number) =>
      barsInWindow(model.threads[thread], trace, { from: 0, to: 200 }, 2000).map(
        ({ value, from, to }) => `${from}-${to} ${threadIs(value)}`,
      );
    expect(lane(0)).toEqual(['0-10 ready', '10-110 running on core 0', '110-200 ready']);
    expect(lane(1)).toEqual([
      '0-112 not yet created',
      '112-115 ready',
      '115-160 running on core 0',
      '160-200 blocked',
    ]);
  });

  test('events of one cycle are told apart by the event, not the cycle', () => {
    const dispatch = 4;
    expect(model.threads[0].at(dispatch - 1)?.activity).toBe('ready');
    expect(model.threads[0].at(dispatch)?.activity).toBe('running');
    expect(model.cores[0].at(dispatch)?.activity).toBe('kernel');
    expect(model.cores[0].at(dispatch + 1)?.activity).toBe('switching');
  });

  test('ticks and dispatches are marked', () => {
    expect(model.marks.map(({ index, kind }) => `${trace.cycleAt(index)} ${kind}`)).toEqual([
      '10 dispatch',
      '110 tick',
      '115 dispatch',
    ]);
  });

  test('an answer that names a core or thread which does not exist adds no lane', () => {
    const claims = new Trace(PRIORITY_EVENTS.kinds);
    claims.record(0, PRIORITY_EVENTS.index.machine, 1, 2, 100, 1);
    claims.record(0, PRIORITY_EVENTS.index.claim, 1_000_000_000, 2_000_000_000);
    expect(coresModel(claims).cores).toHaveLength(1);
    expect(coresModel(claims).threads).toHaveLength(2);
  });

  test('a trace without any event that it knows has no lanes', () => {
    const other = new Trace([{ name: 'seek', fields: ['track'], description: '' }]);
    other.record(0, 0, 3);
    expect(coresModel(other)).toMatchObject({ cores: [], threads: [] });
  });
});

describe('windows', () => {
  const trace = run();
  const whole = { from: 0, to: 200 };

  test('the event at a cycle is the last one that is not later', () => {
    expect(eventAtCycle(trace, 10)).toBe(5);
    expect(eventAtCycle(trace, 39)).toBe(6);
    expect(eventAtCycle(trace, -1)).toBe(-1);
  });

  test('a lane has at most a bar for each column of two pixels, however long the run', () => {
    const long = new Trace(SCHEDULING_EVENTS.kinds);
    long.record(0, EVENT.machine, 1, 1, 100, 1);
    for (let cycle = 0; cycle < 20_000; cycle += 2) {
      long.record(cycle, EVENT.run, 0, 0);
      long.record(cycle + 1, EVENT.trap, 0, 0, 1);
    }
    const bars = barsInWindow(coresModel(long).cores[0], long, { from: 0, to: 20_000 }, 100);
    expect(bars.length).toBeLessThanOrEqual(50);
    expect(bars.reduce((sum, { width }) => sum + width, 0)).toBe(100);
  });

  test('bars are cut at the window', () => {
    const bars = barsInWindow(coresModel(trace).cores[0], trace, { from: 50, to: 110 }, 60);
    expect(bars.map(({ from, to, left, width }) => [from, to, left, width])).toEqual([
      [50, 100, 0, 50],
      [100, 110, 50, 10],
    ]);
  });

  test('zooming keeps the cycle in its place, and stays inside the run', () => {
    expect(zoomed(whole, 0.5, 100, whole)).toEqual({ from: 50, to: 150 });
    expect(zoomed(whole, 0.5, 0, whole)).toEqual({ from: 0, to: 100 });
    expect(zoomed({ from: 50, to: 150 }, 10, 100, whole)).toEqual(whole);
    expect(zoomed(whole, 0.001, 100, whole)).toEqual({ from: 90, to: 110 });
  });

  test('moving stops at the ends; following moves only what it must', () => {
    expect(moved({ from: 0, to: 50 }, 500, whole)).toEqual({ from: 150, to: 200 });
    const window = { from: 0, to: 50 };
    expect(following(window, 50, whole)).toBe(window);
    expect(following(window, 100, whole)).toEqual({ from: 75, to: 125 });
  });
});

import { expect, test } from 'vitest';
import { Trace } from '../../../simulator/engine/trace';
import { BUS_TRANSACTIONS } from '../../../simulator/hardware/caches/memory-listener';
import { COHERENT_EVENTS } from '../../../simulator/laboratories/lock-trial';
import { trafficGrids } from '../traffic/traffic-model';
import { busTraffic, trafficAt } from './bus-traffic';

const { kinds, index } = COHERENT_EVENTS;

/** Core 0 reads for 100 cycles, and meanwhile cores 2 and 1 ask, each for 20. */
function contended(): Trace {
  const trace = new Trace(kinds);
  const bus = (cycle: number, core: number, kind: (typeof BUS_TRANSACTIONS)[number], end: number) =>
    trace.record(cycle, index.bus, core, BUS_TRANSACTIONS.indexOf(kind), 256, end);
  bus(0, 0, 'read', 100);
  bus(10, 2, 'upgrade', 120);
  bus(30, 1, 'upgrade', 140);
  trace.record(100, index.load, 0, 256, 0);
  bus(200, 0, 'atomic', 300);
  return trace;
}

const gridsAt = (event: number) => {
  const trace = contended();
  const traffic = trafficAt(busTraffic(trace, String), trace, event, 3, 'core');
  return trafficGrids('Bus', traffic, 'cycle').map(({ columns, rows }) => [columns, ...rows]);
};

test('a transaction begins when the one before is over, and until then its core waits', () => {
  const [sums, last] = gridsAt(4);
  expect(sums).toEqual([
    ['core', 'read', 'upgrade', 'atomic', 'cycles waited'],
    ['0', '1', '0', '1', '0'],
    ['1', '0', '1', '0', '90'],
    ['2', '0', '1', '0', '90'],
  ]);
  expect(last?.slice(1)).toEqual([
    ['4', '0', 'atomic', '256', '200', '200', '300'],
    ['3', '1', 'upgrade', '256', '30', '120', '140'],
    ['2', '2', 'upgrade', '256', '10', '100', '120'],
    ['1', '0', 'read', '256', '0', '0', '100'],
  ]);
});

test('what was not asked for yet is not told', () => {
  const [sums, last] = gridsAt(1);
  expect(sums?.slice(1)).toEqual([
    ['0', '1', '0', '0', '0'],
    ['1', '0', '0', '0', '0'],
    ['2', '0', '1', '0', '90'],
  ]);
  expect(last).toHaveLength(3);
});

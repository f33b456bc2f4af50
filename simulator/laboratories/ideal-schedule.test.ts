/** Ideal schedules agree with the worked examples of the textbooks, and with an independent simulation. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdealPolicy, Job } from './ideal-schedule';
import { idealSchedule } from './ideal-schedule';

const jobs = (...pairs: [number, number][]): Job[] => pairs.map(([arrival, burst]) => ({ arrival, burst }));

const text = (policy: IdealPolicy, table: Job[], quantum?: number) => {
  const { slots, waiting, averageWaiting } = idealSchedule(policy, table, quantum);
  return `${slots.map((job) => (job < 0 ? '.' : String.fromCharCode(65 + job))).join('')} waits ${waiting.join(' ')}, on average ${averageWaiting}`;
};

describe('textbook tables (Silberschatz, Operating System Concepts, section 5.3)', () => {
  it('first come, first served: 24, 3, 3 wait 17 on average', () => {
    expect(idealSchedule('FCFS', jobs([0, 24], [0, 3], [0, 3])).averageWaiting).toBe(17);
    expect(idealSchedule('FCFS', jobs([0, 3], [0, 3], [0, 24])).averageWaiting).toBe(3);
  });

  it('shortest job first: 6, 8, 7, 3 wait 7 on average', () => {
    expect(text('SJF', jobs([0, 6], [0, 8], [0, 7], [0, 3]))).toMatchInlineSnapshot(
      `"DDDAAAAAACCCCCCCBBBBBBBB waits 3 16 9 0, on average 7"`,
    );
    expect(idealSchedule('SJF', jobs([0, 6], [0, 8], [0, 7], [0, 3])).averageWaiting).toBe(7);
  });

  it('shortest remaining time first: 8, 4, 9, 5 arriving one after the other wait 6.5 on average, SJF 7.75', () => {
    const table = jobs([0, 8], [1, 4], [2, 9], [3, 5]);
    expect(text('SRTF', table)).toMatchInlineSnapshot(
      `"ABBBBDDDDDAAAAAAACCCCCCCCC waits 9 0 15 2, on average 6.5"`,
    );
    expect(idealSchedule('SRTF', table).averageWaiting).toBe(6.5);
    expect(idealSchedule('SJF', table).averageWaiting).toBe(7.75);
  });

  it('round robin, quantum 4: 24, 3, 3 wait 17/3 on average', () => {
    const { averageWaiting, slots } = idealSchedule('RR', jobs([0, 24], [0, 3], [0, 3]), 4);
    expect(averageWaiting).toBeCloseTo(17 / 3, 12);
    expect(slots.slice(0, 11)).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 0]);
  });
});

describe('ties', () => {
  it('a job that arrives as a quantum ends is in the queue before the preempted one', () => {
    expect(text('RR', jobs([0, 4], [2, 2]), 2)).toMatchInlineSnapshot(`"AABBAA waits 2 0, on average 1"`);
  });

  it('the core idles until the next arrival', () => {
    expect(text('SRTF', jobs([1, 2], [5, 1]))).toMatchInlineSnapshot(`".AA..B waits 0 0, on average 0"`);
  });
});

/** Unit by unit, straight from the definitions: an oracle that shares no code with the machine. */
function oracle(policy: IdealPolicy, table: readonly Job[], quantum: number): number[] {
  const left = table.map((job) => job.burst);
  const slots: number[] = [];
  const queue: number[] = [];
  let running = -1;
  let used = 0;
  for (let time = 0; left.some((each) => each > 0); time++) {
    const finished = running >= 0 && left[running] === 0;
    table.forEach((job, index) => {
      if (job.arrival === time) queue.push(index);
    });
    if (finished) running = -1;
    if (running >= 0 && policy === 'RR' && used % quantum === 0 && queue.length > 0) {
      queue.push(running);
      running = -1;
    }
    if (policy === 'SJF' || policy === 'SRTF') queue.sort((a, b) => left[a] - left[b] || a - b);
    if (running >= 0 && policy === 'SRTF' && queue.length > 0 && left[queue[0]] < left[running]) {
      const next = queue.shift() as number;
      queue.push(running);
      running = next;
    } else if (running < 0) {
      running = queue.shift() ?? -1;
      used = 0;
    }
    slots.push(running);
    if (running >= 0) {
      left[running]--;
      used++;
    }
  }
  return slots;
}

describe('any table', () => {
  const tables = fc.array(
    fc.record({ arrival: fc.nat({ max: 12 }), burst: fc.integer({ min: 1, max: 9 }) }),
    {
      minLength: 1,
      maxLength: 7,
    },
  );

  it.each(['FCFS', 'SJF', 'SRTF', 'RR'] as const)(
    '%s runs as its definition says, unit by unit',
    (policy) => {
      fc.assert(
        fc.property(tables, fc.integer({ min: 1, max: 4 }), (table, quantum) => {
          expect(idealSchedule(policy, table, quantum).slots).toEqual(oracle(policy, table, quantum));
        }),
        { seed: 7, numRuns: 150 },
      );
    },
  );

  it('no policy waits less on average than SRTF', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const best = idealSchedule('SRTF', table).averageWaiting;
        for (const policy of ['FCFS', 'SJF', 'RR'] as const)
          expect(idealSchedule(policy, table, 2).averageWaiting).toBeGreaterThanOrEqual(best - 1e-9);
      }),
      { seed: 8, numRuns: 100 },
    );
  });
});

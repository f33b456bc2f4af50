/** How fast the explorer is: threads that take a test-and-set lock twice each, in every order. */
import { type Benchmark, median } from '../../scripts/benchmark';
import {
  load,
  mark,
  NativeProgram,
  type Operation,
  POINT,
  pause,
  store,
  testAndSet,
} from '../programs/operations';
import { explore } from './explorer';
import type { MemoryModel, Scenario } from './scenario';

function* contend(): Operation {
  for (let round = 0; round < 2; round++) {
    yield* mark(POINT.arrive);
    while ((yield* testAndSet(0)) !== 0) yield* pause();
    yield* mark(POINT.enter);
    yield* store(4, (yield* load(4)) + 1);
    yield* mark(POINT.leave);
    yield* store(0, 0);
  }
  return 0;
}

const contention = (model: MemoryModel, threads: number): Scenario => ({
  threads,
  model,
  memoryWords: 2,
  start: () => new NativeProgram(contend()),
});

interface Rate {
  readonly explorations: number;
  readonly executions: number;
  readonly steps: number;
}

/** Whole explorations, each complete, and their executions and steps; a second. */
function rate(model: MemoryModel, threads: number, explorations: number): Rate {
  let executions = 0;
  let steps = 0;
  const started = performance.now();
  for (let round = 0; round < explorations; round++) {
    const exploration = explore(contention(model, threads));
    if (exploration.extent !== 'complete' || exploration.findings.length > 0)
      throw new Error('the lock must hold');
    executions += exploration.executions;
    steps += exploration.steps;
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    explorations: explorations / seconds,
    executions: executions / seconds,
    steps: steps / seconds,
  };
}

const benchmark: Benchmark = async (report) => {
  const aim = '20,000 executions/s';
  for (const [model, name] of [
    ['sc', 'sequential consistency'],
    ['tso', 'store buffers'],
  ] as const) {
    const line = `test-and-set lock, 4 threads, ${name}`;
    report.line(line, await median(5, () => rate(model, 4, 3).executions), 'executions/s', { aim });
    report.line(
      `all of two threads, ${name}`,
      await median(5, () => rate(model, 2, 200).explorations),
      'explorations/s',
    );
  }
  report.line('steps, sequential consistency', await median(5, () => rate('sc', 4, 3).steps), 'steps/s');
};

export default benchmark;

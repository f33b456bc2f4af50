/** How fast the explorer is: complete executions a second, two threads contending for a test-and-set lock. */
import { type Benchmark, median } from '../../scripts/benchmark';
import { load, mark, NativeProgram, type Operation, pause, store, testAndSet } from '../hardware/operations';
import { explore } from './explorer';
import { type MemoryModel, POINT, type Scenario } from './scenario';

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

const contention = (model: MemoryModel): Scenario => ({
  threads: 2,
  model,
  memoryWords: 2,
  start: () => new NativeProgram(contend()),
});

const ROUNDS = 200;

/** Executions and steps per second; each exploration is complete. */
function rate(model: MemoryModel): { executions: number; steps: number } {
  let executions = 0;
  let steps = 0;
  const started = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    const exploration = explore(contention(model));
    if (exploration.extent !== 'complete' || exploration.findings.length > 0)
      throw new Error('the lock must hold');
    executions += exploration.executions;
    steps += exploration.steps;
  }
  const seconds = (performance.now() - started) / 1000;
  return { executions: executions / seconds, steps: steps / seconds };
}

const benchmark: Benchmark = async (report) => {
  const aim = '20,000 executions/s';
  report.line(
    'test-and-set lock, 2 threads, sequential consistency',
    await median(5, () => rate('sc').executions),
    'executions/s',
    { aim },
  );
  report.line(
    'test-and-set lock, 2 threads, store buffers',
    await median(5, () => rate('tso').executions),
    'executions/s',
    { aim },
  );
  report.line('steps, sequential consistency', await median(5, () => rate('sc').steps), 'steps/s');
};

export default benchmark;

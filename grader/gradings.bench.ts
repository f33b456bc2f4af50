/**
 * Grading of every exercise's reference on all cases, from source to verdict: in a new child, replayed and judged here.
 * RUNQUEUE_BENCH_EXERCISES takes those alone whose id contains it.
 */
import { type Benchmark, median } from '../scripts/benchmark';
import { Grader, type GradingTimes } from './grade';
import { bundleSolution } from './library/bundle-solution';
import { exerciseIds } from './library/exercise-library';

const GRADINGS = 3;

interface Graded extends GradingTimes {
  readonly id: string;
  readonly allMs: number;
}

const benchmark: Benchmark = async (report) => {
  const wanted = process.env.RUNQUEUE_BENCH_EXERCISES ?? '';
  const grader = await Grader.create({ caseSecret: 'a secret for the benchmark alone' });
  const all: Graded[] = [];
  try {
    for (const id of exerciseIds().filter((each) => each.includes(wanted))) {
      const source = await bundleSolution(id, 'solution.ts');
      await grader.prepare(id);
      let times: GradingTimes | undefined;
      const allMs = await median(GRADINGS, async () => {
        const startedMs = performance.now();
        const verdict = await grader.grade({ exercise: id, source, onTimes: (told) => (times = told) });
        if (verdict.score !== verdict.maxScore) throw new Error(`${id}: ${verdict.score} points`);
        return performance.now() - startedMs;
      });
      if (times !== undefined) all.push({ id, allMs, ...times });
    }
  } finally {
    await grader.close();
  }
  all.sort((a, b) => b.allMs - a.allMs);
  for (const { id, allMs, childMs, replayMs, judgeMs } of all) {
    const parts = `waits ${childMs.toFixed(0)}, replays ${replayMs.toFixed(0)}, judges ${judgeMs.toFixed(0)}`;
    report.line(`${id} (${parts})`, allMs, 'ms', { aim: 'under 500' });
  }
  report.line('the median exercise', all[all.length >> 1]?.allMs ?? Number.NaN, 'ms');
};

export default benchmark;

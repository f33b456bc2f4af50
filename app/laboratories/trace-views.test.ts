/** A laboratory that gives a trace has a picture of it, and the picture fits the trace, in every example. */
import { expect, test } from 'vitest';
import { viewProblems } from '../../exercises/picture-problems';
import { LABORATORIES } from '../../simulator/laboratories/laboratories';
import { tryLaboratory } from '../../simulator/laboratories/laboratory';
import { TRACE_VIEWS } from './trace-views';

const traces = LABORATORIES.flatMap((laboratory) =>
  laboratory.examples.flatMap(({ title, setting }) => {
    const trial = tryLaboratory(laboratory, setting, 'page');
    const trace = 'outcome' in trial ? trial.outcome.trace : undefined;
    return trace === undefined ? [] : [{ name: laboratory.name, title, trace }];
  }),
);

test.each(traces)('$name: $title', ({ name, trace }) => {
  const view = TRACE_VIEWS[name]?.(trace);
  expect(view).toBeDefined();
  expect(viewProblems(view, trace.kinds)).toEqual([]);
});

test('no picture is of a laboratory that gives no trace', () => {
  expect(Object.keys(TRACE_VIEWS).sort()).toEqual([...new Set(traces.map(({ name }) => name))].sort());
});

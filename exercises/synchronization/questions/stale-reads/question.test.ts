import { expect, test } from 'vitest';
import { run, type Step } from './question';

const step = (core: number, kind: Step['kind'], value = 0): Step => ({ core, kind, value });

test('[row 123] a reader sees the new word only if the writer cleaned and the reader invalidated after that', () => {
  const read = step(1, 'read');
  const steps = [
    read,
    step(0, 'write', 7),
    read,
    step(1, 'invalidate'),
    read,
    step(0, 'clean'),
    read,
    step(1, 'invalidate'),
    read,
  ];
  const values = (protocol: 'none' | 'mesi') => run(protocol, steps).filter((value) => value !== undefined);
  expect(values('none')).toEqual([0, 0, 0, 0, 7]);
  expect(values('mesi')).toEqual([0, 7, 7, 7, 7]);
});

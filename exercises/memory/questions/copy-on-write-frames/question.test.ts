import { expect, test } from 'vitest';
import { SharedPages } from './question';

test('[row 91] the last holder copies nothing', () => {
  const memory = new SharedPages('A', 4);
  memory.fork('A', 'B');
  memory.write('A', 2);
  expect(memory).toMatchObject({ framesInUse: 5, copies: 1, faults: 1 });
  memory.write('B', 2);
  memory.write('B', 2);
  expect(memory).toMatchObject({ framesInUse: 5, copies: 1, faults: 2 });
  memory.exit('A');
  memory.write('B', 0);
  expect(memory).toMatchObject({ framesInUse: 4, copies: 1, faults: 3 });
});

/** The calls are those that the kernel makes at such moments. */
import { expect, it } from 'vitest';
import { COMPUTE, READ } from '../../../../simulator/kernel/threads/thread-program';
import { momentsOf } from './question';

it('reads the calls of each moment off the run', () => {
  const moments = momentsOf([COMPUTE(450), [...COMPUTE(50), ...READ(0, 130), ...COMPUTE(20)]], 2);
  expect(moments.map(({ cycle, kind, calls }) => [cycle, kind, calls])).toEqual([
    [100, 'tick', ['tick']],
    [200, 'slice over', ['enqueue', 'pickNext', 'tick']],
    [250, 'block', ['pickNext']],
    [350, 'tick', ['tick']],
    [380, 'device', ['enqueue']],
    [450, 'slice over', ['enqueue', 'pickNext', 'tick']],
    [470, 'exit', ['pickNext']],
    [520, 'exit', ['pickNext']],
  ]);
});

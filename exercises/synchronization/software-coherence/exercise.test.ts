/** What failures are told: where the cause is, and the load that shows it. */
import { expect, it } from 'vitest';
import { sampleMessages } from '../../solutions.testing';
import exercise from './exercise';
import samples from './samples';
import { SoftwareCoherence } from './solution';
import { SoftwareCoherence as Starter } from './starter';

class NeverInvalidates extends SoftwareCoherence {
  override acquires(): void {}
}

class ForgetsTheDevice extends SoftwareCoherence {
  override deviceWrote(): void {}
}

it('tells the line, who changed it, and the first load of an old word', () => {
  const told = [Starter, NeverInvalidates, ForgetsTheDevice].map((solution) =>
    sampleMessages(exercise, samples[2], solution),
  );
  expect(told.flat()).toMatchInlineSnapshot(`
    [
      "SC1 at free: Core 2 has released object 1, and memory has line 15 as it was before core 2 stored to it at step 20: clean what was stored to before others may read it.
    It shows at step 300: core 2 loads 0 from word 3 of line 15, where 181 was stored last.",
      "SC2 at has: Core 0 has acquired object 2, and its cache still has line 17 as it was before core 1 stored to it at step 136: invalidate what others may have changed since this core had the object.
    It shows at step 359: core 1 loads 0 from word 0 of line 17, where 298 was stored last.",
      "SC2 at has: Core 2 has acquired object 1, and its cache still has line 8 as it was before a device wrote it at step 181: invalidate what others may have changed since this core had the object.
    It shows at step 267: core 2 loads 0 from word 0 of line 8, where 181 was stored last.",
    ]
  `);
});

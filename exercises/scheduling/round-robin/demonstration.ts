import type { Demonstration } from '../../exercise-definition';

const demonstration: Demonstration = {
  solution: 'last-in-first-out',
  sample: 'two-cores',
  what: 'a scheduler that picks the thread which came last',
};

export default demonstration;

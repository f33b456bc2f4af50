import type { WrongSolution } from '../../wrong-solution';

const wrong: readonly WrongSolution[] = [
  {
    name: 'one-tick-late',
    fails: 'RR4',
    why: 'Compares with > instead of >=.',
    replace: [['this.ticks[core] >= this.quantumTicks', 'this.ticks[core] > this.quantumTicks']],
  },
];

export default wrong;

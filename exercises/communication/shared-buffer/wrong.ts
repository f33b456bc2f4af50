import type { WrongSolution } from '../../wrong-solution';

const wrong: readonly WrongSolution[] = [
  {
    name: 'published-first',
    fails: 'SB4',
    why: 'Says that a message is there before it copies it.',
    replace: [
      [
        'yield* this.copy(from, to);\n    yield* this.publish();',
        'yield* this.publish();\n    yield* this.copy(from, to);',
      ],
    ],
  },
];
export default wrong;

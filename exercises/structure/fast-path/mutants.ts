import { defineMutants } from '../../mutants-definition';

const ANSWER = 'What lock and unlock answer says nothing: nobody looks at it.';
const WAKES_TWO = 'To wake two is one call as well, and within the rules: one of them sleeps again.';
const LOOKS = 'How often it looks before it sleeps is free, as long as that takes 2,000 cycles at most.';
const COMPARED_AGAIN =
  'sleepIfEqual compares again: a call that finds the word changed is within what FP4 allows, and so is another look.';

/** Of a line that ends in `return 0;` */
const answers = (line: string) =>
  ['1', '(-1)'].map((answer) => ({
    at: [line, line.replace(/return 0;$/, `return ${answer};`)] as const,
    why: ANSWER,
  }));

/** Of a line that has `text` once. */
const instead = (line: string, text: string, becomes: string, why: string) => ({
  at: [line, line.replace(text, becomes)] as const,
  why,
});

const LOOP = 'for (let looks = 0; looks < LOOKS; looks++) {';
const MARK = '} else if (seen === 2 || (yield* compareAndSwap(this.word, 1, 2)) !== 0)';

export default defineMutants({
  equivalent: [
    { at: 'return 0;', why: ANSWER },
    ...[
      'if (found === FREE) return 0;',
      'if ((yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;',
      'if ((yield* compareAndSwap(this.word, 0, 2)) === 0) return 0;',
      'else if ((yield* compareAndSwap(this.word, seen, seen - 1)) === seen) return 0;',
      'if ((yield* load(this.word)) === 0 && (yield* compareAndSwap(this.word, 0, 1)) === 0) return 0;',
      'if ((yield* fetchAndAdd(this.word, -1)) === 1) return 0;',
    ].flatMap(answers),
    ...[
      'if ((yield* swap(this.lockAddress, FREE)) === WAITED_FOR) yield* wake(this.lockAddress, 1);',
      'if ((yield* fetchAndAdd(this.word, -1)) > 1) yield* wake(this.word, 1);',
      'if ((yield* load(this.waiters)) > 0) yield* wake(this.word, 1);',
      'if ((yield* swap(this.word, 0)) === 2) yield* wake(this.word, 1);',
      'yield* wake(this.word, 1);',
    ].map((line) => instead(line, ', 1);', ', 2);', WAKES_TWO)),
    instead('const WAITED_FOR = 2;', '2', '3', 'Any number will do that is neither 0 nor 1.'),
    instead(
      'if ((yield* fetchAndAdd(this.word, -1)) > 1) yield* wake(this.word, 1);',
      '> 1',
      '> 2',
      'Whoever waits counts 2, and the lock that is held 1: there is no 2.',
    ),
    { at: 'const LOOKS = 40;', why: LOOKS },
    instead(LOOP, '= 0', '= 1', LOOKS),
    instead(LOOP, '= 0', '= (-1)', LOOKS),
    instead(LOOP, '<', '<=', LOOKS),
    { at: 'yield* pause();', why: LOOKS },
    instead(MARK, '=== 2', '=== 3', COMPARED_AGAIN),
    instead(MARK, '!== 0', '=== 0', COMPARED_AGAIN),
    instead(MARK, '!== 0', '!== 1', COMPARED_AGAIN),
    instead(MARK, '!== 0', '!== (-1)', COMPARED_AGAIN),
  ],
});

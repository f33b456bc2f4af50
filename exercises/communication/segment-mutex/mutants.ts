import { defineMutants } from '../../mutants-definition';

const ANSWER = 'What lock, wait and signal answer says nothing: nobody looks at it.';
const WAKES_TWO = 'To wake two is one call as well: one of them looks again and sleeps again.';
const NUMBER = 'The number of signals need only be another one after each.';
const COUNT = 'Who is counted without waiting costs a wake in vain; who waits is counted all the same.';
const COMPARED_AGAIN =
  'sleepIfEqual compares again: a call that finds the word changed is a call more, and so is another look.';

/** Of a line that has `text` once. */
const instead = (line: string, text: string, becomes: string, why: string) => ({
  at: [line, line.replace(text, becomes)] as const,
  why,
});

const SIGNALLED = 'yield* store(signals, (yield* load(signals)) + 1);';

export default defineMutants({
  equivalent: [
    { at: ['return 0;', 'return 1;', 'return (-1);'], why: ANSWER },
    ...['if (waiting === 0) return 0;', 'if (waits === 0) return 0;', 'if (found === 0) return 0;'].flatMap(
      (line) => ['1', '(-1)'].map((answer) => instead(line, 'return 0', `return ${answer}`, ANSWER)),
    ),
    ...[
      'yield* wake(signals, 1);',
      'yield* wake(this.lineOf(waits - 1) + 4, 1);',
      'if ((yield* swap(this.word, 0)) === 2) yield* wake(this.word, 1);',
      'if ((yield* load(this.waiters)) > 0) yield* wake(this.word, 1);',
      'if (found >= WAITED_FOR) yield* wake(this.word, 1);',
    ].map((line) => instead(line, ', 1);', ', 2);', WAKES_TWO)),
    instead(SIGNALLED, '+ 1', '- 1', NUMBER),
    instead(SIGNALLED, '+ 1', '+ 2', NUMBER),
    instead('yield* fetchAndAdd(signals, 1);', '1', '2', NUMBER),
    {
      at: [
        'yield* store(waiters, (yield* load(waiters)) + 1);',
        'yield* store(waiters, (yield* load(waiters)) - 1);',
        'yield* store(waiters, (yield* load(waiters)) + 2);',
      ],
      why: COUNT,
    },
    {
      at: [
        'yield* store(waiters, waiting - 1);',
        ';',
        'yield* store(waiters, waiting + 1);',
        'yield* store(waiters, waiting - 0);',
      ],
      why: COUNT,
    },
    {
      at: [
        'yield* store(signals + 4, (yield* load(signals + 4)) + 1);',
        'yield* store(signals + 4, (yield* load(signals + 4)) - 1);',
        'yield* store(signals + 4, (yield* load(signals + 4)) + 2);',
      ],
      why: COUNT,
    },
    {
      at: [
        'yield* store(signals + 4, waiting - 1);',
        ';',
        'yield* store(signals - 4, waiting - 1);',
        'yield* store(signals + 4, waiting + 1);',
        'yield* store(signals + 4, waiting - 0);',
      ],
      why: COUNT,
    },
    instead('if (waiting === 0) return 0;', '=== 0', '=== (-1)', COUNT),
    instead(
      'if (waits === 0) return 0;',
      '=== 0',
      '=== (-1)',
      'Where nobody waits it then wakes a process that does not: a call in vain.',
    ),
    instead(
      'yield* store(this.lineOf(waits - 1) + 4, 0);',
      '4, 0',
      '4, (-1)',
      'Every number but 1 lets it go on.',
    ),
    { at: 'const WAITED_FOR = 256;', why: 'Any number will do that is larger than the processes are many.' },
    instead(
      'if (found >= WAITED_FOR) yield* wake(this.word, 1);',
      '>=',
      '>',
      'Whoever holds the mutex has a number from 1 on.',
    ),
    {
      at: [
        'if (found >= WAITED_FOR || (yield* compareAndSwap(this.word, found, found + WAITED_FOR)) === found)',
        'if (found > WAITED_FOR || (yield* compareAndSwap(this.word, found, found + WAITED_FOR)) === found)',
        'if (found >= WAITED_FOR || (yield* compareAndSwap(this.word, found, found + WAITED_FOR)) !== found)',
      ],
      why: COMPARED_AGAIN,
    },
  ],
});

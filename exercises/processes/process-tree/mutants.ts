import { defineMutants } from '../../mutants-definition';

const OTHER_NUMBERS =
  'Of a number that no process can have, get answers -1; and init is the child of nobody.';
const NOBODY =
  'release and wake do nothing for a number that no process can have, and init is the child of nobody.';
const ANY_MARK = 'Nobody else looks at this field, and the code compares it with one number only.';
const NO_ANSWER = 'Nobody looks at what exit answers.';
const DEAD_SLEEPER = 'Who is over does not wait: to wake it does nothing.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'for (let child = INIT + 1; child < MAX_PROCESSES; child++) {',
        'for (let child = INIT - 1; child < MAX_PROCESSES; child++) {',
        'for (let child = INIT + 0; child < MAX_PROCESSES; child++) {',
        'for (let child = INIT + 1; child <= MAX_PROCESSES; child++) {',
      ],
      why: OTHER_NUMBERS,
    },
    {
      at: [
        'for (let child = INIT + 1; child < MAX_PROCESSES; child++)',
        'for (let child = INIT - 1; child < MAX_PROCESSES; child++)',
        'for (let child = INIT + 0; child < MAX_PROCESSES; child++)',
        'for (let child = INIT + 1; child <= MAX_PROCESSES; child++)',
      ],
      why: OTHER_NUMBERS,
    },
    {
      at: [
        'for (let child = 1; child < MAX_PROCESSES; child++) {',
        'for (let child = 0; child < MAX_PROCESSES; child++) {',
        'for (let child = 1; child <= MAX_PROCESSES; child++) {',
      ],
      why: OTHER_NUMBERS,
    },
    {
      at: [
        'for (let child = 1; child < MAX_PROCESSES; child++)',
        'for (let child = 2; child < MAX_PROCESSES; child++)',
        'for (let child = 0; child < MAX_PROCESSES; child++)',
        'for (let child = 1; child <= MAX_PROCESSES; child++)',
      ],
      why: OTHER_NUMBERS,
    },
    {
      at: [
        'for (let process = 1; process < MAX_PROCESSES; process++)',
        'for (let process = 0; process < MAX_PROCESSES; process++)',
      ],
      why: OTHER_NUMBERS,
    },
    {
      at: [
        'for (let process = 1; process < MAX_PROCESSES; process++)',
        'for (let process = 1; process <= MAX_PROCESSES; process++)',
      ],
      why: OTHER_NUMBERS,
    },
    ...[
      'for (let child = MAX_PROCESSES + 1; child > 0; child--) {',
      'for (let child = MAX_PROCESSES - 0; child > 0; child--) {',
      'for (let child = MAX_PROCESSES - 1; child >= 0; child--) {',
      'for (let child = MAX_PROCESSES - 1; child > 1; child--) {',
      'for (let child = MAX_PROCESSES - 1; child > (-1); child--) {',
    ].map((becomes) => ({
      at: ['for (let child = MAX_PROCESSES - 1; child > 0; child--) {', becomes] as const,
      why: OTHER_NUMBERS,
    })),
    {
      at: ['if (child > 0) this.kernel.release(child);', 'if (child > 1) this.kernel.release(child);'],
      why: NOBODY,
    },
    {
      at: [
        'if (answer > 0) this.kernel.release(answer);',
        'if (answer >= 0) this.kernel.release(answer);',
        'if (answer > 1) this.kernel.release(answer);',
        'if (answer > (-1)) this.kernel.release(answer);',
      ],
      why: NOBODY,
    },
    {
      at: [
        'if (child > 0) this.kernel.wake(process, child);',
        'if (child >= 0) this.kernel.wake(process, child);',
        'if (child > 1) this.kernel.wake(process, child);',
        'if (child > (-1)) this.kernel.wake(process, child);',
      ],
      why: NOBODY,
    },
    { at: ['while (this.wait(INIT) > 0);', 'while (this.wait(INIT) > 1);'], why: NOBODY },
    {
      at: ['if (state === STATE.free) continue;', 'if (state === STATE.free) ;'],
      why: 'The parent in a record that is free says nothing: the kernel writes it when the number is given again.',
    },
    {
      at: [
        'else if (child === 0) this.kernel.set(process, FIELD.waiting, 1);',
        'else if (child === 0) this.kernel.set(process, FIELD.waiting, 2);',
      ],
      why: ANY_MARK,
    },
    {
      at: [
        'this.kernel.set(parent, PROCESS_FIELD.waiting, 0);',
        'this.kernel.set(parent, PROCESS_FIELD.waiting, (-1));',
      ],
      why: ANY_MARK,
    },
    { at: ['return 0;', 'return 1;', 'return (-1);'], why: NO_ANSWER },
    {
      at: ['return;', ';'],
      why: 'Init has just been reaped with all its children: what follows finds nobody.',
    },
    { at: 'this.asleep[INIT] = false;', why: DEAD_SLEEPER },
    {
      at: [
        'else if (this.state(child) === PROCESS_STATE.alive && answer < 0) answer = 0;',
        'else if (this.state(child) === PROCESS_STATE.alive && answer <= 0) answer = 0;',
      ],
      why: 'It is 0 already.',
    },
    {
      at: [
        'else if (this.state(child) === PROCESS_STATE.alive && answer < 0) answer = 0;',
        'else if (this.state(child) === PROCESS_STATE.alive && answer < 1) answer = 0;',
      ],
      why: 'It is 0 already.',
    },
  ],
});

import type { WrongSolution } from '../../wrong-solution';

/** On the reference where nothing else is said. */
const SAVE = 'for (let i = 0; i < REGISTERS; i++) kernel.store(thread, i, kernel.register(i));';
const RESTORE = 'for (let i = 0; i < REGISTERS; i++) kernel.setRegister(i, kernel.load(thread, i));';
const SAME = 'if (kernel.loadedProcess() === process) return;';
const WITH = 'if (this.identifiers > 0) kernel.loadPageTable(process, process);';
const WITHOUT = 'kernel.loadPageTable(process, 0);\n      kernel.flush();';

const registers: readonly WrongSolution[] = [
  {
    name: 'forgets-the-last-register',
    fails: 'CS1',
    why: 'Stores registers 0 to 30: counts to 31 and stops in front of it.',
    replace: [[SAVE, SAVE.replace('< REGISTERS', '< REGISTERS - 1')]],
  },
  {
    name: 'forgets-the-program-counter',
    fails: 'CS1',
    why: 'Stores x1 to x31 only, so that a thread goes on where it began.',
    replace: [[SAVE, SAVE.replace('i = 0', 'i = 1')]],
  },
  {
    name: 'saves-without-arguments',
    fails: 'CS1',
    why: 'Takes x10 for a result that the kernel will set, and does not store it.',
    replace: [[SAVE, SAVE.replace('kernel.store', 'if (i !== 10) kernel.store')]],
  },
  {
    name: 'saves-callee-saved',
    fails: 'CS1',
    why: 'Stores what a called function must keep, as if a thread were interrupted only at calls.',
    replace: [
      [
        SAVE,
        SAVE.replace('kernel.store', 'if (i < 5 || i === 8 || i === 9 || i >= 18) kernel.store').replace(
          'kernel.register(i));',
          'kernel.register(i)); // x5 to x7, x10 to x17: temporary',
        ),
      ],
    ],
  },
  {
    name: 'sixteen-bits',
    fails: 'CS1',
    why: 'Keeps the lower half of each register.',
    replace: [[SAVE, SAVE.replace('kernel.register(i)', '(kernel.register(i) << 16) >> 16')]],
  },
  {
    name: 'no-zeros',
    fails: 'CS1',
    why: 'Does not store a register that is zero, but the control block holds what it was before.',
    replace: [[SAVE, SAVE.replace('kernel.store', 'if (kernel.register(i) !== 0) kernel.store')]],
  },
  {
    name: 'restores-from-one',
    fails: 'CS2',
    why: 'Loads x1 to x31 and leaves the program counter of the thread before.',
    replace: [[RESTORE, RESTORE.replace('i = 0', 'i = 1')]],
  },
  {
    name: 'restores-one-too-few',
    fails: 'CS2',
    why: 'Loads registers 0 to 30.',
    replace: [[RESTORE, RESTORE.replace('< REGISTERS', '< REGISTERS - 1')]],
  },
  {
    name: 'restores-after-a-change-only',
    fails: 'CS2',
    why: 'Takes it that threads of one process share registers as they share memory.',
    replace: [
      [RESTORE, ''],
      [
        SAME,
        `const stays = kernel.loadedProcess() === process;\n    if (!stays) ${RESTORE}\n    if (stays) return;`,
      ],
    ],
  },
  {
    name: 'keeps-the-stack-pointer',
    fails: 'CS2',
    why: 'Leaves x2 alone, the stack of the thread before.',
    replace: [[RESTORE, RESTORE.replace('kernel.setRegister', 'if (i !== 2) kernel.setRegister')]],
  },
  {
    name: 'unsigned-and-lost',
    fails: 'CS2',
    why: 'Takes a negative word for the answer -1, that is for one that is not there.',
    replace: [
      [
        RESTORE,
        'for (let i = 0; i < REGISTERS; i++) {\n      const word = kernel.load(thread, i);\n      if (word >= 0) kernel.setRegister(i, word);\n    }',
      ],
    ],
  },
];

const blocks: readonly WrongSolution[] = [
  {
    name: 'marks-the-block',
    fails: 'CS3',
    why: 'Notes in a word behind the registers that the thread was saved.',
    replace: [[SAVE, `${SAVE}\n    kernel.store(thread, 40, 1);`]],
  },
  {
    name: 'writes-back-at-restore',
    fails: 'CS3',
    why: 'Stores each word again that it has loaded.',
    replace: [
      [
        RESTORE,
        `${RESTORE}\n    kernel.store(thread, 0, kernel.register(0)); // so that the block is up to date`,
      ],
    ],
  },
  {
    name: 'clears-at-restore',
    fails: 'CS3',
    why: 'Empties the program counter of the control block while the thread runs.',
    replace: [[RESTORE, `${RESTORE}\n    kernel.store(thread, 0, 0);`]],
  },
  {
    name: 'one-word-too-many',
    fails: 'CS3',
    also: ['CS1'],
    why: 'Counts 33 words, and stores the answer -1 over the state of the thread.',
    replace: [[SAVE, SAVE.replace('< REGISTERS', '<= REGISTERS')]],
  },
  {
    name: 'mirrors-in-block-0',
    fails: 'CS3',
    why: 'Keeps the program counter of whoever left last in a spare word of block 0.',
    replace: [[SAVE, `${SAVE}\n    kernel.store(0, 63, kernel.register(0));`]],
  },
];

const spaces: readonly WrongSolution[] = [
  {
    name: 'identifier-is-no-table',
    fails: 'CS4',
    also: ['CS5', 'CS6'],
    why: 'Flushes when the process changes, and loads no page table.',
    replace: [
      [WITH, 'if (this.identifiers > 0) return;'],
      [WITHOUT, 'kernel.flush();'],
    ],
  },
  {
    name: 'table-of-the-thread',
    fails: 'CS4',
    why: 'Loads the page table with the number of the thread.',
    replace: [[WITHOUT, WITHOUT.replace('process', 'thread')]],
  },
  {
    name: 'identifiers-from-one-to-sixty-four',
    fails: 'CS4',
    why: 'Gives process 0 the highest identifier plus one, which is refused.',
    replace: [[WITH, WITH.replace('process, process', 'process, this.identifiers - process')]],
  },
  {
    name: 'only-upwards',
    fails: 'CS4',
    why: 'Loads a page table only for a higher process than the one that is loaded.',
    replace: [[SAME, 'if (kernel.loadedProcess() >= process) return;']],
  },
  {
    name: 'never-flushes',
    fails: 'CS5',
    why: 'Takes it that a core forgets translations when it loads a page table.',
    replace: [[WITHOUT, 'kernel.loadPageTable(process, 0);']],
  },
  {
    name: 'one-identifier',
    fails: 'CS5',
    why: 'Uses identifier 0 for every process, though the machine has more.',
    replace: [[WITH, WITH.replace('process, process', 'process, 0')]],
  },
  {
    name: 'four-identifiers',
    fails: 'CS5',
    why: 'Counts identifiers with two bits, so that processes 0 and 4 share one.',
    replace: [[WITH, WITH.replace('process, process', 'process, process & 3')]],
  },
  {
    name: 'identifier-by-thread',
    fails: 'CS5',
    why: 'Takes the number of the thread modulo four as identifier: two processes meet there.',
    replace: [[WITH, WITH.replace('process, process', 'process, thread & 3')]],
  },
  {
    name: 'flushes-upwards',
    fails: 'CS5',
    why: 'Flushes only when it goes on to a higher process.',
    replace: [
      [
        WITHOUT,
        'const before = kernel.loadedProcess();\n      kernel.loadPageTable(process, 0);\n      if (process > before) kernel.flush();',
      ],
    ],
  },
  {
    name: 'five-processes',
    fails: 'CS5',
    why: 'Takes process 5 for one that there is not, and forgets nothing for it.',
    replace: [[WITHOUT, 'kernel.loadPageTable(process, 0);\n      if (process < 5) kernel.flush();']],
  },
  {
    name: 'eight-threads',
    fails: 'CS6',
    why: 'Flushes whenever the ninth thread comes.',
    replace: [[SAME, `if (thread === 8 && this.identifiers === 0) kernel.flush();\n    ${SAME}`]],
  },
  {
    name: 'always-flushes',
    fails: 'CS6',
    why: 'Flushes at each switch, whoever comes.',
    replace: [
      [SAME, 'kernel.flush();\n    if (kernel.loadedProcess() === process) return;'],
      [WITHOUT, 'kernel.loadPageTable(process, 0);'],
    ],
  },
  {
    name: 'flushes-with-identifiers',
    fails: 'CS6',
    why: 'Flushes at each change of process, with identifiers too.',
    replace: [
      [
        WITH,
        'if (this.identifiers > 0) {\n      kernel.loadPageTable(process, process);\n      kernel.flush();\n    }',
      ],
    ],
  },
  {
    name: 'flushes-at-save',
    fails: 'CS6',
    why: 'Flushes when a thread leaves, in case the next one is of another process.',
    replace: [
      [SAVE, `${SAVE}\n    if (this.identifiers === 0) kernel.flush();`],
      [WITHOUT, 'kernel.loadPageTable(process, 0);'],
    ],
  },
  {
    name: 'flushes-before-and-after',
    fails: 'CS6',
    why: 'Flushes on both sides of loading the page table, to be safe.',
    replace: [[WITHOUT, `kernel.flush();\n      ${WITHOUT}`]],
  },
];

const naive: readonly WrongSolution[] = [
  {
    name: 'saves-one-too-few',
    fails: 'CS1',
    why: 'Leaves x31 out.',
    base: 'right/naive',
    replace: [
      ['this.services.store(thread, i, value);', 'if (i < 31) this.services.store(thread, i, value);'],
    ],
  },
  {
    name: 'restores-in-vain',
    fails: 'CS2',
    why: 'Leaves x1 as it is: a return address is set by each call anyway.',
    base: 'right/naive',
    replace: [['this.services.setRegister(i, value);', 'if (i !== 1) this.services.setRegister(i, value);']],
  },
  {
    name: 'stores-at-restore',
    fails: 'CS3',
    why: 'Keeps the core on which the thread runs in a word behind the registers.',
    base: 'right/naive',
    replace: [['const changes =', 'this.services.store(thread, 36, process);\n    const changes =']],
  },
  {
    name: 'refused-identifier',
    fails: 'CS4',
    why: 'Counts identifiers down from 64.',
    base: 'right/naive',
    replace: [['1 + thread', '64 - thread']],
  },
  {
    name: 'flush-between-threads',
    fails: 'CS6',
    why: 'Flushes when the thread changes.',
    base: 'right/naive',
    replace: [['if (changes && this.identifiers === 0)', 'if (this.identifiers === 0)']],
  },
  {
    name: 'flush-from-process-0',
    fails: 'CS5',
    why: 'Takes process 0 for the kernel, whose translations need not be forgotten.',
    base: 'right/naive',
    replace: [
      [
        'const changes = this.services.loadedProcess() !== process;',
        'const before = this.services.loadedProcess();',
      ],
      [
        'if (changes && this.identifiers === 0)',
        'if (before !== process && before !== 0 && this.identifiers === 0)',
      ],
    ],
  },
];

const budgets: readonly WrongSolution[] = [
  {
    name: 'reads-back',
    exceeds: ['control-block-accesses'],
    why: 'Loads each word after storing it, to see whether it is there.',
    replace: [[SAVE, `${SAVE}\n    for (let i = 0; i < REGISTERS; i++) kernel.load(thread, i);`]],
  },
  {
    name: 'whole-block',
    exceeds: ['control-block-accesses'],
    why: 'Loads all 64 words of the control block.',
    replace: [[RESTORE, `${RESTORE}\n    for (let i = REGISTERS; i < 64; i++) kernel.load(thread, i);`]],
  },
  {
    name: 'identifier-of-its-own',
    exceeds: ['translation-misses'],
    why: 'Gives each thread an identifier, so that threads of a process share no translations.',
    base: 'right/flush-first',
    replace: [
      ['this.enter(process);', 'this.enter(process, thread);'],
      ['private enter(process: number): void {', 'private enter(process: number, thread: number): void {'],
      ['if (services.loadedProcess() === process) return;', ''],
      [
        'if (identifiers === 0) services.flush();',
        'if (identifiers === 0 && services.loadedProcess() !== process) services.flush();',
      ],
      ['process + 1);', 'thread + 1);'],
    ],
  },
];

export default [...registers, ...blocks, ...spaces, ...naive, ...budgets];

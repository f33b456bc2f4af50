import type { WrongSolution } from '../../wrong-solution';

/** Mistakes of the kinds that students make. */
const naive = 'right/naive';

// Texts of the reference.
const OVER = 'if (this.isOver[thread]) continue;';
const CHANGE = 'const change = thread === this.current || this.current === NOBODY ? 0 : this.changeCycles;';
const START = 'const start = Math.max(now + change, this.lines[thread]);';
const LATER = 'if (best !== NOBODY && start > earliest) continue;';
const EQUAL =
  'if (best !== NOBODY && start === earliest && this.issued[thread] >= this.issued[best]) continue;';
const PATIENT = 'now - this.leftOutSince(other) >= PATIENCE * this.threads';
const HUNGRY = 'if (other !== NOBODY && now';
const LONGEST = 'this.leftOutSince(thread) < this.leftOutSince(longest)';
const ELSE = 'else if (!isFree) this.current = this.firstToGoOn(now);';
const RETURN = 'return this.current;';
const NOTED = 'if (isFree) this.issued[current] = now;';
const SCAN =
  'for (let thread = 0; thread < this.threads; thread++) {\n      if (this.isOver[thread]) continue;';
// Texts of the naive solution.
const GONE = 'this.comes.delete(thread);';
const READY = 'if (line !== undefined && line <= now) return other;';
const NOBODY_ELSE = 'return other;\n    }\n    return thread;';
const TURN = 'if (now - this.since < 100) return before;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'ended-is-not-noted',
    fails: 'HT1',
    why: 'Goes on with threads that are through.',
    replace: [[OVER, '']],
  },
  {
    name: 'ended-comes-at-once',
    fails: 'HT1',
    why: 'Takes a thread that is through for one whose line has come.',
    base: naive,
    replace: [[GONE, 'this.comes.set(thread, 0);']],
  },
  {
    name: 'counts-from-one',
    fails: 'HT1',
    also: ['HT2', 'HT3'],
    why: 'Numbers threads from 1.',
    replace: [[RETURN, 'return this.current + 1;']],
  },
  {
    name: 'nobody-when-all-wait',
    fails: 'HT1',
    why: 'Answers -1 when nobody is ready.',
    replace: [
      [
        ELSE,
        'else if (!isFree) {\n      this.current = this.firstToGoOn(now);\n      if (lines[this.current] > now) return NOBODY;\n    }',
      ],
    ],
  },
  {
    name: 'last-thread-is-left-out',
    fails: 'HT1',
    also: ['HT2'],
    why: 'Never looks at the last thread.',
    replace: [[SCAN, SCAN.replace('this.threads;', 'this.threads - 1;')]],
  },
  {
    name: 'nobody-else-is-thread-zero',
    fails: 'HT1',
    why: 'Answers thread 0 where nobody else is ready to have the turn.',
    base: naive,
    replace: [[NOBODY_ELSE, NOBODY_ELSE.replace('return thread', 'return 0')]],
  },
  {
    name: 'makes-room-for-who-waits',
    fails: 'HT2',
    why: 'At each question the turn of the next thread that is not through, also of one that waits.',
    base: naive,
    replace: [
      [TURN, ''],
      [READY, 'if (line !== undefined) return other;'],
    ],
  },
  {
    name: 'waits-for-its-own-line',
    fails: 'HT2',
    why: 'Stays with the thread that issued until it is through.',
    replace: [
      [
        ELSE,
        'else if (!isFree && (current === NOBODY || this.isOver[current])) this.current = this.firstToGoOn(now);',
      ],
    ],
  },
  {
    name: 'always-changes',
    fails: 'HT2',
    why: 'Changes at each miss, also where the own line comes sooner than a change is done.',
    replace: [[CHANGE, 'const change = thread === this.current ? 1_000 : 0;']],
  },
  {
    name: 'changes-are-free',
    fails: 'HT2',
    why: 'Forgets what a change takes.',
    replace: [[START, 'const start = Math.max(now, this.lines[thread]);']],
  },
  {
    name: 'adds-change-and-wait',
    fails: 'HT2',
    why: 'Adds the change to the wait, although one goes on during the other.',
    replace: [[START, 'const start = Math.max(now, this.lines[thread]) + change;']],
  },
  {
    name: 'in-turn',
    fails: 'HT2',
    why: 'Takes the next thread in turn, ready or not.',
    replace: [
      [
        ELSE,
        'else if (!isFree) {\n      do this.current = (this.current + 1) % this.threads;\n      while (this.isOver[this.current]);\n    }',
      ],
    ],
  },
  {
    name: 'first-ready-else-lowest',
    fails: 'HT2',
    why: 'Looks for somebody who is ready; where there is nobody, takes the lowest number.',
    replace: [
      [LATER, 'if (best !== NOBODY && start > now + change) continue;'],
      [EQUAL, 'if (best !== NOBODY && earliest <= now + this.changeCycles) continue;'],
    ],
  },
  {
    name: 'lines-are-forgotten',
    fails: 'HT2',
    why: 'Holds whoever missed for ready.',
    base: naive,
    replace: [['this.comes.set(thread, untilCycle);', 'this.comes.set(thread, 0);']],
  },
  {
    name: 'turn-after-300',
    fails: 'HT2',
    why: 'The turn of who is left out comes after 300 cycles, however many threads there are.',
    replace: [[PATIENT, PATIENT.replace('PATIENCE * this.threads', '300')]],
  },
  {
    name: 'turn-counted-through-the-wait',
    fails: 'HT2',
    why: 'Counts for the turn also the cycles in which the line had not come.',
    replace: [[PATIENT, 'now - this.issued[other] >= PATIENCE * this.threads']],
  },
  {
    name: 'noted-only-when-chosen',
    fails: 'HT2',
    why: 'Notes that a thread issues when it is chosen, not until when it did.',
    replace: [
      [NOTED, ''],
      [RETURN, `this.issued[this.current] = now;\n    ${RETURN}`],
    ],
  },
  {
    name: 'issues-for-ever',
    fails: 'HT3',
    why: 'Leaves the pipeline to who never misses.',
    replace: [[PATIENT, 'now < 0']],
  },
  {
    name: 'turns-of-the-ready-only',
    fails: 'HT3',
    why: 'Thinks of who is left out only where the one that issued could go on, never at a miss.',
    replace: [[HUNGRY, HUNGRY.replace('other', 'isFree && other')]],
  },
  {
    name: 'newest-first',
    fails: 'HT3',
    why: 'Gives the turn to who became ready last.',
    replace: [[LONGEST, 'this.leftOutSince(thread) > this.leftOutSince(longest)']],
  },
  {
    name: 'never-the-turn',
    fails: 'HT3',
    why: 'The naive one without its clock.',
    base: naive,
    replace: [[TURN, 'return before;']],
  },
];

export default wrong;

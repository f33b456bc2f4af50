import type { WrongSolution } from '../../wrong-solution';

const index = 'right/index-of-steps';
const naive = 'right/naive';
const marks = 'right/marks-in-the-log';

// Texts of the reference.
const DUE = 'if (step < this.due) return;';
const FOLLOWS = 'if (!isFromOutside(kind)) return services.answer();';
const FROM_LOG = 'if (this.isRewound) return services.second(this.entry++);';
const ANSWER = 'const answer = services.answer();';
const LOG = 'services.log(2 * services.now(), answer);\n    return answer;';
const LAST = 'const checkpoint = this.lastUpTo(step);';
const NEARER = 'if (from <= now && now <= step) return;';
const PLACE = 'this.entry = this.firstEntryFrom(from);';
const THERE = 'if (now === this.target) return 0;';
const DELIVER =
  'while (services.first(this.entry) === 2 * now + SIGNAL) services.deliver(services.second(this.entry++));';

const wrong: readonly WrongSolution[] = [
  {
    name: 'rounded-clock',
    fails: 'RW1',
    why: 'Gives the process a rounded time, so that the log is easy to read.',
    replace: [[ANSWER, 'const answer = kind === 0 ? services.answer() & ~0xff : services.answer();']],
  },
  {
    name: 'short-packets',
    fails: 'RW1',
    why: 'Takes packets for words of 16 bits, in the log and for the process.',
    replace: [[ANSWER, 'const answer = services.answer() & 0xffff;']],
  },
  {
    name: 'frames-once',
    fails: 'RW1',
    why: 'Believes that the number of free frames never changes, and asks for it once.',
    replace: [
      ['private due = 0;', 'private due = 0;\n  private frames: number | undefined;'],
      [
        ANSWER,
        'const answer = kind === 2 && this.frames !== undefined ? this.frames : services.answer();\n    if (kind === 2) this.frames = answer;',
      ],
    ],
  },
  {
    name: 'answers-the-entry',
    fails: 'RW1',
    also: ['RW3'],
    why: 'Answers what log answers.',
    replace: [[LOG, 'return services.log(2 * services.now(), answer);']],
  },
  {
    name: 'stops-at-the-checkpoint',
    fails: 'RW2',
    why: 'Restores, and does no step again.',
    replace: [[THERE, 'if (now <= this.target) return 0;']],
  },
  {
    name: 'one-step-too-few',
    fails: 'RW2',
    why: 'Ends one step before, where it does any.',
    replace: [[THERE, 'if (now >= this.target - 1) return 0;']],
  },
  {
    name: 'one-step-too-many',
    fails: 'RW2',
    why: 'Goes on until it is past the step.',
    base: naive,
    replace: [
      ['if (services.now() >= this.wanted) return 0;', 'if (services.now() > this.wanted) return 0;'],
    ],
  },
  {
    name: 'does-not-go-back',
    fails: 'RW2',
    why: 'Restores only if the process stands before the checkpoint: for a step back it stays where it is.',
    replace: [
      [NEARER, 'if (from <= now) return;'],
      [THERE, 'if (now >= this.target) return 0;'],
    ],
  },
  {
    name: 'nearest-checkpoint',
    fails: 'RW2',
    why: 'Takes the nearest checkpoint, also one behind the step.',
    replace: [
      [
        LAST,
        'let checkpoint = this.lastUpTo(step);\n    const later = services.stepOf(checkpoint + 1);\n    if (later >= 0 && later - step < step - services.stepOf(checkpoint)) checkpoint++;',
      ],
      [THERE, 'if (now >= this.target) return 0;'],
    ],
  },
  {
    name: 'packets-not-logged',
    fails: 'RW3',
    why: 'Does not log packets, and replays zeros.',
    replace: [[FOLLOWS, `if (kind === 1) return this.isRewound ? 0 : services.answer();\n    ${FOLLOWS}`]],
  },
  {
    name: 'without-sign',
    fails: 'RW3',
    why: 'Logs packets without their sign.',
    replace: [[LOG, 'services.log(2 * services.now(), Math.abs(answer));\n    return answer;']],
  },
  {
    name: 'byte-of-the-answer',
    fails: 'RW3',
    why: 'Logs 16 bits of an answer, and gives the process all.',
    replace: [[LOG, 'services.log(2 * services.now(), answer & 0xffff);\n    return answer;']],
  },
  {
    name: 'last-answer-of-a-step',
    fails: 'RW3',
    why: 'Knows one answer for each step, the last one.',
    base: index,
    replace: [
      [
        '(first < 0 ? step.signals : step.answers).push(services.second(entry));',
        'if (first < 0) step.signals.push(services.second(entry));\n      else step.answers.fill(services.second(entry)).push(services.second(entry));',
      ],
    ],
  },
  {
    name: 'one-answer-of-each-kind',
    fails: 'RW3',
    why: 'Gives the same answer again when a step asks twice for the same kind.',
    base: naive,
    replace: [
      [
        'const answer = services.second(this.place);',
        'const before = services.first(this.place) === services.first(this.place - 1) ? 1 : 0;\n    const answer = services.second(this.place - before);',
      ],
    ],
  },
  {
    name: 'log-from-its-beginning',
    fails: 'RW3',
    also: ['RW4'],
    why: 'Begins with the first entry of the log, from whatever checkpoint it comes.',
    replace: [[PLACE, 'this.entry = 0;']],
  },
  {
    name: 'place-in-the-log-stays',
    fails: 'RW3',
    also: ['RW4'],
    why: 'Goes on reading the log where it was, after a restore too.',
    replace: [[PLACE, 'if (from < 0) this.entry = this.firstEntryFrom(from);']],
  },
  {
    name: 'one-entry-late',
    fails: 'RW3',
    also: ['RW4'],
    why: 'Looks for the first entry behind the first step, instead of behind the checkpoint.',
    replace: [[PLACE, 'this.entry = this.firstEntryFrom(from + 1);']],
  },
  {
    name: 'place-after-going-on',
    fails: 'RW3',
    also: ['RW4'],
    why: 'Finds its place in the log anew from the checkpoint, also when the process goes on from where it stands.',
    replace: [[NEARER, `if (from <= now && now <= step) {\n      ${PLACE}\n      return;\n    }`]],
  },
  {
    name: 'signals-of-the-step-itself',
    fails: 'RW3',
    why: 'Delivers the signals that arrived at the step that is wanted before it stands there.',
    replace: [
      [THERE, ''],
      [DELIVER, `${DELIVER}\n    ${THERE}`],
    ],
  },
  {
    name: 'own-memory-from-the-log',
    fails: 'RW3',
    also: ['RW4'],
    why: 'Takes every answer from the log, also those that were not put there.',
    replace: [[FOLLOWS, `if (this.isRewound) return services.second(this.entry++);\n    ${FOLLOWS}`]],
  },
  {
    name: 'no-signals',
    fails: 'RW4',
    why: 'Delivers no signal.',
    replace: [[DELIVER, 'while (services.first(this.entry) === 2 * now + SIGNAL) this.entry++;']],
  },
  {
    name: 'one-signal-between-steps',
    fails: 'RW4',
    why: 'Delivers one of the signals that arrived together.',
    replace: [
      [
        DELIVER,
        'if (services.first(this.entry) === 2 * now + SIGNAL) services.deliver(services.second(this.entry));\n    while (services.first(this.entry) === 2 * now + SIGNAL) this.entry++;',
      ],
    ],
  },
  {
    name: 'signals-as-a-set',
    fails: 'RW4',
    why: 'Delivers a signal once that arrived twice at the same step, as if they were pending bits.',
    base: index,
    replace: [
      [
        'for (const signal of this.steps?.get(services.now())?.signals ?? []) services.deliver(signal);',
        'for (const signal of new Set(this.steps?.get(services.now())?.signals ?? [])) services.deliver(signal);',
      ],
    ],
  },
  {
    name: 'signals-sorted',
    fails: 'RW4',
    why: 'Delivers signals that arrived together in the order of their numbers.',
    base: index,
    replace: [
      [
        'for (const signal of this.steps?.get(services.now())?.signals ?? []) services.deliver(signal);',
        'for (const signal of (this.steps?.get(services.now())?.signals ?? []).sort((a, b) => a - b)) services.deliver(signal);',
      ],
    ],
  },
  {
    name: 'signals-one-step-early',
    fails: 'RW4',
    why: 'Takes the step that a signal is noted with for the one that is done before it.',
    base: index,
    replace: [
      [
        'for (const signal of this.steps?.get(services.now())?.signals ?? []) services.deliver(signal);',
        'for (const signal of this.steps?.get(services.now() + 1)?.signals ?? []) services.deliver(signal);',
      ],
    ],
  },
  {
    name: 'signals-lost-at-the-checkpoint',
    fails: 'RW4',
    why: 'Believes that the signals that arrived where the checkpoint lies are in it.',
    replace: [
      [PLACE, `${PLACE}\n    while (services.first(this.entry) === 2 * from + SIGNAL) this.entry++;`],
    ],
  },
  {
    name: 'signals-once',
    fails: 'RW4',
    why: 'Takes a signal from its list when it is delivered: the next rewind lacks it.',
    base: index,
    replace: [
      [
        'for (const signal of this.steps?.get(services.now())?.signals ?? []) services.deliver(signal);',
        'for (const signal of this.steps?.get(services.now())?.signals.splice(0) ?? []) services.deliver(signal);',
      ],
    ],
  },
  {
    name: 'clock-is-read-again',
    fails: 'RW5',
    why: 'Logs packets and free frames, and reads the clock when it is asked for.',
    replace: [[FOLLOWS, 'if (!isFromOutside(kind) || kind === 0) return services.answer();']],
  },
  {
    name: 'frames-are-counted-again',
    fails: 'RW5',
    why: 'Takes the number of free frames for part of the state.',
    replace: [[FOLLOWS, 'if (!isFromOutside(kind) || kind === 2) return services.answer();']],
  },
  {
    name: 'asks-and-throws-away',
    fails: 'RW5',
    why: 'Asks the kernel first, and then takes what stands in the log.',
    replace: [
      [FROM_LOG, ''],
      [ANSWER, `${ANSWER}\n    ${FROM_LOG}`],
    ],
  },
  {
    name: 'packets-are-received-again',
    fails: 'RW5',
    why: 'Reads packets from the network when it is replayed, too.',
    base: marks,
    replace: [
      [
        'if (kind >= WORD) return services.answer();',
        'if (kind >= WORD || kind === 1) return services.answer();',
      ],
    ],
  },
  {
    name: 'every-access',
    exceeds: ['log'],
    why: 'Logs every word that the process reads.',
    replace: [[FOLLOWS, 'if (kind > 4) return services.answer();']],
  },
  {
    name: 'steps-too',
    exceeds: ['log'],
    why: 'Writes an entry for every step.',
    base: naive,
    replace: [
      [
        'if (step % this.everySteps === 0) this.services.checkpoint();',
        'if (step % this.everySteps === 0) this.services.checkpoint();\n    this.services.log(step * KINDS + 6, 0);',
      ],
      [
        'const answer = services.second(this.place);',
        'while (services.first(this.place) % KINDS === 6) this.place++;\n    const answer = services.second(this.place);',
      ],
      [
        'while (services.first(this.place) === services.now() * KINDS + SIGNAL) {',
        'while (services.first(this.place) >= 0 && services.first(this.place) % KINDS === 6) this.place++;\n    while (services.first(this.place) === services.now() * KINDS + SIGNAL) {',
      ],
    ],
  },
  {
    name: 'too-many-checkpoints',
    exceeds: ['checkpoints'],
    why: 'Takes a checkpoint at every third step, whatever everySteps says.',
    replace: [[DUE, 'if (step % 3 !== 0) return;']],
  },
  {
    name: 'first-checkpoint-only',
    exceeds: ['replay'],
    why: 'Always goes back to the first checkpoint.',
    replace: [
      [LAST, 'const checkpoint = 0;'],
      [NEARER, ''],
    ],
  },
  {
    name: 'no-checkpoint-but-the-first',
    exceeds: ['replay'],
    why: 'Takes one checkpoint at the beginning.',
    base: naive,
    replace: [
      [
        'if (step % this.everySteps === 0) this.services.checkpoint();',
        'if (step === 0) this.services.checkpoint();',
      ],
    ],
  },
];

export default wrong;

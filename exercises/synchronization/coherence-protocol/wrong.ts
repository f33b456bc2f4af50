import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const ALONE = 'const alone = others === 0 && this.hasExclusive === 1;';
const LOAD = 'return (alone ? EXCLUSIVE : SHARED) + BUS_READ;';
const MISS = 'if (state === INVALID) return MODIFIED + BUS_READ_EXCLUSIVE;';
const UPGRADE = 'if (state === SHARED) return MODIFIED + BUS_UPGRADE;';
const HIT = 'return MODIFIED;';
const EVICT = 'return INVALID + (state === MODIFIED ? FLUSH : 0);';
const SNOOP = 'const next = request === BUS_READ ? SHARED : INVALID;';
const ANSWER = 'return next + (state === MODIFIED ? FLUSH : 0);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'exclusive-where-there-is-none',
    fails: 'CP1',
    why: 'Answers EXCLUSIVE also on machines without that state.',
    replace: [[ALONE, 'const alone = others === 0;']],
  },
  {
    name: 'loads-without-the-bus',
    fails: 'CP1',
    why: 'A load of a line that is not there asks nobody for it.',
    replace: [[LOAD, 'return alone ? EXCLUSIVE : SHARED;']],
  },
  {
    name: 'fetches-what-is-here',
    fails: 'CP1',
    why: 'A store to a shared line fetches the line again.',
    replace: [[UPGRADE, 'if (state === SHARED) return MODIFIED + BUS_READ_EXCLUSIVE;']],
  },
  {
    name: 'evicts-and-keeps',
    fails: 'CP1',
    why: 'A shared line that must leave stays shared.',
    replace: [[EVICT, `if (state === SHARED) return SHARED;\n${EVICT}`]],
  },
  {
    name: 'knows-before-it-asks',
    fails: 'CP1',
    why: 'Fetches in another way where others have the line, which it learns by the fetch only.',
    replace: [
      [
        LOAD,
        'if (this.hasExclusive === 1 && others === 0) return EXCLUSIVE + BUS_READ_EXCLUSIVE;\nreturn SHARED + BUS_READ;',
      ],
    ],
  },
  {
    name: 'stores-in-silence',
    fails: 'CP2',
    why: 'A store to a shared line tells nobody.',
    replace: [[UPGRADE, '']],
  },
  {
    name: 'ignores-upgrades',
    fails: 'CP2',
    why: 'Keeps its copy when another cache announces a store.',
    replace: [[SNOOP, `if (request === BUS_UPGRADE) return state;\n${SNOOP}`]],
  },
  {
    name: 'shared-survives-read-exclusive',
    fails: 'CP2',
    why: 'Keeps a shared copy when another cache fetches the line to write it.',
    replace: [[SNOOP, `if (state === SHARED && request === BUS_READ_EXCLUSIVE) return SHARED;\n${SNOOP}`]],
  },
  {
    name: 'modified-survives-read',
    fails: 'CP2',
    why: 'Gives the words to the reader and stays modified.',
    replace: [[SNOOP, `if (state === MODIFIED && request === BUS_READ) return MODIFIED + FLUSH;\n${SNOOP}`]],
  },
  {
    name: 'modified-becomes-exclusive',
    fails: 'CP2',
    why: 'Gives the words to the reader, and takes the line for exclusive then (where there is such a state).',
    replace: [
      [
        SNOOP,
        `if (state === MODIFIED && request === BUS_READ && this.hasExclusive === 1) return EXCLUSIVE + FLUSH;\n${SNOOP}`,
      ],
    ],
  },
  {
    name: 'modified-stays-shared',
    fails: 'CP2',
    why: 'Gives the words to the one that writes and keeps a shared copy.',
    replace: [
      [SNOOP, `if (state === MODIFIED && request === BUS_READ_EXCLUSIVE) return SHARED + FLUSH;\n${SNOOP}`],
    ],
  },
  {
    name: 'exclusive-survives-read',
    fails: 'CP2',
    why: 'Stays exclusive when another cache reads the line.',
    replace: [[SNOOP, `if (state === EXCLUSIVE && request === BUS_READ) return EXCLUSIVE;\n${SNOOP}`]],
  },
  {
    name: 'exclusive-survives-read-exclusive',
    fails: 'CP2',
    why: 'Keeps a copy of an exclusive line when another cache fetches it to write it.',
    replace: [[SNOOP, `if (state === EXCLUSIVE && request === BUS_READ_EXCLUSIVE) return SHARED;\n${SNOOP}`]],
  },
  {
    name: 'always-exclusive',
    fails: 'CP2',
    why: 'Takes a line for exclusive whether others have it or not.',
    replace: [[ALONE, 'const alone = this.hasExclusive === 1;']],
  },
  {
    name: 'others-the-wrong-way-round',
    fails: 'CP2',
    why: 'Takes a line for exclusive where others have it.',
    replace: [[ALONE, 'const alone = others === 1 && this.hasExclusive === 1;']],
  },
  {
    name: 'store-miss-only-reads',
    fails: 'CP2',
    why: 'Fetches a line that it is about to write as if it only read it.',
    replace: [[MISS, 'if (state === INVALID) return MODIFIED + BUS_READ;']],
  },
  {
    name: 'evicts-without-flush',
    fails: 'CP3',
    why: 'A modified line leaves, and its words with it.',
    replace: [[EVICT, 'return INVALID;']],
  },
  {
    name: 'read-without-flush',
    fails: 'CP3',
    why: 'A reader of a modified line gets what memory has.',
    replace: [[SNOOP, `if (request === BUS_READ) return SHARED;\n${SNOOP}`]],
  },
  {
    name: 'read-exclusive-without-flush',
    fails: 'CP3',
    why: 'Drops a modified line for a writer without giving away its words.',
    replace: [[SNOOP, `if (request === BUS_READ_EXCLUSIVE) return INVALID;\n${SNOOP}`]],
  },
  {
    name: 'shared-after-store',
    fails: 'CP3',
    why: 'A shared line stays shared after a store.',
    replace: [[UPGRADE, 'if (state === SHARED) return SHARED + BUS_UPGRADE;']],
  },
  {
    name: 'exclusive-after-store',
    fails: 'CP3',
    why: 'An exclusive line stays exclusive after a store.',
    replace: [[HIT, 'return state;']],
  },
  {
    name: 'exclusive-after-store-miss',
    fails: 'CP3',
    why: 'A line that was fetched for a store is exclusive after it, where there is such a state.',
    replace: [
      [
        MISS,
        'if (state === INVALID) return (this.hasExclusive === 1 ? EXCLUSIVE : MODIFIED) + BUS_READ_EXCLUSIVE;',
      ],
    ],
  },
  {
    name: 'flushes-what-memory-has',
    fails: 'CP4',
    why: 'Gives away its words whenever another cache fetches the line, also clean ones.',
    replace: [[ANSWER, 'return next + (request === BUS_UPGRADE ? 0 : FLUSH);']],
  },
  {
    name: 'flushes-for-an-announcement',
    fails: 'CP4',
    why: 'Puts the words on the bus for one that has them and is about to write.',
    replace: [[ANSWER, 'return next + (state === MODIFIED || request === BUS_UPGRADE ? FLUSH : 0);']],
  },
  {
    name: 'exclusive-flushes',
    fails: 'CP4',
    why: 'Flushes exclusive lines, which are as in memory.',
    replace: [[EVICT, 'return INVALID + (state === MODIFIED || state === EXCLUSIVE ? FLUSH : 0);']],
  },
  {
    name: 'evicts-all-with-flush',
    fails: 'CP4',
    why: 'Writes back every line that leaves.',
    replace: [[EVICT, 'return INVALID + FLUSH;']],
  },
  {
    name: 'announces-every-store',
    fails: 'CP4',
    why: 'Announces also a store to a line that it has modified already.',
    replace: [[UPGRADE, 'if (state !== EXCLUSIVE) return MODIFIED + BUS_UPGRADE;']],
  },
  {
    name: 'announces-from-exclusive',
    fails: 'CP4',
    why: 'Announces a store to an exclusive line, which nobody else has.',
    replace: [[UPGRADE, 'if (state !== MODIFIED) return MODIFIED + BUS_UPGRADE;']],
  },
  {
    name: 'modified-by-loading',
    fails: 'CP4',
    why: 'Takes a line that nobody else has for modified, so that no store has to ask, on machines without EXCLUSIVE.',
    replace: [
      [
        LOAD,
        'if (others === 0 && !alone) return MODIFIED + BUS_READ;\nreturn (alone ? EXCLUSIVE : SHARED) + BUS_READ;',
      ],
    ],
  },
  {
    name: 'drops-shared-at-read',
    fails: 'CP5',
    why: 'Drops a shared copy because another core reads the line.',
    replace: [[SNOOP, 'const next = request === BUS_READ && state !== SHARED ? SHARED : INVALID;']],
  },
  {
    name: 'drops-modified-at-read',
    fails: 'CP5',
    why: 'Gives a modified line to a reader and drops it.',
    replace: [[SNOOP, 'const next = request === BUS_READ && state !== MODIFIED ? SHARED : INVALID;']],
  },
  {
    name: 'drops-exclusive-at-read',
    fails: 'CP5',
    why: 'Drops an exclusive line because another core reads it.',
    replace: [[SNOOP, 'const next = request === BUS_READ && state !== EXCLUSIVE ? SHARED : INVALID;']],
  },
  {
    name: 'loads-as-if-to-write',
    fails: 'CP5',
    why: 'Fetches every line as if it were about to write it.',
    replace: [[LOAD, 'return (alone ? EXCLUSIVE : SHARED) + BUS_READ_EXCLUSIVE;']],
  },
  {
    name: 'msi-everywhere',
    exceeds: ['bus-transactions'],
    why: 'Never uses the state exclusive: each first store to an own line announces what nobody need know.',
    replace: [[ALONE, 'const alone = others < 0 && this.hasExclusive === 1;']],
  },
];

export default wrong;

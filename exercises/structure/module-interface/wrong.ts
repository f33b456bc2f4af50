import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const REQUIRED =
  'if (((required >> i) & 1) === 1 && services.load(operations + 4 * i) === 0) return REFUSED;';
const KNOWN = 'if (count === 0 || this.modules.has(key)) return REFUSED;';
const STARTS = 'if (services.run(services.load(operations + 4 * START), 0) !== 0) return REFUSED;';
const ENDS = 'this.services.run(this.services.load(found.operations + 4 * END), 0);';
const CALLABLE = 'operation <= END || operation >= (this.counts.get(found.interface) ?? 0)';
const SEARCH = 'while (this.handles[handle] !== undefined) handle++;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'every-operation-required',
    fails: 'MI1',
    why: 'Refuses a module that lacks any operation, required or not.',
    replace: [[REQUIRED, REQUIRED.replace('((required >> i) & 1) === 1 && ', '')]],
  },
  {
    name: 'never-starts',
    fails: 'MI1',
    also: ['MI3'],
    why: 'Does not start what it loads.',
    replace: [[STARTS, '']],
  },
  {
    name: 'name-of-any-interface',
    fails: 'MI1',
    why: 'Takes a name once only, whatever the interface.',
    replace: [
      [
        KNOWN,
        'for (const taken of this.modules.keys()) if (taken % NAMES === key % NAMES) return REFUSED;\n    if (count === 0) return REFUSED;',
      ],
    ],
  },
  {
    name: 'not-the-last-operation',
    fails: 'MI2',
    why: 'Looks at all required operations but the last one of the interface.',
    replace: [['for (let i = 0; i < count; i++)', 'for (let i = 0; i < count - 1; i++)']],
  },
  {
    name: 'start-and-end-only',
    fails: 'MI2',
    why: 'Looks at the operations that it calls itself.',
    replace: [['for (let i = 0; i < count; i++)', 'for (let i = 0; i <= END; i++)']],
  },
  {
    name: 'the-last-one-counts',
    fails: 'MI2',
    why: 'Lets a module take the place of another of its name.',
    replace: [[KNOWN, KNOWN.replace(' || this.modules.has(key)', '')]],
  },
  {
    name: 'starts-before-it-looks',
    fails: 'MI2',
    why: 'Starts the module, and then looks what it lacks.',
    replace: [
      [
        'const required = this.required.get(number) ?? 0;',
        `const required = this.required.get(number) ?? 0;\n    ${STARTS}`,
      ],
      [STARTS, ''],
    ],
  },
  {
    name: 'any-interface',
    fails: 'MI2',
    why: 'Loads modules of interfaces that nobody described.',
    replace: [[KNOWN, KNOWN.replace('count === 0 || ', '')]],
  },
  {
    name: 'start-cannot-fail',
    fails: 'MI3',
    why: 'Does not look at what the start answered.',
    replace: [[STARTS, 'services.run(services.load(operations + 4 * START), 0);']],
  },
  {
    name: 'only-negative-fails',
    fails: 'MI3',
    why: 'Takes only negative answers of a start for a failure.',
    replace: [[STARTS, STARTS.replace('!== 0', '< 0')]],
  },
  {
    name: 'only-odd-fails',
    fails: 'MI3',
    why: 'Looks at the lowest bit of what the start answered.',
    replace: [[STARTS, STARTS.replace(' !== 0', ' & 1')]],
  },
  {
    name: 'operations-counted-without-start-and-end',
    fails: 'MI4',
    also: ['MI5'],
    why: 'Counts the operations for callers from the start on.',
    replace: [
      [
        'this.services.load(found.operations + 4 * operation)',
        'this.services.load(found.operations + 4 * (operation - 2))',
      ],
    ],
  },
  {
    name: 'one-handle-a-module',
    fails: 'MI4',
    why: 'Gives everybody who opens a module the same handle.',
    replace: [
      [SEARCH, 'while (this.handles[handle] !== undefined && this.handles[handle] !== found) handle++;'],
    ],
  },
  {
    name: 'calls-start',
    fails: 'MI5',
    why: 'Lets callers start and end modules.',
    replace: [[CALLABLE, CALLABLE.replace('operation <= END', 'operation < 0')]],
  },
  {
    name: 'one-operation-more',
    fails: 'MI5',
    why: 'Takes the number of operations for the last operation.',
    replace: [[CALLABLE, CALLABLE.replace('>=', '>')]],
  },
  {
    name: 'runs-nothing',
    fails: 'MI5',
    why: 'Runs an optional operation that the module lacks.',
    replace: [
      [
        'address === 0 ? REFUSED : this.services.run(address, argument)',
        'this.services.run(address, argument)',
      ],
    ],
  },
  {
    name: 'handles-live-on',
    fails: 'MI5',
    why: 'A handle that was closed can still be used.',
    replace: [['this.handles[handle] = undefined;', '']],
  },
  {
    name: 'goes-while-busy',
    fails: 'MI6',
    why: 'Unloads a module that is open.',
    replace: [[' || found.opened > 0', '']],
  },
  {
    name: 'busy-is-yes-or-no',
    fails: 'MI6',
    why: 'Notes that a module is open, and not how often.',
    replace: [
      ['found.opened++;', 'found.opened = 1;'],
      ['found.opened--;', 'found.opened = 0;'],
    ],
  },
  {
    name: 'end-may-refuse',
    fails: 'MI6',
    why: 'Keeps a module whose end did not answer 0.',
    replace: [[ENDS, `if (${ENDS.slice(0, -1)} !== 0) return REFUSED;`]],
  },
  {
    name: 'never-ends',
    fails: 'MI6',
    why: 'Forgets the module without ending it.',
    replace: [[ENDS, '']],
  },
  {
    name: 'looks-through-all-names',
    exceeds: ['units'],
    why: 'Goes through every name that there may be when a module is opened.',
    replace: [
      [
        SEARCH,
        `for (let name = 0; name < 250; name++) if (this.modules.has(keyOf(number, name))) handle = 0;\n    ${SEARCH}`,
      ],
    ],
  },
  {
    name: 'checks-all-handles',
    exceeds: ['units'],
    why: 'Counts all handles anew at each call.',
    replace: [
      [
        'const address = this.services.load(found.operations + 4 * operation);',
        'for (let other = 0; other < 80; other++) if (this.handles[other] === found) found.opened += 0;\n    const address = this.services.load(found.operations + 4 * operation);',
      ],
    ],
  },
];

export default wrong;

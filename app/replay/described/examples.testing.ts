/** Runs with a described picture for each kind of part, made up: for tests. */
import { definePicture, type PictureDescription } from '../../../exercises/picture-description';
import { defineEvents } from '../../../simulator/engine/define-events';
import { type EventKinds, Trace } from '../../../simulator/engine/trace';

export interface Example {
  readonly picture: PictureDescription;
  readonly kinds: EventKinds;
  readonly trace: Trace;
  readonly parameters: Readonly<Record<string, number>>;
}

type Numbers = readonly [cycle: number, ...values: number[]];

/** Records events by name. */
function recorded<Name extends string>(
  { kinds, index }: { readonly kinds: EventKinds; readonly index: Readonly<Record<Name, number>> },
  ...events: readonly (readonly [name: Name, ...numbers: Numbers])[]
): Trace {
  const trace = new Trace(kinds);
  for (const [name, cycle, a = 0, b = 0, c = 0, d = 0] of events)
    trace.record(cycle, index[name], a, b, c, d);
  return trace;
}

const REPLACEMENT = defineEvents({
  access: {
    fields: ['page', 'write'],
    description: '',
    sentence: 'page {page} is {write}',
    words: { write: ['read', 'written'] },
  },
  look: { fields: ['frame'], description: '', sentence: 'the hand looks at frame {frame}' },
  spare: {
    fields: ['frame'],
    description: '',
    sentence: 'frame {frame} was referenced: it gets a second chance',
  },
  load: { fields: ['page', 'frame'], description: '', sentence: 'page {page} is read into frame {frame}' },
});

const replacementPicture = definePicture(REPLACEMENT, {
  time: 'access',
  parts: {
    frames: {
      kind: 'slots',
      title: 'Frames',
      noun: 'frame',
      count: { parameter: 'frames' },
      empty: 'free',
      flags: ['referenced', 'dirty'],
      pointers: ['hand'],
    },
    asked: { kind: 'queue', title: 'Pages asked for' },
  },
  on: {
    access: [
      { part: 'frames', holding: 'page', flags: { referenced: 1 } },
      { part: 'asked', push: 'page', text: '{page} {write}' },
    ],
    look: [{ part: 'frames', slot: 'frame', pointer: 'hand' }],
    spare: [{ part: 'frames', slot: 'frame', flags: { referenced: 0 } }],
    load: [{ part: 'frames', slot: 'frame', clear: true, value: 'page', text: 'page {page}' }],
  },
});

const replacement: Example = {
  picture: replacementPicture,
  kinds: REPLACEMENT.kinds,
  parameters: { frames: 4 },
  trace: recorded(
    REPLACEMENT,
    ['load', 0, 7, 0],
    ['load', 1, 3, 1],
    ['load', 2, 12, 2],
    ['access', 3, 3, 1],
    ['look', 4, 1],
    ['spare', 4, 1],
    ['look', 4, 2],
    ['load', 5, 5, 2],
    ['look', 6, 9],
    ['access', 7, 99, 0],
  ),
};

const FEEDBACK = defineEvents({
  ready: { fields: ['thread', 'level'], description: '', sentence: 'thread {thread} waits on level {level}' },
  dispatch: { fields: ['thread', 'level'], description: '', sentence: 'thread {thread} runs' },
  gone: { fields: ['thread'], description: '', sentence: 'thread {thread} waits no more' },
});

const feedback: Example = {
  picture: definePicture(FEEDBACK, {
    parts: {
      levels: { kind: 'queue', title: 'Ready queues', noun: 'level', count: { parameter: 'levels' } },
    },
    on: {
      ready: [{ part: 'levels', queue: 'level', push: 'thread', text: 'T{thread}' }],
      dispatch: [{ part: 'levels', queue: 'level', pop: 'front' }],
      gone: [{ part: 'levels', remove: 'thread' }],
    },
  }),
  kinds: FEEDBACK.kinds,
  parameters: { levels: 3 },
  trace: recorded(
    FEEDBACK,
    ['ready', 0, 1, 0],
    ['ready', 1, 2, 0],
    ['ready', 2, 3, 1],
    ['dispatch', 3, 1, 0],
    ['ready', 4, 1, 2],
    ['gone', 5, 3],
    ['dispatch', 6, 0, 1],
    ['ready', 7, 4, 17],
  ),
};

const CALLS = defineEvents({
  install: {
    fields: ['number', 'group', 'arguments'],
    description: '',
    sentence: 'call {number} takes {arguments} arguments',
    words: { group: ['process', 'file', 'memory'] },
  },
  call: {
    fields: ['number', 'argument', 'answer'],
    description: '',
    sentence: 'call {number} with {argument:place}',
  },
  save: {
    fields: ['core', 'register', 'value'],
    description: '',
    sentence: '{register} of core {core} is saved',
    words: { register: ['pc', 'sp', 'a0'] },
  },
  withdraw: { fields: ['number'], description: '', sentence: 'call {number} is withdrawn' },
});

const calls: Example = {
  picture: definePicture(CALLS, {
    parts: {
      table: {
        kind: 'table',
        title: 'System-call table',
        key: 'call',
        columns: ['group', 'arguments', 'last argument', 'answer'],
      },
      saved: { kind: 'table', title: 'Saved registers', key: 'core', columns: ['pc', 'sp', 'a0'] },
    },
    on: {
      install: [{ part: 'table', row: 'number', set: { group: 'group', arguments: 'arguments' } }],
      call: [
        {
          part: 'table',
          row: 'number',
          set: { 'last argument': { text: '{argument:place}' }, answer: 'answer' },
        },
      ],
      save: [
        {
          part: 'saved',
          row: 'core',
          column: { field: 'register' },
          value: { text: '{value:place}' },
        },
      ],
      withdraw: [{ part: 'table', row: 'number', remove: true }],
    },
  }),
  kinds: CALLS.kinds,
  parameters: {},
  trace: recorded(
    CALLS,
    ['install', 0, 2, 1, 3],
    ['install', 0, 0, 0, 1],
    ['call', 5, 2, 0x8040, -14],
    ['save', 6, 1, 0, 0x1040],
    ['save', 7, 1, 2, 0xffff],
    ['save', 8, 1, 9, 1],
    ['withdraw', 9, 2],
  ),
};

const LIFE = defineEvents({
  state: {
    fields: ['thread', 'state', 'core'],
    description: '',
    sentence: 'thread {thread} is {state}',
    words: { state: ['running', 'ready', 'blocked', 'switching', 'over'] },
  },
});

const life: Example = {
  picture: definePicture(LIFE, {
    parts: {
      threads: {
        kind: 'lanes',
        title: 'Threads over time',
        noun: 'thread',
        states: {
          running: 'running',
          ready: 'ready',
          blocked: 'blocked',
          switching: 'switching',
          over: 'none',
        },
      },
    },
    on: { state: [{ part: 'threads', lane: 'thread', state: { field: 'state' }, text: 'core {core}' }] },
  }),
  kinds: LIFE.kinds,
  parameters: {},
  trace: recorded(
    LIFE,
    ['state', 0, 0, 1],
    ['state', 10, 0, 0, 1],
    ['state', 20, 1, 1],
    ['state', 300, 0, 2],
    ['state', 310, 1, 3],
    ['state', 340, 1, 0, 0],
    ['state', 600, 0, 1],
    ['state', 800, 1, 4],
    ['state', 820, 0, 0, 0],
    ['state', 900, 0, 4],
  ),
};

const FAMILY = defineEvents({
  born: {
    fields: ['process', 'parent'],
    description: '',
    sentence: 'process {parent} forks process {process}',
  },
  exec: {
    fields: ['process', 'program'],
    description: '',
    sentence: 'process {process} runs {program}',
    words: { program: ['init', 'shell', 'editor'] },
  },
  over: { fields: ['process', 'status'], description: '', sentence: 'process {process} is over' },
  adopted: {
    fields: ['process', 'parent'],
    description: '',
    sentence: 'process {process} has another parent',
  },
  reaped: { fields: ['process'], description: '', sentence: 'process {process} is reaped' },
});

const family: Example = {
  picture: definePicture(FAMILY, {
    parts: {
      tree: {
        kind: 'tree',
        title: 'Processes',
        noun: 'process',
        states: { alive: 'running', zombie: 'blocked' },
      },
    },
    on: {
      born: [{ part: 'tree', node: 'process', parent: 'parent', state: 'alive' }],
      exec: [{ part: 'tree', node: 'process', text: '{program}' }],
      over: [{ part: 'tree', node: 'process', state: 'zombie', text: 'status {status}' }],
      adopted: [{ part: 'tree', node: 'process', parent: 'parent' }],
      reaped: [{ part: 'tree', node: 'process', remove: true }],
    },
  }),
  kinds: FAMILY.kinds,
  parameters: {},
  trace: recorded(
    FAMILY,
    ['born', 0, 1, -1],
    ['exec', 1, 1, 0],
    ['born', 2, 2, 1],
    ['exec', 3, 2, 1],
    ['born', 4, 3, 2],
    ['born', 5, 4, 3],
    ['born', 6, 5, 1],
    ['over', 7, 3, 9],
    ['adopted', 8, 4, 1],
    ['reaped', 9, 3],
    ['adopted', 10, 2, 4],
    ['adopted', 11, 4, 2],
  ),
};

export const MEMORY = defineEvents({
  region: {
    fields: ['process', 'region', 'start', 'end'],
    description: '',
    sentence: 'process {process} has {region} from {start:place} to {end:place}',
    words: { region: ['text', 'data', 'heap', 'stack'] },
  },
  break: {
    fields: ['process', 'end'],
    description: '',
    sentence: 'process {process} sets its break to {end:place}',
  },
  map: {
    fields: ['process', 'page', 'frame'],
    description: '',
    sentence: 'page {page} of process {process} is in frame {frame}',
  },
  unmap: { fields: ['process', 'page'], description: '', sentence: 'page {page} is mapped no longer' },
  fault: {
    fields: ['process', 'address', 'why'],
    description: '',
    sentence: 'process {process} faults at {address:place}: {why}',
    words: { why: ['not mapped', 'no right', 'guard page'] },
  },
});

const memory: Example = {
  picture: definePicture(MEMORY, {
    parts: {
      spaces: {
        kind: 'space',
        title: 'Address spaces',
        noun: 'process',
        regions: ['text', 'data', 'heap', 'stack'],
        frames: { parameter: 'frames' },
      },
    },
    on: {
      region: [
        {
          part: 'spaces',
          space: 'process',
          region: { field: 'region' },
          start: 'start',
          end: 'end',
          rights: { text: 'rw-' },
        },
      ],
      break: [{ part: 'spaces', space: 'process', region: 'heap', end: 'end' }],
      map: [{ part: 'spaces', space: 'process', map: 'page', frame: 'frame' }],
      unmap: [{ part: 'spaces', space: 'process', unmap: 'page' }],
      fault: [{ part: 'spaces', space: 'process', access: 'address', fault: 'why' }],
    },
  }),
  kinds: MEMORY.kinds,
  parameters: { frames: 8 },
  trace: recorded(
    MEMORY,
    ['region', 0, 1, 0, 0x10000, 0x12000],
    ['region', 1, 1, 2, 0x20000, 0x21000],
    ['region', 2, 1, 3, 0x7fff0000, 0x7fff4000],
    ['map', 3, 1, 0x10, 3],
    ['map', 4, 1, 0x7fff3, 5],
    ['fault', 5, 1, 0x20010, 0],
    ['map', 6, 1, 0x20, 0],
    ['break', 7, 1, 0x23000],
    ['fault', 8, 1, 0x7ffeffff, 2],
    ['unmap', 9, 1, 0x10],
    ['break', 10, 1, 0x80000000],
    ['map', 11, 2, 0x10, 3],
    ['map', 12, 1, 0x21, 12],
    ['unmap', 13, 1, 0x77],
  ),
};

const DISK = defineEvents({
  asks: {
    fields: ['process', 'page', 'pages', 'out'],
    description: '',
    sentence: 'page {page} is asked for',
  },
  begins: { fields: ['process'], description: '', sentence: 'the disk turns to process {process}' },
  ends: { fields: ['process'], description: '', sentence: 'process {process} is served' },
});

const disk: Example = {
  picture: definePicture(DISK, {
    parts: {
      disk: {
        kind: 'traffic',
        title: 'Disk',
        noun: 'process',
        count: { parameter: 'processes' },
        transactions: ['page in', 'page out'],
        unit: 'pages',
      },
    },
    on: {
      asks: [
        {
          ...{ part: 'disk', by: 'process', stage: 'asks', transaction: { field: 'out' } },
          ...{ text: 'page {page}', amount: 'pages' },
        },
      ],
      begins: [{ part: 'disk', by: 'process', stage: 'begins' }],
      ends: [{ part: 'disk', by: 'process', stage: 'ends' }],
    },
  }),
  kinds: DISK.kinds,
  parameters: { processes: 2 },
  trace: recorded(
    DISK,
    ['asks', 10, 0, 7, 1, 0],
    ['begins', 11, 0],
    ['asks', 12, 1, 9, 4, 1],
    ['ends', 30, 0],
    ['begins', 30, 1],
    ['ends', 48, 1],
    ['asks', 50, 5, 1, 1, 0],
    ['ends', 51, 0],
  ),
};

const PORTS = defineEvents({
  made: { fields: ['port'], description: '' },
  sends: { fields: ['process', 'port', 'urgent'], description: '' },
  in: { fields: ['port', 'process', 'at', 'bytes'], description: '' },
  out: { fields: ['port', 'at', 'bytes'], description: '' },
  broken: { fields: ['port', 'at'], description: '' },
});

const ports: Example = {
  picture: definePicture(PORTS, {
    parts: {
      ports: { kind: 'buffer', title: 'Ports', noun: 'port', item: 'message', bytes: { parameter: 'bytes' } },
      stream: { kind: 'buffer', title: 'The same as a stream' },
    },
    on: {
      made: [{ part: 'ports', buffer: 'port' }],
      sends: [
        { part: 'ports', buffer: 'port', owner: 'process', begins: true },
        { part: 'ports', buffer: 'port', owner: 'process', text: 'urgent', when: { urgent: 1 } },
      ],
      in: [
        {
          ...{ part: 'ports', buffer: 'port', owner: 'process' },
          ...{ put: 'at', length: 'bytes', text: 'of process {process}' },
        },
        { part: 'stream', put: 'at', length: 'bytes' },
      ],
      out: [
        { part: 'ports', buffer: 'port', take: 'at', length: 'bytes' },
        { part: 'stream', take: 'at', length: 'bytes' },
      ],
      broken: [{ part: 'ports', buffer: 'port', at: 'at', text: 'broken' }],
    },
  }),
  kinds: PORTS.kinds,
  parameters: { bytes: 16 },
  trace: recorded(
    PORTS,
    ['made', 0, 2],
    ['sends', 1, 5, 1, 0],
    ['in', 2, 1, 5, 8, 4],
    ['sends', 3, 6, 1, 1],
    ['in', 4, 1, 6, 0, 6],
    ['in', 5, 1, 5, 12, 2],
    ['out', 6, 1, 8, 2],
    ['broken', 7, 1, 3],
    ['in', 8, 1, 6, 5, 6],
    ['out', 9, 1, 14, 3],
    ['in', 10, 1, 6, 15, 2],
  ),
};

const COPIES = defineEvents({
  rule: { fields: ['from', 'to'], description: '', sentence: 'from {from} to {to}' },
  moves: { fields: ['core', 'line', 'from', 'to'], description: '', sentence: 'line {line} moves' },
  reads: { fields: ['line'], description: '', sentence: 'line {line} is read' },
});

const copies: Example = {
  picture: definePicture(COPIES, {
    parts: {
      states: {
        kind: 'diagram',
        title: 'States',
        noun: 'core',
        count: { parameter: 'cores' },
        thing: 'line',
        names: ['invalid', 'shared', 'modified'],
      },
    },
    on: {
      rule: [{ part: 'states', from: 'from', to: 'to', text: 'rule {from}' }],
      moves: [{ part: 'states', of: 'line', who: 'core', from: 'from', to: 'to' }],
      reads: [{ part: 'states', of: 'line' }],
    },
  }),
  kinds: COPIES.kinds,
  parameters: { cores: 3 },
  trace: recorded(
    COPIES,
    ['rule', 0, 0, 1],
    ['rule', 0, 1, 2],
    ['moves', 1, 0, 7, 0, 1],
    ['moves', 1, 2, 7, 0, 1],
    ['reads', 2, 8],
    ['moves', 3, 2, 7, 1, 2],
    ['moves', 3, 0, 7, 1, 9],
  ),
};

const ALLOCATION = defineEvents({
  start: { fields: ['base', 'end'], description: '' },
  allocate: { fields: ['address', 'bytes', 'program'], description: '' },
  free: { fields: ['address'], description: '' },
  stray: { fields: ['address'], description: '' },
});

const allocation: Example = {
  picture: definePicture(ALLOCATION, {
    parts: {
      heap: { kind: 'blocks', title: 'Heap', leastGapBytes: 16 },
      slabs: {
        kind: 'blocks',
        title: 'Slabs',
        noun: 'slab',
        count: 2,
        stretchBytes: { parameter: 'slabBytes' },
      },
    },
    on: {
      start: [
        { part: 'heap', start: 'base', end: 'end', clear: true },
        { part: 'slabs', start: 'base', clear: true },
      ],
      allocate: [
        { part: 'heap', block: 'address', bytes: 'bytes', text: '{bytes} for program {program}' },
        { part: 'slabs', block: 'address', bytes: 'bytes' },
      ],
      free: [
        { part: 'heap', block: 'address', free: true },
        { part: 'slabs', block: 'address', remove: true },
      ],
      stray: [{ part: 'heap', access: 'address', fault: { text: 'not its own' } }],
    },
  }),
  kinds: ALLOCATION.kinds,
  parameters: { slabBytes: 100 },
  trace: recorded(
    ALLOCATION,
    ['start', 0, 1000, 1200],
    ['free', 1, 1000],
    ['allocate', 2, 1008, 40, 1],
    ['allocate', 3, 1056, 30, 2],
    ['free', 4, 1008],
    ['allocate', 5, 1008, 16, 3],
    ['allocate', 6, 1060, 8, 4],
    ['stray', 7, 1056],
  ),
};

export const EXAMPLES = {
  replacement,
  feedback,
  calls,
  life,
  family,
  memory,
  disk,
  ports,
  copies,
  allocation,
} as const;

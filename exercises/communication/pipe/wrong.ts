import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const ROOM = 'const moved = Math.min(bytes, capacity - this.filled);';
const WAKE_READER = 'if (this.filled > 0 && this.readers.length > 0) this.wake(this.readers);';
const WAKE_WRITER = 'else if (this.filled < this.capacity) this.wake(this.writers);';
const SENT = 'if (moved < bytes) this.writers.push(process);\n    this.wakeNext();';
const TAKEN = 'this.filled -= moved;\n    this.wakeNext();';
const EMPTY = 'if (moved === 0 && bytes > 0 && !this.isClosed[PIPE_END.write]) {';
const THERE = 'const moved = Math.min(bytes, this.filled);';
const SPLIT = 'const untilEnd = Math.min(bytes, this.capacity - from);';
const REST = 'if (bytes > untilEnd) copy(0, bytes - untilEnd);';
const OUT = 'this.pieces(this.first, moved, kernel.copyOut);';
const SHIFT = 'const process = waiting.shift();';
const GONE = 'if (this.isClosed[PIPE_END.read]) return refused;';
const ANSWER = 'return moved < bytes ? wait : done;';
const OTHERS = 'while (others.length > 0) this.wake(others);';

const wrong: readonly WrongSolution[] = [
  {
    name: 'newest-first',
    fails: 'PI1',
    why: 'Reads the bytes that were written last.',
    replace: [
      [OUT, 'this.pieces((this.first + this.filled - moved) % this.capacity, moved, kernel.copyOut);'],
    ],
  },
  {
    name: 'overwrites',
    fails: 'PI2',
    why: 'Writes as much as the ring is long, whatever is in it.',
    replace: [[ROOM, 'const moved = Math.min(bytes, capacity);']],
  },
  {
    name: 'one-too-many',
    fails: 'PI2',
    why: 'Takes one byte more than there is room.',
    replace: [[ROOM, 'const moved = Math.min(bytes, capacity - this.filled + 1);']],
  },
  {
    name: 'over-the-end',
    fails: 'PI2',
    why: 'Copies over the end of the ring instead of going on at its start.',
    replace: [[SPLIT, 'const untilEnd = bytes;']],
  },
  {
    name: 'forgets-the-rest',
    fails: 'PI3',
    why: 'Leaves out what goes over the end of the ring, and counts it as moved.',
    replace: [[REST, '']],
  },
  {
    name: 'never-full',
    fails: 'PI3',
    also: ['PI5'],
    why: 'Keeps one byte of the ring free, to tell full from empty.',
    replace: [[ROOM, 'const moved = Math.min(bytes, capacity - 1 - this.filled);']],
  },
  {
    name: 'whole-writes',
    fails: 'PI3',
    also: ['PI5'],
    why: 'Writes nothing until all bytes of the call fit.',
    replace: [[ROOM, 'const moved = bytes <= capacity - this.filled ? bytes : 0;']],
  },
  {
    name: 'whole-reads',
    fails: 'PI3',
    why: 'Lets a read wait until all bytes that it has room for are there.',
    replace: [[EMPTY, 'if (moved < bytes && !this.isClosed[PIPE_END.write]) {']],
  },
  {
    name: 'byte-reads',
    fails: 'PI3',
    why: 'A read gets one byte.',
    replace: [[THERE, 'const moved = Math.min(bytes, this.filled, 1);']],
  },
  {
    name: 'short-writes',
    fails: 'PI3',
    why: 'Answers a write once some of its bytes are in.',
    replace: [
      ['if (moved < bytes) this.writers', 'if (moved === 0) this.writers'],
      [ANSWER, 'return moved === 0 ? wait : done;'],
    ],
  },
  {
    name: 'wakes-no-reader',
    fails: 'PI4',
    why: 'Wakes no reader when bytes come.',
    replace: [[WAKE_READER, 'if (this.filled < 0) this.wake(this.readers);']],
  },
  {
    name: 'wakes-no-writer',
    fails: 'PI4',
    why: 'Wakes no writer when room comes.',
    replace: [[WAKE_WRITER, '']],
  },
  {
    name: 'wakes-when-empty',
    fails: 'PI4',
    why: 'Wakes writers only once the ring is empty.',
    replace: [[WAKE_WRITER, 'else if (this.filled === 0) this.wake(this.writers);']],
  },
  {
    name: 'wakes-when-done',
    fails: 'PI4',
    why: 'Wakes a reader only when a write is over.',
    replace: [[SENT, 'if (moved < bytes) this.writers.push(process);\n else this.wakeNext();']],
  },
  {
    name: 'one-reader-only',
    fails: 'PI4',
    why: 'A reader that leaves bytes behind wakes no further one.',
    replace: [[TAKEN, 'this.filled -= moved;\n if (this.filled < this.capacity) this.wake(this.writers);']],
  },
  {
    name: 'one-writer-only',
    fails: 'PI4',
    why: 'A writer that leaves room behind wakes no further one.',
    replace: [
      [
        SENT,
        'if (moved < bytes) this.writers.push(process);\n if (this.filled > 0) this.wake(this.readers);',
      ],
    ],
  },
  {
    name: 'last-come-first',
    fails: 'PI5',
    why: 'Wakes the one that fell asleep last.',
    replace: [[SHIFT, 'const process = waiting.pop();']],
  },
  {
    name: 'wakes-all-writers',
    fails: 'PI5',
    why: 'Wakes all writers when room comes, however little.',
    replace: [
      [
        WAKE_WRITER,
        'else while (this.filled < this.capacity && this.writers.length > 0) this.wake(this.writers);',
      ],
    ],
  },
  {
    name: 'wakes-all-readers',
    fails: 'PI5',
    why: 'Wakes all readers when bytes come, however few.',
    replace: [
      [
        WAKE_READER,
        WAKE_READER.replace(/ this.wake.*/, ' while (this.readers.length > 0) this.wake(this.readers);'),
      ],
    ],
  },
  {
    name: 'wakes-the-caller',
    fails: 'PI5',
    why: 'Wakes the process that has just read.',
    replace: [[TAKEN, `${TAKEN}\n kernel.wake(process);`]],
  },
  {
    name: 'no-end',
    fails: 'PI6',
    why: 'Lets a read wait though nobody can write any more.',
    replace: [[EMPTY, 'if (moved === 0) {']],
  },
  {
    name: 'end-at-once',
    fails: 'PI6',
    why: 'Tells the end of the stream while bytes are still in the ring.',
    replace: [[THERE, 'const moved = this.isClosed[PIPE_END.write] ? 0 : Math.min(bytes, this.filled);']],
  },
  {
    name: 'refuses-at-end',
    fails: 'PI6',
    why: 'Refuses reads at the end of the stream.',
    replace: [[THERE, `${THERE}\n if (moved === 0 && this.isClosed[PIPE_END.write]) return refused;`]],
  },
  {
    name: 'writes-to-nobody',
    fails: 'PI6',
    why: 'Takes bytes that nobody can read any more.',
    replace: [[GONE, '']],
  },
  {
    name: 'closes-silently',
    fails: 'PI6',
    why: 'Wakes nobody when an end is closed.',
    replace: [[OTHERS, '']],
  },
  {
    name: 'closes-for-one',
    fails: 'PI6',
    why: 'Wakes only one of those that wait when an end is closed.',
    replace: [[OTHERS, 'this.wake(others);']],
  },
  {
    name: 'byte-by-byte',
    exceeds: ['copies'],
    why: 'Copies each byte by itself.',
    replace: [
      [SPLIT, ''],
      [
        'if (untilEnd > 0) copy(from, untilEnd);',
        'for (let i = 0; i < bytes; i++) copy((from + i) % this.capacity, 1);',
      ],
      [REST, ''],
    ],
  },
];
export default wrong;

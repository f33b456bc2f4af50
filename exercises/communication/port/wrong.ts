import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const IN = 'kernel.copyIn(((this.first + lengths.length) % slots) * MESSAGE_BYTES, bytes);';
const OUT = 'kernel.copyOut(this.first * MESSAGE_BYTES, lengths[0]);';
const LONG = 'if (bytes < 1 || bytes > MESSAGE_BYTES) return refused;';
const SLOTS = 'this.slots = Math.min(capacity, BUFFER_BYTES / MESSAGE_BYTES);';
const FULL = 'if (lengths.length === slots) {';
const SENDS = 'senders.push(process);\n      return wait;';
const RECEIVES = 'receivers.push(process);\n      return wait;';
const EMPTY = 'if (lengths.length === 0) {';
const SMALL = 'if (bytes < lengths[0]) {';
const PASSED = 'this.wake(receivers); // one that has more room, perhaps';
const CAME = 'this.wake(this.receivers);';
const GONE = 'this.wake(this.senders);';
const NEXT = 'this.first = (this.first + 1) % this.slots;';
const SHIFT = 'const process = waiting.shift();';
const TAKEN = 'lengths.shift();';

const wrong: readonly WrongSolution[] = [
  {
    name: 'newest-first',
    fails: 'PO1',
    base: 'right/naive',
    why: 'Gives out the message that came last.',
    replace: [
      ['const oldest = this.messages[0];', 'const oldest = this.messages[this.messages.length - 1];'],
    ],
  },
  {
    name: 'lowest-slot',
    fails: 'PO1',
    base: 'right/naive',
    why: 'Gives out the message in the lowest slot.',
    replace: [
      [
        'const oldest = this.messages[0];',
        'let oldest = this.messages[0];\n for (const each of this.messages) if (each.slot < oldest.slot) oldest = each;',
      ],
    ],
  },
  {
    name: 'shortest-first',
    fails: 'PO1',
    base: 'right/naive',
    why: 'Gives out the shortest message.',
    replace: [
      [
        'const oldest = this.messages[0];',
        'let oldest = this.messages[0];\n for (const each of this.messages) if (each.bytes < oldest.bytes) oldest = each;',
      ],
    ],
  },
  {
    name: 'whole-slots',
    fails: 'PO2',
    why: 'Copies a whole slot out, however long the message is.',
    replace: [[OUT, 'kernel.copyOut(this.first * MESSAGE_BYTES, Math.min(bytes, MESSAGE_BYTES));']],
  },
  {
    name: 'one-slot',
    fails: 'PO2',
    why: 'Puts each message into the first slot.',
    replace: [
      [IN, 'kernel.copyIn(0, bytes);'],
      [NEXT, ''],
    ],
  },
  {
    name: 'half-slots',
    fails: 'PO2',
    why: 'Lets slots overlap.',
    replace: [
      [IN, IN.replace('* MESSAGE_BYTES', '* (MESSAGE_BYTES >> 1)')],
      [OUT, OUT.replace('* MESSAGE_BYTES', '* (MESSAGE_BYTES >> 1)')],
    ],
  },
  {
    name: 'stays-there',
    fails: 'PO2',
    why: 'Does not go on to the next slot.',
    replace: [[NEXT, '']],
  },
  {
    name: 'first-word',
    fails: 'PO2',
    why: 'Copies four bytes of each message.',
    replace: [[IN, IN.replace(', bytes)', ', Math.min(4, bytes))')]],
  },
  {
    name: 'truncates',
    fails: 'PO3',
    why: 'Gives a receiver with little room the beginning of a message.',
    replace: [
      [SMALL, 'if (bytes < 1) {'],
      [OUT, OUT.replace('lengths[0])', 'Math.min(bytes, lengths[0]))')],
    ],
  },
  {
    name: 'any-length',
    fails: 'PO3',
    why: 'Takes messages that are longer than a slot.',
    replace: [[LONG, 'if (bytes < 1) return refused;']],
  },
  {
    name: 'short-only',
    fails: 'PO3',
    why: 'Refuses messages that fill a slot, also where they have to wait.',
    replace: [[LONG, LONG.replace('bytes > ', 'bytes >= ')]],
  },
  {
    name: 'wants-a-slot',
    fails: 'PO3',
    why: 'Refuses receivers that have less room than the longest message.',
    replace: [[SMALL, 'if (bytes < MESSAGE_BYTES) {']],
  },
  {
    name: 'room-for-one-more',
    fails: 'PO3',
    why: 'Refuses a message that fits exactly.',
    replace: [[SMALL, 'if (bytes <= lengths[0]) {']],
  },
  {
    name: 'loses-the-refused',
    fails: 'PO4',
    why: 'Throws a message away that does not fit into the room of a receiver.',
    replace: [[SMALL, `${SMALL}\n lengths.shift();\n ${NEXT}`]],
  },
  {
    name: 'refuses-when-full',
    fails: 'PO4',
    why: 'Refuses to send to a full port.',
    replace: [[SENDS, 'return refused;']],
  },
  {
    name: 'refuses-when-empty',
    fails: 'PO4',
    why: 'Refuses to receive from an empty port.',
    replace: [[RECEIVES, 'return refused;']],
  },
  {
    name: 'keeps-a-slot-free',
    fails: 'PO4',
    why: 'Keeps one slot free, to tell full from empty.',
    replace: [[FULL, 'if (lengths.length === Math.max(1, slots - 1)) {']],
  },
  {
    name: 'waits-for-two',
    fails: 'PO4',
    why: 'Gives nothing out while there is only one message.',
    replace: [[EMPTY, 'if (lengths.length < Math.min(2, this.slots)) {']],
  },
  {
    name: 'more-slots',
    fails: 'PO4',
    why: 'Takes as many messages as the buffer has room for.',
    replace: [[SLOTS, 'this.slots = BUFFER_BYTES / MESSAGE_BYTES;']],
  },
  {
    name: 'wakes-no-receiver',
    fails: 'PO5',
    why: 'Wakes nobody when a message comes.',
    replace: [[CAME, '']],
  },
  {
    name: 'wakes-no-sender',
    fails: 'PO5',
    why: 'Wakes nobody when room comes.',
    replace: [[GONE, '']],
  },
  {
    name: 'wakes-when-empty',
    fails: 'PO5',
    why: 'Wakes a sender only once the port is empty.',
    replace: [[GONE, 'if (lengths.length === 0) this.wake(this.senders);']],
  },
  {
    name: 'forgets-the-others',
    fails: 'PO5',
    why: 'A receiver that is woken and has too little room wakes no other one.',
    replace: [[PASSED, '']],
  },
  {
    name: 'last-come-first',
    fails: 'PO6',
    why: 'Wakes the one that fell asleep last.',
    replace: [[SHIFT, 'const process = waiting.pop();']],
  },
  {
    name: 'wakes-all-receivers',
    fails: 'PO6',
    why: 'Wakes all receivers for one message.',
    replace: [[CAME, 'while (this.receivers.length > 0) this.wake(this.receivers);']],
  },
  {
    name: 'wakes-all-senders',
    fails: 'PO6',
    why: 'Wakes all senders for one free slot.',
    replace: [[GONE, 'while (this.senders.length > 0) this.wake(this.senders);']],
  },
  {
    name: 'wakes-the-caller',
    fails: 'PO6',
    why: 'Wakes the process that has just received.',
    replace: [[TAKEN, `${TAKEN}\n kernel.wake(process);`]],
  },
  {
    name: 'two-copies-in',
    fails: 'PO7',
    why: 'Copies the two halves of a message in by themselves.',
    replace: [
      [
        IN,
        'const at = ((this.first + lengths.length) % slots) * MESSAGE_BYTES;\n const half = bytes >> 1;\n if (half > 0) kernel.copyIn(at, half);\n kernel.copyIn(at + half, bytes - half);',
      ],
    ],
  },
  {
    name: 'words-out',
    fails: 'PO7',
    why: 'Copies each word of a message out by itself.',
    replace: [
      [
        OUT,
        'for (let i = 0; i < lengths[0]; i += 4) kernel.copyOut(this.first * MESSAGE_BYTES + i, Math.min(4, lengths[0] - i));',
      ],
    ],
  },
  {
    name: 'scans-the-buffer',
    exceeds: ['policy-cycles'],
    why: 'Looks at every slot of the buffer at each call.',
    replace: [
      [
        'const { kernel, lengths, receivers } = this;',
        'const { kernel, lengths, receivers } = this;\n let used = 0;\n for (let slot = 0; slot < BUFFER_BYTES / MESSAGE_BYTES; slot++) if (slot < lengths.length) used++;\n if (used > lengths.length) return refused;',
      ],
    ],
  },
];
export default wrong;

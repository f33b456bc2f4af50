import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const FULL = 'if (lengths.length === capacity) {';
const SENDS = 'senders.push(process);\n      return wait;';
const RECEIVES = 'receivers.push(process);\n      return wait;';
const EMPTY = 'if (lengths.length === 0) {';
const OUT = 'kernel.copyOut(this.first * SLOT_BYTES + HEADER.message, lengths[0]);';
const REMOTE = 'if (this.fromHost !== this.toHost) {';
const LOST = 'if (this.unpack(slot) !== bytes) {';
const ROOM_STILL = 'this.wake(senders); // there is room still';
const SMALL = 'if (bytes < lengths[0]) {';
const PASSED = 'this.wake(receivers); // one that has more room, perhaps';
const CAME = 'this.wake(this.receivers);';
const GONE = 'this.wake(this.senders);';
const NEXT = 'this.first = (this.first + 1) % this.capacity;';
const SHIFT = 'const process = waiting.shift();';
const TAKEN = 'lengths.shift();';
const DOWN_TRANSPORT =
  'kernel.cross(LAYER.transport);\n    kernel.cross(LAYER.network);\n    kernel.cross(LAYER.link);';
const UP_NETWORK = 'kernel.cross(LAYER.network);\n    if';

const wrong: readonly WrongSolution[] = [
  {
    name: 'newest-first',
    fails: 'SO1',
    base: 'right/naive',
    why: 'Gives out the message that came last.',
    replace: [
      [
        'if (this.messages[0].bytes > bytes) {',
        'this.messages.unshift(this.messages.pop() as { slot: number; bytes: number });\n if (this.messages[0].bytes > bytes) {',
      ],
    ],
  },
  {
    name: 'half-slots',
    fails: 'SO2',
    why: 'Lets slots overlap.',
    replace: [
      ['const SLOT_BYTES = BUFFER_BYTES / SLOTS;', 'const SLOT_BYTES = 64;'],
      ['export const SOCKET_BYTES = SLOT_BYTES - HEADER.message;', 'export const SOCKET_BYTES = 492;'],
    ],
  },
  {
    name: 'header-too',
    fails: 'SO2',
    why: 'Gives the receiver the headers in front of its message.',
    replace: [[OUT, 'kernel.copyOut(this.first * SLOT_BYTES + HEADER.transport, lengths[0]);']],
  },
  {
    name: 'stays-there',
    fails: 'SO2',
    why: 'Does not go on to the next slot.',
    replace: [[NEXT, '']],
  },
  {
    name: 'always-the-stack',
    fails: 'SO3',
    why: 'Lets every message pass the stack, as if there were always a wire.',
    replace: [[REMOTE, 'if (this.toHost > 0) {']],
  },
  {
    name: 'low-byte',
    fails: 'SO4',
    why: 'Compares hosts by their low eight bits.',
    replace: [[REMOTE, 'if ((this.fromHost & 0xff) !== (this.toHost & 0xff)) {']],
  },
  {
    name: 'never-the-stack',
    fails: 'SO4',
    why: 'Passes the stack by between hosts too.',
    replace: [[REMOTE, 'if (this.fromHost < 0) {']],
  },
  {
    name: 'down-only',
    fails: 'SO4',
    base: 'right/naive',
    why: 'Goes down the stack of the one host, but not up that of the other.',
    replace: [['    for (const layer of [LINK, NETWORK, TRANSPORT]) this.services.cross(layer);\n', '']],
  },
  {
    name: 'upside-down',
    fails: 'SO4',
    why: 'Begins at the link layer.',
    replace: [
      [
        DOWN_TRANSPORT,
        'kernel.cross(LAYER.link);\n kernel.cross(LAYER.network);\n kernel.cross(LAYER.transport);',
      ],
    ],
  },
  {
    name: 'same-way-up',
    fails: 'SO4',
    base: 'right/naive',
    why: 'Passes the layers of the other host in the order of the way down.',
    replace: [
      [
        'for (const layer of [LINK, NETWORK, TRANSPORT])',
        'for (const layer of [TRANSPORT, NETWORK, LINK].slice())',
      ],
    ],
  },
  {
    name: 'without-network',
    fails: 'SO4',
    why: 'Leaves out the network layer on the way up.',
    replace: [[UP_NETWORK, 'if']],
  },
  {
    name: 'copies-last',
    fails: 'SO4',
    base: 'right/parity',
    why: 'Lets the message pass the layers before it is copied in.',
    replace: [
      ['    this.services.copyIn(at, bytes);\n', ''],
      [
        '    this.lengths[this.sent % this.capacity] = bytes;',
        '    this.services.copyIn(at, bytes);\n    this.lengths[this.sent % this.capacity] = bytes;',
      ],
    ],
  },
  {
    name: 'trusts-long-messages',
    fails: 'SO5',
    why: 'Adds up messages of at most 40 bytes, and lets longer ones pass.',
    replace: [
      [
        'return this.half(transport + 3) === this.sum(slot + HEADER.message, bytes) ? bytes : -1;',
        'return bytes > 40 || this.half(transport + 3) === this.sum(slot + HEADER.message, bytes) ? bytes : -1;',
      ],
    ],
  },
  {
    name: 'drops-long-messages',
    fails: 'SO5',
    why: 'Looks at the low byte of a length alone, and takes longer messages for damaged ones.',
    replace: [[LOST, 'if (this.unpack(slot) !== bytes || bytes > 255) {']],
  },
  {
    name: 'drops-odd-lengths',
    fails: 'SO5',
    base: 'right/naive',
    why: 'Cannot add up an odd number of bytes, and drops what has one.',
    replace: [
      [
        '!this.travels(slot * SLOT_BYTES, bytes)) {',
        '(!this.travels(slot * SLOT_BYTES, bytes) || bytes % 2 === 1)) {',
      ],
    ],
  },
  {
    name: 'tells-the-sender',
    fails: 'SO6',
    why: 'Refuses a message that was damaged.',
    replace: [['return done; // lost', 'return refused; // lost']],
  },
  {
    name: 'refuses-the-longest',
    fails: 'SO6',
    why: 'Refuses a message of 492 bytes, too.',
    replace: [['bytes > SOCKET_BYTES', 'bytes >= SOCKET_BYTES']],
  },
  {
    name: 'longest-is-done',
    fails: 'SO6',
    why: 'Answers DONE to a message that is too long.',
    replace: [['bytes > SOCKET_BYTES) return refused', 'bytes > SOCKET_BYTES) return done']],
  },
  {
    name: 'wants-more-room',
    fails: 'SO6',
    why: 'Refuses a receive that has just the room that the message needs.',
    replace: [[SMALL, 'if (bytes <= lengths[0]) {']],
  },
  {
    name: 'truncates',
    fails: 'SO6',
    why: 'Gives a receiver with little room the beginning of a message.',
    replace: [
      [SMALL, 'if (bytes < 1) {'],
      [OUT, OUT.replace('lengths[0])', 'Math.min(bytes, lengths[0]))')],
    ],
  },
  {
    name: 'refuses-when-full',
    fails: 'SO7',
    why: 'Refuses to send to a full socket.',
    replace: [[SENDS, 'return refused;']],
  },
  {
    name: 'refuses-when-empty',
    fails: 'SO7',
    why: 'Refuses to receive from an empty socket.',
    replace: [[RECEIVES, 'return refused;']],
  },
  {
    name: 'keeps-a-slot-free',
    fails: 'SO7',
    why: 'Keeps one slot free, to tell full from empty.',
    replace: [[FULL, 'if (lengths.length === Math.max(1, capacity - 1)) {']],
  },
  {
    name: 'waits-for-two',
    fails: 'SO7',
    why: 'Gives nothing out while there is only one message.',
    replace: [[EMPTY, 'if (lengths.length < Math.min(2, this.capacity)) {']],
  },
  {
    name: 'wakes-no-receiver',
    fails: 'SO8',
    why: 'Wakes nobody when a message comes.',
    replace: [[CAME, '']],
  },
  {
    name: 'wakes-no-sender',
    fails: 'SO8',
    why: 'Wakes nobody when room comes.',
    replace: [[GONE, '']],
  },
  {
    name: 'forgets-the-others',
    fails: 'SO8',
    why: 'A receiver that is woken and has too little room wakes no other one.',
    replace: [[PASSED, '']],
  },
  {
    name: 'keeps-the-place',
    fails: 'SO8',
    why: 'A sender whose message is dropped wakes no other one, though its place is free.',
    replace: [[ROOM_STILL, '']],
  },
  {
    name: 'last-come-first',
    fails: 'SO9',
    why: 'Wakes the one that fell asleep last.',
    replace: [[SHIFT, 'const process = waiting.pop();']],
  },
  {
    name: 'wakes-all-receivers',
    fails: 'SO9',
    why: 'Wakes all receivers for one message.',
    replace: [[CAME, 'while (this.receivers.length > 0) this.wake(this.receivers);']],
  },
  {
    name: 'wakes-all-senders',
    fails: 'SO9',
    why: 'Wakes all senders for one free slot.',
    replace: [[GONE, 'while (this.senders.length > 0) this.wake(this.senders);']],
  },
  {
    name: 'wakes-for-nothing',
    fails: 'SO9',
    why: 'Wakes a receiver for a message that is dropped.',
    replace: [[LOST, `${LOST}\n this.wake(this.receivers);`]],
  },
  {
    name: 'wakes-the-caller',
    fails: 'SO9',
    why: 'Wakes the process that has just received.',
    replace: [[TAKEN, `${TAKEN}\n kernel.wake(process);`]],
  },
  {
    name: 'sums-at-home',
    exceeds: ['policy-cycles'],
    why: 'Makes and looks at the checksum within one host too.',
    replace: [
      [
        REMOTE,
        'if (this.fromHost === this.toHost && this.sum(slot + HEADER.message, bytes) !== this.sum(slot + HEADER.message, bytes)) return done;\n    if (this.fromHost !== this.toHost) {',
      ],
    ],
  },
];
export default wrong;

import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const PLACE = 'while (at > 0 && messages[at - 1].priority < priority) at--;';
const NEXT = 'const message = messages[0];';
const TAKEN = 'messages.shift();';
const IN = 'kernel.copyIn(slot * slotBytes, bytes);';
const OUT = 'kernel.copyOut(message.slot * slotBytes, message.bytes);';
const LONG = 'if (bytes < 1 || bytes > slotBytes || priority < 0) return refused;';
const SLOT = 'this.slotBytes = Math.floor(BUFFER_BYTES / capacity);';
const FREED = 'freeSlots.push(message.slot);';
const SMALL = 'if (bytes < message.bytes) {';
const PASSED = 'this.wake(this.receivers); // one that has more room, perhaps';
const FULL = 'this.senders.push(process);\n      return wait;';
const EMPTY = 'this.receivers.push(process);\n      return wait;';
const SENT = 'messages.splice(at, 0, { slot, bytes, priority });\n    this.wake(this.receivers);';
const GIVEN = 'this.wake(this.senders);';
const SHIFT = 'const process = waiting.shift();';

const wrong: readonly WrongSolution[] = [
  {
    name: 'no-priorities',
    fails: 'MQ1',
    why: 'Hands messages out in the order of sending, whatever their priority.',
    replace: [[PLACE, '']],
  },
  {
    name: 'lowest-first',
    fails: 'MQ1',
    why: 'Takes the lowest number for the most urgent one.',
    replace: [[PLACE, PLACE.replace('priority < priority', 'priority > priority')]],
  },
  {
    name: 'two-classes',
    fails: 'MQ1',
    why: 'Knows only urgent and other messages.',
    replace: [[PLACE, 'while (at > 0 && messages[at - 1].priority < Math.min(priority, 1)) at--;']],
  },
  {
    name: 'one-step',
    fails: 'MQ1',
    why: 'An urgent message overtakes only the one before it.',
    replace: [[PLACE, 'if (at > 0 && messages[at - 1].priority < priority) at--;']],
  },
  {
    name: 'keeps-the-first',
    fails: 'MQ1',
    why: 'Never overtakes the message that is to be received next.',
    replace: [[PLACE, PLACE.replace('at > 0', 'at > 1')]],
  },
  {
    name: 'newest-of-a-priority',
    fails: 'MQ2',
    why: 'Puts a message in front of those of its own priority.',
    replace: [[PLACE, PLACE.replace('priority < priority', 'priority <= priority')]],
  },
  {
    name: 'by-slot',
    fails: 'MQ2',
    base: 'right/naive',
    why: 'Of one priority takes the one in the lowest slot.',
    replace: [['      if (one.priority === other.priority && one.order < other.order) best = i;\n', '']],
  },
  {
    name: 'by-length',
    fails: 'MQ2',
    base: 'right/naive',
    why: 'Of one priority takes the shortest one.',
    replace: [['one.order < other.order', 'one.bytes < other.bytes']],
  },
  {
    name: 'fills-the-room',
    fails: 'MQ3',
    why: 'Copies as many bytes as the receiver has room for.',
    replace: [[OUT, 'kernel.copyOut(message.slot * slotBytes, Math.min(bytes, slotBytes));']],
  },
  {
    name: 'small-slots',
    fails: 'MQ3',
    why: 'Lets slots overlap.',
    replace: [
      [IN, 'kernel.copyIn(slot * (slotBytes >> 1), bytes);'],
      [OUT, OUT.replace('slotBytes,', '(slotBytes >> 1),')],
    ],
  },
  {
    name: 'frees-the-first',
    fails: 'MQ3',
    why: 'Frees another slot than the one whose message went.',
    replace: [[FREED, 'freeSlots.push(messages.length);']],
  },
  {
    name: 'words-only',
    fails: 'MQ3',
    why: 'Rounds the length of a message down to words of four bytes.',
    replace: [[IN, 'if (bytes > 3) kernel.copyIn(slot * slotBytes, bytes - (bytes % 4));']],
  },
  {
    name: 'truncates',
    fails: 'MQ4',
    why: 'Gives a receiver with little room the beginning of a message.',
    replace: [
      [SMALL, 'if (bytes < 1) {'],
      [OUT, 'kernel.copyOut(message.slot * slotBytes, Math.min(bytes, message.bytes));'],
    ],
  },
  {
    name: 'loses-the-refused',
    fails: 'MQ2',
    why: 'Throws a message away that does not fit into the room of a receiver.',
    replace: [[SMALL, `${SMALL}\n messages.shift();\n freeSlots.push(message.slot);`]],
  },
  {
    name: 'room-for-a-header',
    fails: 'MQ4',
    why: 'Wants sixteen bytes of room more than the message has.',
    replace: [[SMALL, 'if (bytes < message.bytes + 16) {']],
  },
  {
    name: 'any-length',
    fails: 'MQ4',
    why: 'Takes messages that are longer than a slot.',
    replace: [[LONG, 'if (bytes < 1) return refused;']],
  },
  {
    name: 'short-only',
    fails: 'MQ4',
    why: 'Refuses a message of half a slot or more.',
    replace: [[LONG, 'if (bytes < 1 || bytes >= slotBytes >> 1) return refused;']],
  },
  {
    name: 'sleeps-for-room',
    fails: 'MQ5',
    why: 'Lets a receiver with little room sleep until a shorter message is there.',
    replace: [[PASSED, 'this.receivers.push(process);\n return wait;']],
  },
  {
    name: 'refuses-when-full',
    fails: 'MQ5',
    why: 'Refuses to send into a full queue.',
    replace: [[FULL, 'return refused;']],
  },
  {
    name: 'refuses-when-empty',
    fails: 'MQ5',
    why: 'Refuses to receive from an empty queue.',
    replace: [[EMPTY, 'return refused;']],
  },
  {
    name: 'keeps-a-slot-free',
    fails: 'MQ5',
    why: 'Makes one slot too few.',
    replace: [[SLOT, `${SLOT}\n if (capacity > 1) capacity--;`]],
  },
  {
    name: 'waits-for-two',
    fails: 'MQ5',
    why: 'Gives nothing out while there is only one message.',
    replace: [['if (message === undefined) {', 'if (message === undefined || messages.length < 2) {']],
  },
  {
    name: 'wakes-no-receiver',
    fails: 'MQ6',
    why: 'Wakes nobody when a message comes.',
    replace: [[SENT, 'messages.splice(at, 0, { slot, bytes, priority });']],
  },
  {
    name: 'wakes-no-sender',
    fails: 'MQ6',
    why: 'Wakes nobody when room comes.',
    replace: [[GIVEN, '']],
  },
  {
    name: 'wakes-at-first',
    fails: 'MQ6',
    why: 'Wakes a receiver only if the queue was empty.',
    replace: [[GIVEN, 'if (messages.length === 0) this.wake(this.senders);']],
  },
  {
    name: 'forgets-the-others',
    fails: 'MQ6',
    why: 'A receiver that is woken and has too little room wakes no other one.',
    replace: [[PASSED, '']],
  },
  {
    name: 'last-come-first',
    fails: 'MQ7',
    why: 'Wakes the one that fell asleep last.',
    replace: [[SHIFT, 'const process = waiting.pop();']],
  },
  {
    name: 'wakes-all-receivers',
    fails: 'MQ7',
    why: 'Wakes all receivers for one message.',
    replace: [
      [SENT, SENT.replace(/this.wake.*/, 'while (this.receivers.length > 0) this.wake(this.receivers);')],
    ],
  },
  {
    name: 'wakes-all-senders',
    fails: 'MQ7',
    why: 'Wakes all senders for one free slot.',
    replace: [[GIVEN, 'while (this.senders.length > 0) this.wake(this.senders);']],
  },
  {
    name: 'wakes-the-caller',
    fails: 'MQ7',
    why: 'Wakes the process that has just received.',
    replace: [[TAKEN, `${TAKEN}\n kernel.wake(process);`]],
  },
  {
    name: 'word-by-word',
    exceeds: ['copies'],
    why: 'Copies each word of a message by itself.',
    replace: [
      [IN, 'for (let i = 0; i < bytes; i += 4) kernel.copyIn(slot * slotBytes + i, Math.min(4, bytes - i));'],
    ],
  },
  {
    name: 'sorts-all',
    exceeds: ['policy-cycles'],
    why: 'Exchanges neighbours until all messages are in order, each time.',
    replace: [
      [
        NEXT,
        `for (let i = 0; i < messages.length; i++)
           for (let j = 0; j + 1 < messages.length; j++)
             if (messages[j].priority < messages[j + 1].priority) {
               const other = messages[j];
               messages[j] = messages[j + 1];
               messages[j + 1] = other;
             }
         ${NEXT}`,
      ],
    ],
  },
];
export default wrong;

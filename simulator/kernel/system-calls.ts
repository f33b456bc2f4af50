/**
 * The calls that a program may make: one table, in the six groups of services that an operating system offers.
 *
 *      yield* systemCall(SYSTEM_CALL.read, device, cycles)         machine code: number in a7, arguments in a0 and a1
 *
 * Groups after Silberschatz, Galvin, Gagne, Operating System Concepts, 10th ed., section 2.3.3 (types of system calls).
 */
export const SERVICE_GROUPS = [
  'process control',
  'file management',
  'device management',
  'information maintenance',
  'communication',
  'protection',
] as const;
export const GROUP = {
  process: 0,
  file: 1,
  device: 2,
  information: 3,
  communication: 4,
  protection: 5,
} as const;
/** Permission for every group. */
export const ALL_GROUPS = 2 ** SERVICE_GROUPS.length - 1;

/** What an argument of a call is. All but `value` are addresses of the caller's memory. */
export const ARGUMENT = {
  /** No address, or one that the call looks at itself. */
  value: 0,
  /** Whole words that the call reads, at a multiple of 4. */
  reads: 1,
  /** Whole words that the call stores, perhaps later, at a multiple of 4. */
  writes: 2,
  /** As `writes`; 0 stands for no address. */
  writesUnlessZero: 3,
  /** As many bytes as the other argument says, 0 to MAX_BUFFER_BYTES, which the call reads, at any address. */
  buffer: 4,
  /** Bytes up to a 0, which is among the first MAX_TEXT_BYTES, at any address. The call reads them. */
  text: 5,
} as const;
export const MAX_BUFFER_BYTES = 256;
export const MAX_TEXT_BYTES = 64;

export interface SystemCall {
  readonly name: string;
  readonly group: number;
  /** First and second argument: of ARGUMENT, and of whole words how many bytes. Left out: values. */
  readonly arguments?: readonly (readonly [kind: number, bytes: number])[];
  readonly description: string;
}

const VALUE = [ARGUMENT.value, 0] as const;
export const MESSAGE_BYTES = 16;
/** What readFile reads at a time. */
export const READ_BYTES = 64;

/** By number. */
export const SYSTEM_CALLS = [
  {
    name: 'exit',
    group: GROUP.process,
    description: 'Ends the caller with a status; the end of its program does the same.',
  },
  { name: 'yield', group: GROUP.process, description: 'Gives the core up; the thread stays ready.' },
  {
    name: 'read',
    group: GROUP.device,
    description: 'Asks a device for an operation of so many cycles, and blocks until it is done.',
  },
  {
    name: 'readSector',
    group: GROUP.device,
    description:
      "Reads a sector of the machine's disk to an address, and blocks until it is there. Answers 0, or -1.",
  },
  {
    name: 'fork',
    group: GROUP.process,
    description:
      'Makes a copy of the process. Answers its number, and 0 in the copy; -1 when there is no room.',
  },
  {
    name: 'exec',
    group: GROUP.process,
    description: 'Runs program (number) with arguments (address of a list of texts). Answers -1 only.',
  },
  {
    name: 'wait',
    group: GROUP.process,
    arguments: [[ARGUMENT.writesUnlessZero, 4]],
    description:
      'Waits for the end of a child, and stores its status at an address unless that is 0. Answers its number; -1 when there is none.',
  },
  {
    name: 'setBreak',
    group: GROUP.process,
    description: 'Moves the end of the heap to an address. Answers the end; -1 when it cannot be there.',
  },
  { name: 'processNumber', group: GROUP.information, description: "Answers the caller's number." },
  {
    name: 'parentNumber',
    group: GROUP.information,
    description: "Answers the number of the caller's parent.",
  },
  {
    name: 'readClock',
    group: GROUP.information,
    arguments: [[ARGUMENT.writes, 8]],
    description: 'Stores the cycle, low word first, at an address. Answers 0.',
  },
  {
    name: 'write',
    group: GROUP.device,
    arguments: [[ARGUMENT.reads, 4]],
    description: 'Sends the word at an address to the console. Answers 0.',
  },
  {
    name: 'restrict',
    group: GROUP.protection,
    description:
      'Gives up every group that is not in a set (bit g: group g), for good. Answers what is left.',
  },
  {
    name: 'grant',
    group: GROUP.communication,
    arguments: [[ARGUMENT.reads, 12]],
    description:
      "Lets another process use a page of the caller's: three words at an address say which page, whom and with which rights (1 read, 3 write too). Answers the number of the grant, or -1.",
  },
  {
    name: 'mapGrant',
    group: GROUP.communication,
    arguments: [[ARGUMENT.reads, 12]],
    description:
      'Maps what was granted to the caller: three words at an address say which grant, where and with which rights. Answers 0, or -1.',
  },
  {
    name: 'revoke',
    group: GROUP.protection,
    description: 'Takes a grant (number) of the caller back. Answers 0, or -1.',
  },
  {
    name: 'writeText',
    group: GROUP.device,
    arguments: [[ARGUMENT.text, 0]],
    description: 'Sends the text at an address to the console. Answers how many bytes.',
  },
  {
    name: 'writeBuffer',
    group: GROUP.device,
    arguments: [[ARGUMENT.buffer, 0]],
    description: 'Sends so many bytes (second argument) from an address to the console. Answers how many.',
  },
  {
    name: 'findFile',
    group: GROUP.file,
    arguments: [[ARGUMENT.text, 0]],
    description:
      "Looks a program's file up by its name, the text at an address. Answers its number; -1: none.",
  },
  {
    name: 'readFile',
    group: GROUP.file,
    arguments: [
      [ARGUMENT.reads, 8],
      [ARGUMENT.writes, READ_BYTES],
    ],
    description:
      'The two words at the first address say which file and from which byte (a multiple of 4) on; what stands there is stored at the second address. Answers how many bytes; -1: no such place.',
  },
  {
    name: 'send',
    group: GROUP.communication,
    arguments: [VALUE, [ARGUMENT.reads, MESSAGE_BYTES]],
    description:
      'Sends the message at an address (second argument) to a process. Answers 0; -1 when there is none, or its mailbox is full.',
  },
  {
    name: 'receive',
    group: GROUP.communication,
    arguments: [[ARGUMENT.writes, MESSAGE_BYTES]],
    description:
      'Stores the oldest message for the caller at an address. Answers the number of its sender; -1 when there is none.',
  },
  {
    name: 'awaitMessage',
    group: GROUP.communication,
    arguments: [[ARGUMENT.writes, MESSAGE_BYTES]],
    description:
      'Stores the oldest message for the caller at an address, and blocks until there is one. Answers the number of its sender.',
  },
] as const satisfies readonly SystemCall[];

type CallName = (typeof SYSTEM_CALLS)[number]['name'];

/** The number of each. */
export const SYSTEM_CALL = Object.fromEntries(SYSTEM_CALLS.map(({ name }, i) => [name, i])) as Readonly<
  Record<CallName, number>
>;

/**
 * Sleeping and waking, enough for mutexes and condition variables: the explorer carries them out, and kernels with
 * `Sleepers` (synchronization/sleepers.ts). Processes have none of them: there they do not exist. All are process
 * control. A channel is the address of a word.
 */
export const SLEEP_CALL = {
  /** (channel): sleeps until a later wake on that channel. Returns 0. */
  sleep: 64,
  /** (channel, count): wakes at most `count` sleepers, longest asleep first. Returns how many. */
  wake: 65,
  /**
   * (address, expected): in one step, sleeps on that address if the word still equals `expected` (as a futex does).
   * Returns 0 when woken, 1 when the word differed.
   */
  sleepIfEqual: 66,
} as const;

/** What a call is answered that does not exist, is not permitted, or names what does not exist. */
export const SYSTEM_CALL_REFUSED = -1;

export const systemCallOf = (number: number): SystemCall | undefined =>
  (SYSTEM_CALLS as readonly SystemCall[])[number];

/** Kind and bytes of an argument; a value where there is no such call. */
export function argumentOf(number: number, argument: number): readonly [kind: number, bytes: number] {
  return systemCallOf(number)?.arguments?.[argument] ?? VALUE;
}

export const SYSTEM_CALL_NAMES: readonly string[] = SYSTEM_CALLS.map(({ name }) => name);

/**
 * System calls matched to the six groups of services, and a program run under a policy that forbids groups.
 *
 * The groups are those of the course (process control, file manipulation, device manipulation, information
 * maintenance, communication, protection). Which call belongs where follows Silberschatz, Galvin, Gagne, Operating
 * System Concepts, 10th ed., section 2.3.3; calls that could serve two groups say what they are used for. The policy
 * is a gate in front of the calls, as in a kernel: each call is looked at once.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

const GROUPS = [
  'process control',
  'file manipulation',
  'device manipulation',
  'information maintenance',
  'communication',
  'protection',
] as const;

interface Call {
  readonly text: string;
  /** Index in GROUPS. */
  readonly group: number;
}

/** By group: name and what it does. */
export const CALLS: readonly (readonly string[])[] = [
  [
    'fork(): make a copy of this process',
    'exec(): run another program in this process',
    'exit(): end this process',
    'wait(): wait for a child to end',
    'abort(): end this process and leave a dump',
    'setpriority(): let a process run less often',
    'brk(): get more heap memory',
    'clone(): make a thread',
    'ptrace(): stop a child at each instruction',
  ],
  [
    'open(): begin to use a file',
    'creat(): make an empty file',
    'lseek(): go to another position in a file',
    'unlink(): delete a name of a file',
    'rename(): give a file another name',
    'mkdir(): make a directory',
    'truncate(): shorten a file',
    'fsync(): have the data of a file written out',
    'stat(): read the size and times of a file',
  ],
  [
    'ioctl(disc): eject it',
    'ioctl(camera): set its brightness',
    'read(mouse): take a movement',
    'tcsetattr(): set the speed of the serial line',
    'read(keyboard): take a key press',
    'write(printer): send a page',
    'write(speaker): play a tone',
    'read(scanner): take a picture',
    'ioctl(screen): set its resolution',
  ],
  [
    'getpid(): number of this process',
    'gettimeofday(): the time',
    'settimeofday(): set the clock',
    'uname(): version of the system',
    'times(): processor time used so far',
    'sysinfo(): free memory and load',
    'getppid(): number of the parent',
    'gethostname(): name of this computer',
    'getrusage(): page faults taken so far',
  ],
  [
    'pipe(): make a channel to a child',
    'socket(): make an end of a connection',
    'connect(): reach a server',
    'accept(): take a connection of a client',
    'send(): give a message to the other side',
    'msgrcv(): take a message from a queue',
    'shm_open(): share memory with another process',
    'listen(): let clients connect',
    'mkfifo(): make a channel with a name, to talk to any process',
  ],
  [
    'chmod(): change who may read a file',
    'chown(): change whose a file is',
    'umask(): take rights away from files made later',
    'setuid(): act as another user',
    'setgroups(): choose the groups whose rights count',
    'capset(): give up a privilege',
    'seccomp(): forbid this process some calls',
    'setfacl(): allow a further user a file',
    'access(): ask whether this user may use a file',
  ],
];

const MATCHED = 8;
const PROGRAM = 8;

const drawCalls = (random: Random, group: number, count: number): Call[] =>
  random
    .shuffled(CALLS[group])
    .slice(0, count)
    .map((text) => ({ text, group }));

/** A call of each group and two more, to match; and others for the program. */
function draw(random: Random) {
  const calls = random.shuffled(GROUPS.flatMap((_, group) => drawCalls(random, group, 4)));
  const matched: Call[] = GROUPS.map((_, group) => calls.find((each) => each.group === group) as Call);
  const rest = calls.filter((call) => !matched.includes(call));
  matched.push(...rest.splice(0, MATCHED - GROUPS.length));
  const program = rest.slice(0, PROGRAM);
  const inProgram = [...new Set(program.map(({ group }) => group))];
  // One forbidden group is used for certain, so that something is refused.
  const first = random.pick(inProgram);
  const second = random.pick(GROUPS.flatMap((_, group) => (group === first ? [] : [group])));
  return { matched: random.shuffled(matched), program, forbidden: [first, second].sort((a, b) => a - b) };
}

const nameOf = (call: Call) => call.text.slice(0, call.text.indexOf(':'));
const groupOf = (call: Call) => GROUPS[call.group] as string;

function generate(random: Random): Question {
  const { matched, program, forbidden } = draw(random);
  const refused = program.flatMap(({ group }, i) => (forbidden.includes(group) ? [i] : []));
  const names = forbidden.map((group) => GROUPS[group] as string);
  return {
    prompt: [
      'The services of an operating system are used through system calls. They fall into six groups:',
      GROUPS.map((group, i) => `${i + 1}. ${group}`).join('\n'),
      'In this exercise a call that asks for or changes rights is protection, and one that makes or uses a channel between processes is communication, whatever else it acts on.',
      'Enter for each call of the table the number of its group.',
      `Then a sandbox is set up for a program: the kernel looks at each call, refuses those of **${names[0]}** and of **${names[1]}**, and carries out the others. A refused call does nothing, and the program goes on.`,
    ].join('\n\n'),
    given: {
      caption: 'Calls to match',
      columns: ['call', 'what it does'],
      rows: matched.map(({ text }) => text.split(': ')),
    },
    parts: [
      {
        kind: 'table',
        id: 'groups',
        label: 'Number of the group, 1 to 6',
        points: 8,
        pointsPer: 'row',
        columns: ['group'],
        rowLabels: matched.map(nameOf),
        given: matched.map(() => [null]),
        answer: matched.map(({ group }) => [String(group + 1)]),
      },
      {
        kind: 'choice',
        id: 'refused',
        label: 'Which of these calls does the sandbox refuse?',
        points: 4,
        options: program.map(({ text }) => text),
        answer: refused,
        multiple: true,
      },
    ],
    explanation: [
      'Ask what the call acts on: a process itself, a named store of bytes, a piece of hardware, what the system knows, another process, or the rights to any of these.',
      GROUPS.map((group, i) => {
        const calls = matched.filter((call) => call.group === i).map(nameOf);
        return `- ${i + 1}, ${group}: ${calls.map((name) => `\`${name}\``).join(', ')}`;
      }).join('\n'),
      `The sandbox refuses ${refused.length} of the ${PROGRAM} calls. By the rule of this exercise only the group of a call decides, not which call of the group it is.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'The calls of the program at the gate',
        columns: ['call', 'group', 'answer'],
        rows: program.map((call, i) => [
          nameOf(call),
          groupOf(call),
          refused.includes(i) ? 'refused' : 'carried out',
        ]),
      },
    ],
  };
}

export default {
  title: 'Six groups of system services',
  summary: 'Match system calls to the six groups of services, and find what a sandbox refuses.',
  rows: [3],
  generate,
} satisfies QuestionDefinition;

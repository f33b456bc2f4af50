/** Segments over their lives: what ipcs -m lists after creates, attaches, detaches, ends and ipcrm. By a run on the machine. */
import type { Random } from '../../../../simulator/engine/random';
import {
  CHANNEL_KIND,
  FACILITY,
  FACILITY_WORDS,
} from '../../../../simulator/kernel/communication/communication-calls';
import {
  attach,
  createChannel,
  createSegment,
  destroySegment,
  detach,
  nextFacility,
  OWN_PAGE,
  receive,
  send,
} from '../../../../simulator/kernel/communication/communication-library';
import { communicationTrial } from '../../../../simulator/kernel/communication/communication-trial';
import { listing } from '../../../../simulator/kernel/communication/facility-tools';
import { load, type Operation, store } from '../../../../simulator/programs/operations';
import type { Question, QuestionDefinition } from '../../../question-definition';

const PAGE_BYTES = 4096;
const NAMES = ['A', 'B', 'C'];
const READ_WRITE = 3;

/** What a process does; segments by their number, which is given from 1 on. */
export type Doing = { readonly process: number } & (
  | { readonly does: 'create'; readonly key: number; readonly pages: number }
  | { readonly does: 'attach' | 'detach' | 'remove'; readonly segment: number }
  | { readonly does: 'exit' }
);

/** The words that ipcs is given of each segment that is left, after all was done in this order. */
export function segmentsAfter(doings: readonly Doing[]): number[][] {
  const left: number[][] = [];
  const DONE = NAMES.length + 1;
  function* carryOut(doing: Doing, attached: Map<number, number>): Operation {
    if (doing.does === 'create') return yield* createSegment(doing.key, doing.pages);
    if (doing.does === 'exit') return 0;
    if (doing.does === 'remove') return yield* destroySegment(doing.segment);
    if (doing.does === 'detach') return yield* detach(attached.get(doing.segment) ?? 0);
    const address = yield* attach(doing.segment, READ_WRITE);
    attached.set(doing.segment, address);
    return address;
  }
  /** Does what it is told by number, until its end. */
  function* worker(port: number): Operation {
    const attached = new Map<number, number>();
    for (;;) {
      yield* receive(port, OWN_PAGE, 4);
      const doing = doings[yield* load(OWN_PAGE)];
      yield* carryOut(doing, attached);
      // No timer interrupts: it ends before anybody else goes on.
      yield* send(DONE, OWN_PAGE, 4);
      if (doing.does === 'exit') return 0;
    }
  }
  function* conductor(): Operation {
    for (const [i, { process }] of doings.entries()) {
      yield* store(OWN_PAGE, i);
      yield* send(process + 1, OWN_PAGE, 4);
      yield* receive(DONE, OWN_PAGE, 4);
    }
    for (let number = 0; ; ) {
      const words = new Array<number>(FACILITY_WORDS).fill(0);
      number = yield* nextFacility(FACILITY.segment, number, words);
      if (number < 0) return 0;
      left.push(words);
    }
  }
  communicationTrial({
    *setUp() {
      for (let port = 0; port < DONE; port++) yield* createChannel(CHANNEL_KIND.port, 1);
      return 0;
    },
    bodies: [() => worker(1), () => worker(2), () => worker(3), conductor],
  });
  return left;
}

const DOINGS = 13;
const SEGMENTS = 4;

interface Drawn {
  readonly number: number;
  readonly key: number;
  readonly pages: number;
  isRemoved: boolean;
  readonly by: Set<number>;
}

/** Only what succeeds. */
function drawn(random: Random): { readonly doings: readonly Doing[]; readonly segments: readonly Drawn[] } {
  const doings: Doing[] = [];
  const segments: Drawn[] = [];
  const alive = new Set([0, 1, 2]);
  const keys = random.shuffled([0x11, 0x22, 0x33, 0x44, 0x55, 0x66]);
  while (doings.length < DOINGS) {
    const process = random.pick([...alive]);
    const there = segments.filter(({ isRemoved }) => !isRemoved);
    const mine = segments.filter(({ by }) => by.has(process));
    const free = there.filter(({ by }) => !by.has(process));
    const what = random.below(12);
    if (segments.length < SEGMENTS && (segments.length < 2 || what < 2)) {
      const [number, key] = [segments.length + 1, keys[segments.length]];
      const pages = random.between(1, 9);
      segments.push({ number, key, pages, isRemoved: false, by: new Set() });
      doings.push({ process, does: 'create', key, pages });
    } else if (what < 7 && free.length > 0) {
      const segment = random.pick(free);
      segment.by.add(process);
      doings.push({ process, does: 'attach', segment: segment.number });
    } else if (what < 9 && mine.length > 0) {
      const segment = random.pick(mine);
      segment.by.delete(process);
      doings.push({ process, does: 'detach', segment: segment.number });
    } else if (what === 9 && alive.size > 2 && doings.length > 5) {
      alive.delete(process);
      for (const { by } of segments) by.delete(process);
      doings.push({ process, does: 'exit' });
    } else if (what > 9 && there.length > 1 && doings.length > 4) {
      const segment = random.pick(there);
      segment.isRemoved = true;
      doings.push({ process, does: 'remove', segment: segment.number });
    }
  }
  return { doings, segments };
}

const hexadecimal = (key: number) => `0x${key.toString(16)}`;

function tell(doing: Doing, created: number): string {
  switch (doing.does) {
    case 'create':
      return `shmget: key ${hexadecimal(doing.key)}, ${doing.pages * PAGE_BYTES} bytes, makes shmid ${created}`;
    case 'attach':
      return `shmat: attaches shmid ${doing.segment}`;
    case 'detach':
      return `shmdt: detaches shmid ${doing.segment}`;
    case 'remove':
      return `runs ipcrm -m ${doing.segment}`;
    default:
      return 'exits';
  }
}

function generate(random: Random): Question {
  for (;;) {
    const { doings, segments } = drawn(random);
    // Something of each kind, as far as that can be told without a run.
    const kinds = new Set(segments.map(({ isRemoved, by }) => (isRemoved ? by.size > 0 : 'stays')));
    if (segments.length < 3 || kinds.size < 3 || !doings.some(({ does }) => does === 'exit')) continue;
    const left = segmentsAfter(doings);
    const rowOf = (number: number) => left.find(([each]) => each === number);
    const states = segments.map(({ number }) => {
      const row = rowOf(number);
      return row === undefined ? 'gone' : row[5] === 1 ? 'dest' : 'listed';
    });
    const bytes = left.reduce((sum, row) => sum + row[3], 0);
    let created = 0;
    const story = doings.map((doing, i) => {
      if (doing.does === 'create') created++;
      return [`${i + 1}`, NAMES[doing.process], tell(doing, created)];
    });
    const asked = random.pick(segments);
    const alive = NAMES.findIndex(
      (_, i) => !doings.some((each) => each.process === i && each.does === 'exit'),
    );
    const after = segmentsAfter([...doings, { process: alive, does: 'create', key: asked.key, pages: 1 }]);
    const found = after.find(([, key]) => key === asked.key)?.[0] ?? 0;
    return {
      prompt: [
        'Three processes, A, B and C, use segments of **shared memory**. No other process does; pages have 4096 bytes. The calls below are made in this order, and all succeed. What a command like ipcrm does for itself attaches nothing.',
        'At the end `ipcs -m` is run. Its column *nattch* counts attachments; its column *status* is `dest` for a segment that is removed and still attached.',
      ].join('\n\n'),
      given: { caption: 'What happens', columns: ['step', 'process', 'what it does'], rows: story },
      parts: [
        {
          kind: 'table',
          id: 'segments',
          label: 'Each segment at the end: listed, dest or gone; and nattch (0 for one that is gone)',
          points: 2 * segments.length,
          pointsPer: 'row',
          columns: ['state', 'nattch'],
          rowLabels: segments.map(({ number }) => `shmid ${number}`),
          given: segments.map(() => [null, null]),
          answer: segments.map(({ number }, i) => [states[i], `${rowOf(number)?.[4] ?? 0}`]),
        },
        {
          kind: 'number',
          id: 'frames',
          label: 'Frames of physical memory that segments take at the end',
          points: 2,
          answer: bytes / PAGE_BYTES,
          tolerance: 0,
          unit: 'frames',
        },
        {
          kind: 'number',
          id: 'found',
          label: `${NAMES[alive]} now calls shmget with key ${hexadecimal(asked.key)} for one page, with the flag that makes what is missing. Which shmid does it get? Numbers are never given again`,
          points: 2,
          answer: found,
          tolerance: 0,
          unit: 'as shmid',
        },
      ],
      explanation: [
        ...segments.map(({ number }, i) => {
          const attached = rowOf(number)?.[4] ?? 0;
          const removed = doings.findIndex((each) => each.does === 'remove' && each.segment === number) + 1;
          if (states[i] === 'gone')
            return `shmid ${number}: ipcrm removed it in step ${removed}, and nobody has it attached: its frames are free.`;
          if (states[i] === 'dest')
            return `shmid ${number}: removed in step ${removed}, and ${attached === 1 ? 'one process still has' : `${attached} processes still have`} it attached. It keeps its frames until the last one detaches or ends; its key finds it no more.`;
          return `shmid ${number}: not removed, so it stays with its frames, ${attached === 0 ? 'though nobody has it attached: detaching destroys nothing' : `attached ${attached === 1 ? 'once' : `${attached} times`}`}.`;
        }),
        'Detaching makes the entries of one page table invalid. The end of a process detaches all that it had attached; neither ends a segment.',
        found === asked.number
          ? `Key ${hexadecimal(asked.key)} still belongs to shmid ${found}.`
          : `With ipcrm, shmid ${asked.number} lost its key ${hexadecimal(asked.key)}, attached or not: shmget makes a new segment, the next number is ${found}.`,
        `Frames: ${left.map((row) => row[3] / PAGE_BYTES).join(' + ')} = ${bytes / PAGE_BYTES}.`,
        `\`\`\`\n${listing(FACILITY.segment, left).join('\n')}\n\`\`\``,
      ].join('\n\n'),
    };
  }
}

export default {
  title: 'Segments that stay, and those that go',
  summary:
    'Follow shared segments through creation, attaching, detaching, exits and ipcrm: what ipcs lists in the end.',
  rows: [111, 114],
  generate,
} satisfies QuestionDefinition;

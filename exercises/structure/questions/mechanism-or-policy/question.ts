/**
 * Mechanism or policy: statements to sort, and a kernel's code in which the lines are to be found that decide.
 *
 * Mechanism is how something can be done; policy decides what is done, when, and for whom (Silberschatz, Galvin,
 * Gagne, Operating System Concepts, 10th ed., section 2.7.2). Each statement was written to be one of the two
 * without doubt: mechanisms name what can be done, policies a choice among what can be done.
 */
import type { Random } from '../../../../simulator/engine/random';
import type { Question, QuestionDefinition } from '../../../question-definition';

export const MECHANISMS = [
  'The timer interrupts the running process after the number of cycles that its register holds.',
  'The dispatcher saves the registers of one process and loads those of another.',
  'A ready queue can take a process in at any place.',
  'The page-fault handler loads the page into the frame that it is told.',
  'Each page-table entry has a bit that the hardware sets when the page is used.',
  'Writing a dirty page to the disk marks it clean.',
  'A process can be given a priority from 0 to 139.',
  'Moving a process to another core takes it out of one queue and puts it into the other.',
  'An interrupt can be routed to any core.',
  'The disk driver can hand requests to the disk in any order.',
  'A file has a list of users with the rights of each.',
  'The kernel checks the rights stored with a file at each open.',
  'The allocator splits a free block in two, and merges two neighbours.',
  'A process can be stopped and later continued where it was.',
  'The kernel counts the processor time that each process has used.',
  'Waking a thread takes it out of the queue of the lock and makes it ready.',
  'The network card can put packets into several queues.',
  'Ending a process gives all its frames back.',
  'A page can be mapped into two address spaces at once.',
  'The kernel compares the memory of a group of processes with a limit that is set from outside.',
] as const;

export const POLICIES = [
  'A process can keep the core for at most 10 ms.',
  'The process that has waited longest runs next.',
  'The process with the earliest deadline runs next.',
  'New processes are put at the end of the ready queue.',
  'On a page fault the page that was not used for longest leaves.',
  'After a fault the next four pages of the file are loaded too.',
  'Dirty pages are written out when they are 30 s old.',
  'Editors get a higher priority than backups.',
  'A process can move to another core only if that has been idle for 2 ms.',
  'Interrupts of the disk go to core 0.',
  'The disk serves the request that is nearest to its head.',
  'Only members of the staff can read the marks.',
  'Everybody can read a new file, unless its owner says otherwise.',
  'Of the free blocks the smallest that fits is taken.',
  'Processes in the background are stopped while the battery is low.',
  'A user who has used an hour of processor time today gets half a share.',
  'When a lock is released, the waiting thread of the highest priority gets it.',
  'Voice packets are sent before all others.',
  'When memory runs out, the process that uses most of it is ended.',
  'Each student can use at most 2 GiB of memory.',
] as const;

interface Listing {
  readonly what: string;
  /** Each line of code, and whether it decides what the policy is. */
  readonly lines: readonly (readonly [code: string, decides: boolean])[];
}

/** Lines of which one choice is drawn: of the same place in the code, with another policy. */
interface ListingForm {
  readonly what: string;
  readonly lines: readonly (string | { readonly policies: readonly string[] })[];
  /** Mechanism that the code can do without: any of these may come first, so that the place of a line tells nothing. */
  readonly before: readonly string[];
}

const FORMS: readonly ListingForm[] = [
  {
    what: 'the scheduler of a kernel',
    before: ['disableInterrupts()', 'timer.stop()'],
    lines: [
      'saveRegisters(current)',
      'current.state = READY',
      {
        policies: [
          'readyQueue.insertAt(readyQueue.length, current)',
          'readyQueue.insertAt(0, current)',
          'readyQueue.insertAt(placeByPriority(current), current)',
        ],
      },
      {
        policies: [
          'next = readyQueue.first()',
          'next = readyQueue.withEarliestDeadline()',
          'next = readyQueue.withLeastTimeLeft()',
        ],
      },
      'readyQueue.remove(next)',
      'next.state = RUNNING',
      {
        policies: ['timer.set(10 ms)', 'timer.set(next.isInteractive ? 5 ms : 50 ms)', 'timer.set(100 ms)'],
      },
      'loadRegisters(next)',
      'returnToUserMode()',
    ],
  },
  {
    what: 'the handler of page faults',
    before: ['faults = faults + 1', 'enableInterrupts()'],
    lines: [
      'page = pageOf(faultAddress)',
      'map.checkRights(page)',
      { policies: ['victim = frames.leastRecentlyUsed()', 'victim = frames.loadedFirst()'] },
      'map.clearEntry(victim.page)',
      'if (victim.dirty) disk.write(victim)',
      'disk.read(page, victim.frame)',
      'map.setEntry(page, victim.frame)',
      {
        policies: [
          'for (i = 1; i <= 4; i++) prefetch(page + i)',
          'if (lastFault == page - 1) prefetch(page + 1)',
        ],
      },
      'returnToUserMode()',
    ],
  },
  {
    what: 'the queue of a disk driver',
    before: ['checkRange(request.sector)', 'checkRights(request.buffer)'],
    lines: [
      'lock(queue)',
      'pin(request.buffer)',
      {
        policies: [
          'queue.insertAt(placeByTrack(request), request)',
          'queue.insertAt(queue.length, request)',
          'queue.insertAt(request.isRead ? 0 : queue.length, request)',
        ],
      },
      'unlock(queue)',
      'waitUntil(disk.isIdle)',
      { policies: ['chosen = queue.nearestTo(disk.track)', 'chosen = queue.oldest()'] },
      'queue.remove(chosen)',
      'disk.command = chosen.sector',
      'disk.bufferAddress = chosen.buffer',
    ],
  },
  {
    what: "the kernel's allocator of memory",
    before: ['checkSign(bytes)', 'allocations = allocations + 1'],
    lines: [
      'size = roundUp(bytes, 8)',
      'lock(freeList)',
      {
        policies: [
          'block = freeList.smallestOfAtLeast(size)',
          'block = freeList.firstOfAtLeast(size)',
          'block = freeList.largest()',
        ],
      },
      { policies: ['if (block == none) endProcess(largestProcess())', 'if (block == none) shrinkCaches()'] },
      'freeList.remove(block)',
      'freeList.add(rest(block, size))',
      'block.size = size',
      'unlock(freeList)',
      'return block.address',
    ],
  },
  {
    what: 'the code that balances the load of several cores',
    before: ['rounds = rounds + 1', 'disablePreemption()'],
    lines: [
      {
        policies: [
          'if (cores[me].queue.length > 0) return',
          'if (now() - lastBalanced < 4 ms) return',
          'if (cores[me].queue.length >= 2) return',
        ],
      },
      {
        policies: [
          'from = coreWithLongestQueue()',
          'from = neighbourOf(me)',
          'from = coreWithMostWaitingTime()',
        ],
      },
      'lockBoth(cores[me].queue, cores[from].queue)',
      { policies: ['task = cores[from].queue.coldestInCache()', 'task = cores[from].queue.last()'] },
      'cores[from].queue.remove(task)',
      'task.core = me',
      'cores[me].queue.add(task)',
      'unlockBoth(cores[me].queue, cores[from].queue)',
    ],
  },
  {
    what: 'the code that writes cached blocks to the disk',
    before: ['checkState(disk)', 'rounds = rounds + 1'],
    lines: [
      { policies: ['timer.wakeAfter(5 s)', 'timer.wakeAfter(30 s)', 'sleepUntil(cache.dirtyShare > 20 %)'] },
      'lock(cache)',
      {
        policies: [
          'blocks = cache.dirtyOlderThan(30 s)',
          'blocks = cache.oldestDirty(64)',
          'blocks = cache.allDirty()',
        ],
      },
      'unlock(cache)',
      'for (block of blocks) disk.write(block)',
      'waitUntil(disk.isIdle)',
      'for (block of blocks) block.dirty = false',
      { policies: ['if (memory.isScarce) cache.dropHalf()', 'if (memory.isScarce) cache.dropAll()'] },
    ],
  },
  {
    what: 'the code that releases a lock',
    before: ['checkOwner(lock, current)', 'current.locksHeld = current.locksHeld - 1'],
    lines: [
      'disableInterrupts()',
      'lock.owner = none',
      {
        policies: [
          'thread = lock.waiting.first()',
          'thread = lock.waiting.ofHighestPriority()',
          'thread = lock.waiting.last()',
        ],
      },
      'lock.waiting.remove(thread)',
      'thread.state = READY',
      'readyQueue.add(thread)',
      {
        policies: ['if (thread.priority > current.priority) yield()', 'if (thread.hasWaited > 1 ms) yield()'],
      },
      'enableInterrupts()',
    ],
  },
  {
    what: 'the code that starts a process',
    before: ['disableInterrupts()', 'checkRights(program)'],
    lines: [
      { policies: ['if (user.processes >= 100) return refused', 'if (memory.free < 10 %) return refused'] },
      'block = newControlBlock()',
      'block.parent = current',
      'block.map = newAddressSpace(program)',
      {
        policies: ['block.priority = current.priority', 'block.priority = user.isStaff ? 10 : 20'],
      },
      'block.state = READY',
      { policies: ['core = leastLoadedCore()', 'core = thisCore()', 'core = coreOfSameUser(user)'] },
      'cores[core].queue.add(block)',
      'return block.number',
    ],
  },
  {
    what: 'the code that receives packets of a network',
    before: ['card.maskInterrupts()', 'packets = packets + 1'],
    lines: [
      'packet = card.nextPacket()',
      'checkSum(packet)',
      'socket = socketOf(packet.port)',
      {
        policies: [
          'if (socket.queue.length >= 64) return drop(packet)',
          'if (socket.queue.length >= 64) drop(socket.queue.oldest())',
          'if (socket.bytes > 256 KiB) return drop(packet)',
        ],
      },
      'socket.queue.add(packet)',
      { policies: ['thread = socket.waiting.first()', 'thread = socket.waiting.ofHighestPriority()'] },
      'socket.waiting.remove(thread)',
      'thread.state = READY',
      'readyQueue.add(thread)',
    ],
  },
  {
    what: 'the code that opens a file',
    before: ['checkLength(path)', 'calls = calls + 1'],
    lines: [
      'node = lookUp(path)',
      'checkRights(node, user)',
      'entry = newFileEntry(node)',
      'descriptor = current.files.add(entry)',
      { policies: ['if (node.size < 64 KiB) readAhead(node)', 'if (node.isOftenUsed) readAhead(node)'] },
      'entry.position = 0',
      'node.users = node.users + 1',
      { policies: ['if (node.users > 1000) slowDown(user)', 'if (user.openFiles > 500) warn(user)'] },
      'return descriptor',
    ],
  },
  {
    what: 'the code that takes a free frame when memory is short',
    before: ['shortages = shortages + 1', 'disablePreemption()'],
    lines: [
      { policies: ['process = largestProcess()', 'process = processIdleLongest()', 'process = current'] },
      { policies: ['frame = process.frames.loadedFirst()', 'frame = process.frames.leastRecentlyUsed()'] },
      'process.map.clearEntry(frame.page)',
      'if (frame.dirty) swap.write(frame)',
      'process.frames.remove(frame)',
      'frame.dirty = false',
      'return frame',
    ],
  },
];

function drawListing(random: Random): Listing {
  const { what, lines: body, before } = random.pick(FORMS);
  const lines = [...before.slice(random.below(before.length + 1)), ...body];
  return {
    what,
    lines: lines.map((line, i) =>
      typeof line === 'string'
        ? [`${i + 1}: ${line}`, false]
        : [`${i + 1}: ${random.pick(line.policies)}`, true],
    ),
  };
}

const indicesOf = (flags: readonly boolean[]) => flags.flatMap((flag, i) => (flag ? [i] : []));

function generate(random: Random): Question {
  const policyCount = random.between(3, 5);
  const statements = random.shuffled([
    ...random.shuffled(POLICIES).slice(0, policyCount),
    ...random.shuffled(MECHANISMS).slice(0, 8 - policyCount),
  ]);
  const isPolicy = statements.map((statement) => (POLICIES as readonly string[]).includes(statement));
  const { what, lines } = drawListing(random);
  const deciding = indicesOf(lines.map(([, decides]) => decides));
  return {
    prompt: [
      '**Mechanism** is how something can be done. **Policy** decides what is done with it: which, when, how much, for whom. A system that separates them can change its policies and keep its mechanisms.',
      `First sort eight statements about operating systems. Then look at ${what}: which of its lines would have to change if another policy were wanted? A line that would be the same under every policy is mechanism.`,
    ].join('\n\n'),
    parts: [
      {
        kind: 'choice',
        id: 'statements',
        label: 'Which of these statements are policies?',
        points: 6,
        options: statements,
        answer: indicesOf(isPolicy),
        multiple: true,
      },
      {
        kind: 'choice',
        id: 'lines',
        label: `Which lines of ${what} decide the policy?`,
        points: 4,
        options: lines.map(([code]) => code),
        answer: deciding,
        multiple: true,
      },
    ],
    explanation: [
      `${policyCount} of the statements are policies. Each of them could be decided otherwise, for other users or another load, on the same system. The others say only what the system is able to do, which serves many policies.`,
      `In ${what} the lines ${deciding.map((line) => line + 1).join(', ')} choose: among several candidates, places, amounts or moments. The other ${lines.length - deciding.length} lines carry out what was chosen, and stay as they are whatever it is.`,
    ].join('\n\n'),
    worked: [
      {
        caption: 'The statements',
        columns: ['statement', 'is'],
        rows: statements.map((statement, i) => [statement, isPolicy[i] ? 'policy' : 'mechanism']),
      },
      {
        caption: `The lines of ${what}`,
        columns: ['line', 'is'],
        rows: lines.map(([code, decides]) => [code, decides ? 'policy' : 'mechanism']),
      },
    ],
  };
}

export default {
  title: 'Mechanism or policy',
  summary: 'Sort statements about operating systems, and find the lines of a kernel that decide its policy.',
  rows: [4],
  generate,
} satisfies QuestionDefinition;

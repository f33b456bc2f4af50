/**
 * Threads over shared memory, one step at a time: the machine that schedules are tried out on.
 *
 *      process 0 .. n-1     the threads: a step carries out the operation that the program asked for and runs the
 *                           program on to its next one
 *      process n .. 2n-1    their store buffers (model `tso`): a step writes the oldest store to memory
 *
 * Only operations that another thread could notice are steps: what computes, pauses or passes a point for the
 * trace happens along with the step before. Entering and leaving the critical section are steps.
 *
 * Waiting (published in CONVENTIONS.md): a thread that pauses after reading, or that has carried out the same
 * reads with the same values twice over and asks for them again, waits until one of the words that it read has
 * changed. When all unfinished threads wait and nothing can change, they all look once more (so that a bounded
 * number of tries is no deadlock); after MAX_LOOKS_AGAIN looks without a change they are stuck.
 *
 * Beside its state, the system tells after each step what the step touched, for partial-order reduction. It
 * leaves out time, caches and interrupts.
 */
import { OPERATION, type Program } from '../hardware/operations';
import { EVENT } from './interleaving-events';
import { HISTORY_READS, ReadHistory } from './read-history';
import {
  MAX_LOOKS_AGAIN,
  MAX_SILENT_OPERATIONS,
  MAX_THREADS,
  MAX_WORDS,
  POINT,
  type Scenario,
  SLEEP_CALL,
  STORE_BUFFER_ENTRIES,
} from './scenario';
import { StoreBuffers } from './store-buffers';

export const OUTSIDE = 0;
export const ARRIVED = 1;
export const INSIDE = 2;

const READY = 0;
const ASLEEP = 1;
const FINISHED = 2;
const FAULTED = 3;

/** Told of everything that happens, for a trace: kind is one of EVENT. */
export type Observer = (step: number, kind: number, a: number, b: number, c: number, d: number) => void;

export class ConcurrentSystem {
  readonly threads: number;
  /** Threads, then store buffers where the model has them. */
  readonly processes: number;
  readonly words: number;
  /** Things that steps can conflict on: words, channels of sleep (words + word), the critical section, arrivals. */
  readonly locations: number;
  readonly memory: Int32Array;
  /** What each thread returned. */
  readonly results: Int32Array;
  /** OUTSIDE, ARRIVED or INSIDE, by thread. */
  readonly phase: Uint8Array;
  /** Steps done. */
  steps = 0;

  /** Of the last step: the locations it read or wrote (a write that changed nothing counts as a read). */
  accesses = 0;
  readonly accessLocation = new Int32Array(2 + HISTORY_READS + MAX_THREADS);
  readonly accessWrites = new Uint8Array(2 + HISTORY_READS + MAX_THREADS);
  /** Of the last step: the thread and its operation; -1 and 0 when a store buffer took the step. */
  lastThread = -1;
  lastKind = 0;
  lastWord = 0;
  /** Of the last step: the thread that entered the critical section; -1 when none did. */
  entered = -1;
  /** Of the last step, when a store buffer wrote: whose, the step of that store, and the last load forwarded from it. */
  flushedBy = -1;
  flushedStore = -1;
  flushedForward = -1;
  /** Of the last step: it had to wait for its own store buffer. */
  drained = false;
  /** Of the last step: it waited for one word only, and this step changed it; -1 otherwise. */
  wokenByStep = -1;
  /** Of the last step: sleepers that it woke, as a bit mask. */
  wokenThreads = 0;
  /** How often all waiting threads looked again so far. */
  barriers = 0;
  /** Looks again since anything last changed. */
  looks = 0;
  /** The thread that faulted, its address; -1 when none did. */
  faultThread = -1;
  faultAddress = -1;

  private readonly buffered: boolean;
  private readonly pointsLocation: number;
  private programs: readonly Program[] = [];
  private readonly status: Uint8Array;
  private readonly version: Int32Array;
  private readonly initial: Int32Array;
  // The pending operation of each thread.
  private readonly kind: Int32Array;
  private readonly address: Float64Array;
  private readonly operand: Int32Array;
  private readonly expected: Int32Array;
  private readonly buffers: StoreBuffers;
  /** Reads since the thread's last own write, pause or point. */
  private readonly reads: ReadHistory;
  // What a waiting thread waits for, HISTORY_READS words a thread.
  private readonly waitWords: Int32Array;
  private readonly waitWord: Int32Array;
  private readonly awake: Uint8Array;
  private readonly waker: Int32Array;
  private readonly arrivedAt: Int32Array;
  private readonly waitingSince: Int32Array;
  // Sleepers in the order in which they went to sleep, and channels that were woken in vain.
  private sleepers: number[] = [];
  private readonly sleepsOn: Int32Array;
  private readonly wokenInVain: Int32Array;

  /** @param fair whether it matters who arrived before whom began to wait: then the two are in conflict. */
  constructor(
    readonly scenario: Scenario,
    private readonly fair: boolean,
    readonly observer?: Observer,
  ) {
    const { threads, memoryWords: words, model, initial = [] } = scenario;
    if (!(threads >= 1 && threads <= MAX_THREADS))
      throw new RangeError(`Explorer: threads must be from 1 to ${MAX_THREADS}, got ${threads}`);
    if (!(words >= 1 && words <= MAX_WORDS))
      throw new RangeError(`Explorer: memoryWords must be from 1 to ${MAX_WORDS}, got ${words}`);
    this.threads = threads;
    this.words = words;
    this.buffered = model === 'tso';
    this.processes = this.buffered ? 2 * threads : threads;
    this.pointsLocation = 2 * words;
    this.locations = 2 * words + 1 + threads;
    this.memory = new Int32Array(words);
    this.initial = new Int32Array(words);
    this.initial.set(initial);
    this.version = new Int32Array(words);
    this.wokenInVain = new Int32Array(words);
    this.results = new Int32Array(threads);
    this.phase = new Uint8Array(threads);
    this.status = new Uint8Array(threads);
    this.kind = new Int32Array(threads);
    this.address = new Float64Array(threads);
    this.operand = new Int32Array(threads);
    this.expected = new Int32Array(threads);
    this.buffers = new StoreBuffers(threads);
    this.reads = new ReadHistory(threads);
    this.waitWords = new Int32Array(threads);
    this.waitWord = new Int32Array(threads * HISTORY_READS);
    this.awake = new Uint8Array(threads);
    this.waker = new Int32Array(threads);
    this.arrivedAt = new Int32Array(threads);
    this.waitingSince = new Int32Array(threads);
    this.sleepsOn = new Int32Array(threads);
  }

  /** Back to the start, with fresh programs from the scenario. */
  reset(): void {
    this.memory.set(this.initial);
    this.version.fill(0);
    this.wokenInVain.fill(0);
    this.results.fill(0);
    this.phase.fill(OUTSIDE);
    this.status.fill(READY);
    this.buffers.reset();
    this.reads.reset();
    this.waitWords.fill(0);
    this.arrivedAt.fill(-1);
    this.waitingSince.fill(-1);
    this.sleepers = [];
    this.steps = 0;
    this.barriers = 0;
    this.looks = 0;
    this.faultThread = -1;
    this.faultAddress = -1;
    this.programs = this.scenario.start();
    for (let thread = 0; thread < this.threads; thread++) this.runOn(thread, 0);
  }

  /** The processes that can take a step, as a bit mask. Makes waiting threads look again where nobody else can go on. */
  enabled(): number {
    let mask = 0;
    let waiting = 0;
    for (let thread = 0; thread < this.threads; thread++) {
      const stores = this.buffers.length[thread];
      if (stores > 0) mask |= 1 << (this.threads + thread);
      if (this.status[thread] !== READY) continue;
      if (this.waitWords[thread] > 0 && this.awake[thread] === 0) {
        waiting++;
        continue;
      }
      if (stores > 0 && !this.canPassStores(this.kind[thread], stores)) continue;
      mask |= 1 << thread;
    }
    if (mask !== 0 || waiting === 0 || this.looks >= MAX_LOOKS_AGAIN) return mask;
    this.looks++;
    this.barriers++;
    this.tell(EVENT['look-again'], waiting);
    for (let thread = 0; thread < this.threads; thread++) {
      if (this.status[thread] !== READY) continue;
      this.awake[thread] = 1;
      this.waker[thread] = -1;
      mask |= 1 << thread;
    }
    return mask;
  }

  /** Lets one enabled process take a step. */
  perform(process: number): void {
    this.accesses = 0;
    this.entered = -1;
    this.flushedBy = -1;
    this.flushedStore = -1;
    this.flushedForward = -1;
    this.drained = false;
    this.wokenThreads = 0;
    this.wokenByStep = -1;
    if (process >= this.threads) {
      this.lastThread = -1;
      this.lastKind = OPERATION.finished;
      this.flush(process - this.threads);
    } else {
      this.lastThread = process;
      this.lastKind = this.kind[process];
      this.lastWord = this.address[process] >> 2;
      this.step(process);
    }
    this.steps++;
  }

  /**
   * Whether the pending step of `process`, which could have been taken before the last step, would give another
   * state when taken before it than after it.
   */
  conflictsWithLastStep(process: number): boolean {
    if (process >= this.threads) {
      const slot = this.buffers.oldest(process - this.threads);
      const word = this.buffers.word[slot];
      return (
        this.buffers.forwardedAt[slot] === this.steps - 1 ||
        this.conflicts(word, this.memory[word] !== this.buffers.value[slot])
      );
    }
    for (let i = 0; i < this.waitWords[process]; i++)
      if (this.conflicts(this.waitWord[process * HISTORY_READS + i], false)) return true;
    if (this.phase[process] === ARRIVED && this.waitingSince[process] < 0 && this.arrivedInLastStep())
      return true;
    const word = this.address[process] >> 2;
    switch (this.kind[process]) {
      case OPERATION.load:
        if (this.buffers.newest(process, word) >= 0) return false;
        return this.flushedBy === process ? this.accessLocation[0] === word : this.conflicts(word, false);
      case OPERATION.store:
        return !this.buffered && this.conflicts(word, this.memory[word] !== this.operand[process]);
      case OPERATION.fence:
        return false;
      case OPERATION.mark:
        return this.conflicts(this.pointLocation(process, this.address[process]), true);
      case OPERATION.systemCall: {
        const channel = this.operand[process] >> 2;
        return this.conflicts(this.words + channel, true) || this.conflicts(channel, false);
      }
      default:
        return this.conflicts(word, this.memory[word] !== this.valueAfter(process, this.memory[word]));
    }
  }

  get finished(): boolean {
    for (let thread = 0; thread < this.threads; thread++) if (this.status[thread] !== FINISHED) return false;
    return true;
  }

  hasFinished(thread: number): boolean {
    return this.status[thread] === FINISHED;
  }

  isAsleep(thread: number): boolean {
    return this.status[thread] === ASLEEP;
  }

  /** Whether a wake came, before this sleeping thread slept, that found nobody. */
  missedWakeUp(thread: number): boolean {
    return this.status[thread] === ASLEEP && this.wokenInVain[this.sleepsOn[thread] >> 2] > 0;
  }

  /** The address that a thread waits for, sleeps on or asks for next; -1 when it has finished. */
  addressOf(thread: number): number {
    if (this.status[thread] === FINISHED) return -1;
    if (this.status[thread] === ASLEEP) return this.sleepsOn[thread];
    if (this.waitWords[thread] > 0) return this.waitWord[thread * HISTORY_READS] * 4;
    return this.kind[thread] === OPERATION.mark ? -1 : this.address[thread];
  }

  /** A thread that began to wait before `thread` arrived, and still waits outside; -1 when there is none. */
  overtakenBy(thread: number): number {
    for (let other = 0; other < this.threads; other++) {
      if (other === thread || this.phase[other] !== ARRIVED) continue;
      const since = this.waitingSince[other];
      if (since >= 0 && since < this.arrivedAt[thread]) return other;
    }
    return -1;
  }

  /** A thread other than `thread` inside the critical section; -1 when there is none. */
  insideBeside(thread: number): number {
    for (let other = 0; other < this.threads; other++)
      if (other !== thread && this.phase[other] === INSIDE) return other;
    return -1;
  }

  private conflicts(location: number, writes: boolean): boolean {
    for (let i = 0; i < this.accesses; i++)
      if (this.accessLocation[i] === location && (writes || this.accessWrites[i] === 1)) return true;
    return false;
  }

  private arrivedInLastStep(): boolean {
    for (let i = 0; i < this.accesses; i++)
      if (this.accessLocation[i] > this.pointsLocation && this.accessWrites[i] === 1) return true;
    return false;
  }

  /** What passing a point conflicts on: arrivals with others that begin to wait, entering and leaving with each other. */
  private pointLocation(thread: number, point: number): number {
    return point === POINT.arrive ? this.pointsLocation + 1 + thread : this.pointsLocation;
  }

  private canPassStores(kind: number, stores: number): boolean {
    if (kind === OPERATION.load || kind === OPERATION.mark) return true;
    return kind === OPERATION.store && stores < STORE_BUFFER_ENTRIES;
  }

  private step(thread: number): void {
    const waited = this.waitWords[thread];
    for (let i = 0; i < waited; i++) this.touch(this.waitWord[thread * HISTORY_READS + i], false);
    if (waited === 1) this.wokenByStep = this.waker[thread];
    this.waitWords[thread] = 0;
    const kind = this.kind[thread];
    const address = this.address[thread];
    const word = address >> 2;
    switch (kind) {
      case OPERATION.load:
        this.runOn(thread, this.load(thread, word));
        return;
      case OPERATION.store:
        this.reads.count[thread] = 0;
        this.store(thread, word, this.operand[thread]);
        this.runOn(thread, 0);
        return;
      case OPERATION.fence:
        this.drained = true;
        this.tell(EVENT.fence, thread);
        this.runOn(thread, 0);
        return;
      case OPERATION.mark:
        this.pass(thread, address);
        this.runOn(thread, 0);
        return;
      case OPERATION.systemCall:
        this.drained = this.buffered;
        this.call(thread);
        return;
      default:
        this.drained = this.buffered;
        this.runOn(thread, this.atomic(thread, kind, word));
    }
  }

  private load(thread: number, word: number): number {
    const slot = this.buffers.newest(thread, word);
    if (slot >= 0) {
      const value = this.buffers.value[slot];
      this.buffers.forwardedAt[slot] = this.steps;
      this.tell(EVENT['forwarded-load'], thread, word * 4, value);
      this.remember(thread, word, value);
      return value;
    }
    const value = this.memory[word];
    this.touch(word, false);
    this.tell(EVENT.load, thread, word * 4, value);
    this.remember(thread, word, value);
    return value;
  }

  private store(thread: number, word: number, value: number): void {
    if (!this.buffered) {
      this.tell(EVENT.store, thread, word * 4, value);
      this.write(word, value);
      return;
    }
    this.buffers.push(thread, word, value, this.steps);
    this.tell(EVENT['buffered-store'], thread, word * 4, value);
  }

  private flush(thread: number): void {
    const slot = this.buffers.pop(thread);
    this.flushedBy = thread;
    this.flushedStore = this.buffers.storedAt[slot];
    this.flushedForward = this.buffers.forwardedAt[slot];
    this.tell(EVENT.flush, thread, this.buffers.word[slot] * 4, this.buffers.value[slot]);
    this.write(this.buffers.word[slot], this.buffers.value[slot]);
  }

  private atomic(thread: number, kind: number, word: number): number {
    const old = this.memory[word];
    const value = this.valueAfter(thread, old);
    this.tell(EVENT.atomic, thread, kind, word * 4, old);
    if (value === old) {
      this.touch(word, false);
      this.remember(thread, word, old);
    } else {
      this.reads.count[thread] = 0;
      this.write(word, value);
    }
    return old;
  }

  /** What the pending atomic operation leaves in a word that holds `old`. */
  private valueAfter(thread: number, old: number): number {
    const kind = this.kind[thread];
    if (kind === OPERATION.fetchAndAdd) return (old + this.operand[thread]) | 0;
    if (kind === OPERATION.compareAndSwap && old !== this.expected[thread]) return old;
    return this.operand[thread];
  }

  private call(thread: number): void {
    const number = this.address[thread];
    const channel = this.operand[thread];
    const word = channel >> 2;
    this.touch(this.words + word, true);
    this.reads.count[thread] = 0;
    if (number === SLEEP_CALL.wake) {
      this.wake(thread, channel, this.expected[thread]);
      return;
    }
    if (number === SLEEP_CALL.sleepIfEqual) {
      this.touch(word, false);
      if (this.memory[word] !== this.expected[thread]) {
        this.tell(EVENT.load, thread, channel, this.memory[word]);
        this.runOn(thread, 1);
        return;
      }
    }
    this.status[thread] = ASLEEP;
    this.sleepsOn[thread] = channel;
    this.sleepers.push(thread);
    this.tell(EVENT.sleep, thread, channel);
  }

  private wake(thread: number, channel: number, count: number): void {
    const woken = this.sleepers
      .filter((sleeper) => this.sleepsOn[sleeper] === channel)
      .slice(0, Math.max(0, count));
    this.sleepers = this.sleepers.filter((sleeper) => !woken.includes(sleeper));
    this.looks = 0;
    this.tell(EVENT.wake, thread, channel, woken.length);
    if (woken.length === 0) this.wokenInVain[channel >> 2]++;
    this.runOn(thread, woken.length);
    for (const sleeper of woken) {
      this.wokenThreads |= 1 << sleeper;
      this.status[sleeper] = READY;
      this.runOn(sleeper, 0);
    }
  }

  private write(word: number, value: number): void {
    const changes = this.memory[word] !== value;
    this.touch(word, changes);
    if (!changes) return;
    this.memory[word] = value;
    this.version[word]++;
    this.looks = 0;
    for (let thread = 0; thread < this.threads; thread++) {
      if (this.awake[thread] === 1) continue;
      for (let i = 0; i < this.waitWords[thread]; i++)
        if (this.waitWord[thread * HISTORY_READS + i] === word) {
          this.awake[thread] = 1;
          this.waker[thread] = this.steps;
        }
    }
  }

  private pass(thread: number, point: number): void {
    this.reads.count[thread] = 0;
    if (point === POINT.arrive) {
      this.phase[thread] = ARRIVED;
      this.arrivedAt[thread] = this.steps;
      this.waitingSince[thread] = -1;
      if (this.fair) this.touch(this.pointLocation(thread, point), true);
      this.tell(EVENT.arrive, thread);
    } else if (point === POINT.enter) {
      this.phase[thread] = INSIDE;
      this.looks = 0;
      this.entered = thread;
      this.touch(this.pointsLocation, true);
      this.tell(EVENT.enter, thread);
    } else if (point === POINT.leave) {
      this.phase[thread] = OUTSIDE;
      this.touch(this.pointsLocation, true);
      this.tell(EVENT.leave, thread);
    } else this.tell(EVENT.mark, thread, point);
  }

  /** Runs the thread's program on to its next operation that is a step. */
  private runOn(thread: number, result: number): void {
    const program = this.programs[thread];
    let answer = result;
    for (let silent = 0; ; silent++) {
      const kind = program.resume(answer);
      const { address, operand, expected } = program.request;
      answer = 0;
      if (kind === OPERATION.finished) {
        this.status[thread] = FINISHED;
        this.results[thread] = operand | 0;
        this.looks = 0;
        this.tell(EVENT.finish, thread, operand | 0);
        return;
      }
      if (kind === OPERATION.pause) this.pause(thread);
      else if (kind === OPERATION.mark && !(address >= POINT.arrive && address <= POINT.leave))
        this.pass(thread, address);
      else if (
        kind !== OPERATION.compute &&
        !(kind === OPERATION.fence && this.buffers.length[thread] === 0)
      ) {
        this.ask(thread, kind, address, operand, expected);
        return;
      }
      if (silent >= MAX_SILENT_OPERATIONS) {
        // It runs for ever without looking at memory: nothing can wake it.
        this.ask(thread, OPERATION.fence, 0, 0, 0);
        this.status[thread] = FAULTED;
        return;
      }
    }
  }

  private ask(thread: number, kind: number, address: number, operand: number, expected: number): void {
    this.kind[thread] = kind;
    this.address[thread] = address;
    this.operand[thread] = operand | 0;
    this.expected[thread] = expected | 0;
    if (kind === OPERATION.fence || kind === OPERATION.mark) return;
    const target = kind === OPERATION.systemCall ? operand : address;
    const known =
      kind === OPERATION.systemCall
        ? address >= SLEEP_CALL.sleep && address <= SLEEP_CALL.sleepIfEqual
        : kind >= OPERATION.load && kind <= OPERATION.compareAndSwap;
    if (!known || !(Number.isInteger(target) && target >= 0 && target % 4 === 0 && target < this.words * 4)) {
      this.status[thread] = FAULTED;
      if (this.faultThread < 0) {
        this.faultThread = thread;
        this.faultAddress = Number.isInteger(target) ? target : -1;
      }
      return;
    }
    if (this.waitWords[thread] === 0) this.noticeRepetition(thread);
  }

  private pause(thread: number): void {
    const first = this.reads.first(thread);
    const count = this.reads.count[thread];
    if (count > 0) this.waitFor(thread, first, first + count);
    this.reads.count[thread] = 0;
  }

  private noticeRepetition(thread: number): void {
    const { reads } = this;
    const length = reads.repeatedCycle(
      thread,
      this.kind[thread],
      this.address[thread] >> 2,
      this.operand[thread],
      this.expected[thread],
    );
    const end = reads.first(thread) + reads.count[thread];
    if (length > 0) this.waitFor(thread, end - length, end);
  }

  /** Waits until one of the words read in this part of the history has changed since it was read. */
  private waitFor(thread: number, first: number, end: number): void {
    const from = thread * HISTORY_READS;
    let words = 0;
    this.awake[thread] = 0;
    this.waker[thread] = -1;
    for (let i = first; i < end; i++) {
      const word = this.reads.word[i];
      if (this.version[word] !== this.reads.version[i]) this.awake[thread] = 1;
      let known = false;
      for (let j = 0; j < words; j++) known ||= this.waitWord[from + j] === word;
      if (!known) this.waitWord[from + words++] = word;
    }
    this.waitWords[thread] = words;
    if (this.phase[thread] === ARRIVED && this.waitingSince[thread] < 0) this.beginWaiting(thread);
    this.tell(EVENT.wait, thread, this.waitWord[from] * 4);
  }

  private beginWaiting(thread: number): void {
    this.waitingSince[thread] = this.steps;
    if (!this.fair) return;
    for (let other = 0; other < this.threads; other++)
      if (other !== thread) this.touch(this.pointLocation(other, POINT.arrive), false);
  }

  private remember(thread: number, word: number, value: number): void {
    this.reads.add(
      thread,
      this.kind[thread],
      word,
      this.operand[thread],
      this.expected[thread],
      value,
      this.version[word],
    );
  }

  private touch(location: number, writes: boolean): void {
    for (let i = 0; i < this.accesses; i++)
      if (this.accessLocation[i] === location) {
        if (writes) this.accessWrites[i] = 1;
        return;
      }
    this.accessLocation[this.accesses] = location;
    this.accessWrites[this.accesses++] = writes ? 1 : 0;
  }

  private tell(kind: number, a = 0, b = 0, c = 0, d = 0): void {
    this.observer?.(this.steps, kind, a, b, c, d);
  }
}

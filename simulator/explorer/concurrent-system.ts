/**
 * Threads over shared memory, one step at a time: the machine that schedules are tried out on.
 *
 *      process 0 .. n-1     the threads: a step carries out the operation that the program asked for and runs the
 *                           program on to its next one
 *      process n .. 2n-1    their store buffers (model `tso`): a step writes the oldest store to memory
 *
 * Only operations that another thread could notice are steps: what computes, pauses or passes a point for the
 * trace happens along with the step before, and a fence as soon as the store buffer is empty. Entering and leaving
 * the critical section are steps.
 *
 * Threads that wait are held back (thread-paths.ts). Where it matters who began to wait before whom (`fair`), the
 * first look in vain after asking for the lock is a step.
 *
 * `touches` says what a step that can be taken will touch: the one relation for partial-order reduction, before
 * and after. The system leaves out time, caches and interrupts.
 */

import { SLEEP_CALL } from '../kernel/system-calls';
import { OPERATION, POINT } from '../programs/operations';
import type { Footprint } from './footprint';
import { INTERLEAVING_EVENTS } from './interleaving-events';
import { ProgramTree, REQUEST } from './program-tree';
import { MAX_THREADS, MAX_WORDS, type Scenario, STORE_BUFFER_ENTRIES } from './scenario';
import { StoreBuffers } from './store-buffers';
import { type Machine, ThreadPaths } from './thread-paths';

const EVENT = INTERLEAVING_EVENTS.index;

const OUTSIDE = 0;
const ARRIVED = 1;
const INSIDE = 2;

const READY = 0;
const ASLEEP = 1;
const FINISHED = 2;
const FAULTED = 3;

/** Kinds of steps that make another possible: see `cause`. */
export const CAUSES = 3;

/** Told of everything that happens, for a trace: kind is one of EVENT. */
export type Observer = (step: number, kind: number, a: number, b: number, c: number, d: number) => void;

export class ConcurrentSystem implements Machine {
  readonly threads: number;
  /** Threads, then store buffers where the model has them. */
  readonly processes: number;
  readonly words: number;
  /** What steps can touch: words, channels of sleep (words + word), the critical section, waiting, store buffers. */
  readonly locations: number;
  readonly memory: Int32Array;
  /** What each thread returned. */
  readonly results: Int32Array;
  /** OUTSIDE, ARRIVED or INSIDE, by thread. */
  readonly phase: Uint8Array;
  /** Steps done. */
  steps = 0;

  readonly lastStep = {
    /** -1 when a store buffer took the step. */
    thread: -1,
    /** One of OPERATION. */
    kind: 0,
    word: 0,
    /** The thread that entered the critical section; -1 when none did. */
    entered: -1,
    /** Sleepers that it woke, as a bit mask. */
    woken: 0,
  };
  /** Threads that wait, as a bit mask; of the last time that `enabled` was asked. */
  waiting = 0;
  /** The first fault; thread and address are -1 when there was none. */
  readonly fault = { thread: -1, address: -1 };
  private readonly buffered: boolean;
  private readonly criticalSection: number;
  private readonly waitingLocation: number;
  private readonly bufferLocation: number;
  private readonly tree: ProgramTree;
  private readonly status: Uint8Array;
  private readonly initial: Int32Array;
  private readonly changedWords: number[] = [];
  private readonly paths: ThreadPaths;
  /** The pending request of each thread. */
  private readonly node: Int32Array;
  private readonly buffers: StoreBuffers;
  private readonly arrivedAt: Int32Array;
  private readonly waitingSince: Int32Array;
  // Steps that made others possible; -1 for none.
  private readonly wokenAt: Int32Array;
  private readonly flushedAt: Int32Array;
  private readonly fencedAt: Int32Array;
  // Sleepers in the order in which they went to sleep, and channels that were woken in vain.
  private sleepers: number[] = [];
  private readonly sleepsOn: Int32Array;
  private readonly wokenInVain: Uint8Array;
  /** Of the last `probe`: whether the operation would change anything. */
  changes = false;

  /** @param fair whether it matters who arrived before whom began to wait. */
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
    this.criticalSection = 2 * words;
    this.waitingLocation = this.criticalSection + 1;
    this.bufferLocation = this.waitingLocation + threads;
    this.locations = this.bufferLocation + threads * STORE_BUFFER_ENTRIES;
    this.initial = new Int32Array(words);
    this.initial.set(initial);
    this.memory = this.initial.slice();
    this.wokenInVain = new Uint8Array(words);
    this.results = new Int32Array(threads);
    this.phase = new Uint8Array(threads);
    this.status = new Uint8Array(threads);
    this.buffers = new StoreBuffers(threads);
    this.tree = new ProgramTree(scenario);
    this.paths = new ThreadPaths(this.tree, this);
    this.node = this.paths.node;
    this.arrivedAt = new Int32Array(threads);
    this.waitingSince = new Int32Array(threads);
    this.wokenAt = new Int32Array(threads);
    this.flushedAt = new Int32Array(threads);
    this.fencedAt = new Int32Array(threads);
    this.sleepsOn = new Int32Array(threads);
  }

  /** A look in vain that was left out turned out to matter: it will be taken from the next execution on. */
  get refuted(): boolean {
    return this.paths.refuted;
  }

  /** What has been left out so far, in words. */
  bounds(): string[] {
    return this.paths.bounds();
  }

  /** Back to the start. */
  reset(): void {
    for (const word of this.changedWords) {
      this.memory[word] = this.initial[word];
      this.wokenInVain[word] = 0;
    }
    this.changedWords.length = 0;
    this.results.fill(0);
    this.phase.fill(OUTSIDE);
    this.status.fill(READY);
    this.buffers.reset();
    this.arrivedAt.fill(-1);
    this.waitingSince.fill(-1);
    this.wokenAt.fill(-1);
    this.flushedAt.fill(-1);
    this.fencedAt.fill(-1);
    this.sleepers = [];
    this.steps = 0;
    this.fault.thread = -1;
    this.fault.address = -1;
    this.paths.refuted = false;
    this.tree.prune();
    for (let thread = 0; thread < this.threads; thread++) {
      this.paths.begin(thread);
      this.pass(thread);
      this.settle(thread);
    }
  }

  /** The processes that can take a step, as a bit mask: those of `able` that do not wait. */
  enabled(): number {
    let mask = 0;
    this.waiting = 0;
    for (let thread = 0; thread < this.threads; thread++) {
      if (this.buffers.length[thread] > 0) mask |= 1 << (this.threads + thread);
      if (!this.able(thread)) continue;
      if (this.heldBack(thread)) {
        this.waiting |= 1 << thread;
        if (this.paths.leaveOut(thread)) this.tell(EVENT.wait, thread, this.addressOf(thread));
      } else mask |= 1 << thread;
    }
    return mask;
  }

  /** Whether a process could take a step: it has not finished, is awake and need not wait for its store buffer. */
  able(process: number): boolean {
    if (process >= this.threads) return this.buffers.length[process - this.threads] > 0;
    if (this.status[process] !== READY) return false;
    const stores = this.buffers.length[process];
    if (stores === 0) return true;
    const kind = this.tree.kind[this.node[process]];
    if (kind === OPERATION.store) return stores < STORE_BUFFER_ENTRIES;
    return kind === OPERATION.load || kind === OPERATION.mark;
  }

  /** Lets one able process take a step. */
  perform(process: number): void {
    const { lastStep } = this;
    lastStep.entered = -1;
    lastStep.woken = 0;
    if (process >= this.threads) {
      lastStep.thread = -1;
      lastStep.kind = OPERATION.finished;
      this.flush(process - this.threads);
    } else {
      lastStep.thread = process;
      lastStep.kind = this.tree.kind[this.node[process]];
      lastStep.word = this.tree.address[this.node[process]] >> 2;
      if (this.isFirstLook(process) && this.paths.waits(process)) this.waitingSince[process] = this.steps;
      this.step(process);
    }
    this.steps++;
  }

  /** What the next step of an able process touches if it is taken now. */
  touches(process: number, into: Footprint): void {
    into.clear();
    if (process >= this.threads) {
      this.touchFlush(process - this.threads, into);
      return;
    }
    const { tree } = this;
    const node = this.node[process];
    this.probe(process, node);
    this.touchRequest(process, node, this.changes, into);
    // Whether it goes on or waits depends on all that it looks at in the loop.
    const loop = Math.min(tree.longestLoop[node], this.paths.unchanged(process) + 1);
    for (let i = 1, at = tree.parent[node]; i < loop; i++, at = tree.parent[at])
      this.touchRequest(process, at, false, into);
    // Whether it begins to wait hangs on the word, and may not change what it conflicts with (see touchRequest).
    if (this.isFirstLook(process)) into.add(this.waitingLocation + process, true);
  }

  /** What the next step of an able process could touch with other values in memory; all that `touches` says, too. */
  couldTouch(process: number, into: Footprint): void {
    this.touches(process, into);
    if (process < this.threads) {
      const node = this.node[process];
      const kind = this.tree.kind[node];
      if (this.isFirstLook(process)) into.add(this.waitingLocation + process, true);
      if (kind === OPERATION.load || kind === OPERATION.mark) return;
      if (kind === OPERATION.systemCall) into.add(this.words + (this.tree.operand[node] >> 2), true);
      else if (kind !== OPERATION.store || !this.buffered) into.add(this.tree.address[node] >> 2, true);
    } else into.add(this.buffers.word[this.buffers.oldest(process - this.threads)], true);
  }

  /**
   * The earlier steps without which the next step of an able process could not be taken: `which` counts to CAUSES;
   * -1 for none.
   */
  cause(process: number, which: number): number {
    if (process >= this.threads)
      return which === 0 ? this.buffers.storedAt[this.buffers.oldest(process - this.threads)] : -1;
    if (which === 0) return this.wokenAt[process];
    if (which === 1) return this.fencedAt[process];
    const kind = this.tree.kind[this.node[process]];
    if (!this.buffered || kind === OPERATION.load || kind === OPERATION.mark) return -1;
    return kind === OPERATION.store
      ? this.buffers.flushedAt[this.buffers.next(process)]
      : this.flushedAt[process];
  }

  /** Whether an able thread would wait if this word had this value. */
  wouldWait(thread: number, word: number, value: number): boolean {
    const now = this.memory[word];
    this.memory[word] = value;
    const held = this.heldBack(thread);
    this.memory[word] = now;
    return held;
  }

  /**
   * The thread could have come to its pending request before these words changed, while each had this value, the
   * latest first, and would have waited: these looks are left out too.
   */
  lookEarlier(thread: number, words: readonly number[], values: readonly number[]): void {
    const looks: number[] = [];
    for (let i = words.length - 1; i >= 0; i--) {
      const now = this.memory[words[i]];
      this.memory[words[i]] = values[i];
      looks.push(this.paths.following(thread));
      this.memory[words[i]] = now;
    }
    this.paths.leaveOutEarlier(thread, looks);
  }

  /** Whether what an able thread does depends on more than the one place that it touches itself. */
  watchesSeveral(thread: number): boolean {
    return this.tree.longestLoop[this.node[thread]] > 1;
  }

  /** Whether nobody can ever go on, when no process can take a step: however often those that wait look. */
  isStuck(): boolean {
    let stuck = true;
    for (let left = this.waiting; left !== 0; left &= left - 1)
      stuck = this.paths.waitsForEver(31 - Math.clz32(left & -left)) && stuck;
    if (stuck && this.waiting !== 0) this.tell(EVENT['look-again'], bits(this.waiting));
    return stuck;
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

  /** The address that a thread sleeps on or asks for next; -1 when it has none. */
  addressOf(thread: number): number {
    if (this.status[thread] === ASLEEP) return this.sleepsOn[thread];
    const node = this.node[thread];
    const kind = this.tree.kind[node];
    if (kind === OPERATION.systemCall) return this.tree.operand[node];
    return kind >= OPERATION.load && kind <= OPERATION.compareAndSwap ? this.tree.address[node] : -1;
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

  /** All that the future depends on, to compare two states of one exploration. */
  state(): readonly number[] {
    const stores = Array.from(this.buffers.length, (length, thread) => [
      length,
      ...this.buffers.waiting(thread),
    ]);
    // The order matters among the sleepers of one channel only.
    const asleep = this.sleepers
      .toSorted((a, b) => this.sleepsOn[a] - this.sleepsOn[b])
      .flatMap((sleeper) => [sleeper, this.sleepsOn[sleeper]]);
    const ahead = Array.from({ length: this.threads }, (_, thread) =>
      Array.from(this.waitingSince, (since, other) =>
        Number(this.phase[other] === ARRIVED && since >= 0 && since < this.arrivedAt[thread]),
      ),
    );
    const parts = [this.memory, this.node, this.status, this.phase, this.wokenInVain, asleep];
    return [...parts.flatMap((part) => Array.from(part)), ...stores.flat(), ...ahead.flat()];
  }

  /** In a fair exploration it counts when a thread begins to wait: then its first look in vain is taken. */
  private isFirstLook(thread: number): boolean {
    return this.fair && this.phase[thread] === ARRIVED && this.waitingSince[thread] < 0;
  }

  private heldBack(thread: number): boolean {
    return !this.isFirstLook(thread) && this.paths.waits(thread);
  }

  /**
   * The answer to a request if it were carried out now, as soon as the own store buffer allows; `changes` is whether
   * others could notice.
   */
  probe(thread: number, node: number): number {
    const { tree } = this;
    const kind = tree.kind[node];
    const word = tree.address[node] >> 2;
    this.changes = false;
    switch (kind) {
      case OPERATION.load:
        return this.view(thread, word);
      case OPERATION.store:
        this.changes = this.view(thread, word) !== tree.operand[node];
        return 0;
      case OPERATION.fence:
        return 0;
      case OPERATION.systemCall:
        return this.probeCall(thread, node);
      case OPERATION.mark:
        this.changes = true;
        return 0;
      default: {
        const old = this.view(thread, word);
        this.changes = this.valueAfter(node, old) !== old;
        return old;
      }
    }
  }

  private probeCall(thread: number, node: number): number {
    const word = this.tree.operand[node] >> 2;
    this.changes = true;
    switch (this.tree.address[node]) {
      case SLEEP_CALL.wake: {
        const woken = this.sleepersOf(node);
        this.changes = woken > 0 || this.wokenInVain[word] === 0;
        return woken;
      }
      case SLEEP_CALL.sleepIfEqual:
        this.changes = this.view(thread, word) === this.tree.expected[node];
        return 1;
      default:
        return 0;
    }
  }

  /** The value of a word as its own thread sees it. */
  private view(thread: number, word: number): number {
    const slot = this.buffers.newest(thread, word);
    return slot >= 0 ? this.buffers.value[slot] : this.memory[word];
  }

  /** What a load looks at: its own newest store while that waits, then memory, which it would not see before. */
  private touchView(thread: number, word: number, into: Footprint): void {
    const slot = this.buffers.newestEver(thread, word);
    if (slot >= 0) into.add(this.bufferLocation + slot, false);
    if (this.buffers.newest(thread, word) < 0) into.add(word, false);
  }

  /** @param changes whether it is carried out and changes something; else it only looks. */
  private touchRequest(thread: number, node: number, changes: boolean, into: Footprint): void {
    const { tree } = this;
    const word = tree.address[node] >> 2;
    switch (tree.kind[node]) {
      case OPERATION.load:
        this.touchView(thread, word, into);
        return;
      case OPERATION.store:
        // A store into the buffer concerns nobody else, unless the thread would wait if it changed nothing.
        if (!this.buffered) into.add(word, changes);
        else if (tree.longestLoop[this.node[thread]] > 0) this.touchView(thread, word, into);
        return;
      case OPERATION.fence:
        return;
      case OPERATION.mark:
        this.touchPoint(thread, tree.address[node], into);
        return;
      case OPERATION.systemCall: {
        const channel = tree.operand[node] >> 2;
        const compares = tree.address[node] === SLEEP_CALL.sleepIfEqual;
        if (compares) this.touchView(thread, channel, into);
        // Also a sleep that would not come about: whether it conflicts with a wake may not hang on the word alone, or
        // an order in which it did sleep, between two wakes, is taken for covered by one in which the word changed.
        into.add(this.words + channel, changes || compares);
        return;
      }
      default:
        if (changes) into.add(word, true);
        else this.touchView(thread, word, into);
    }
  }

  /** Entering and leaving conflict with each other; asking for the lock, with others that begin to wait. */
  private touchPoint(thread: number, point: number, into: Footprint): void {
    if (point !== POINT.arrive) into.add(this.criticalSection, true);
    else if (this.fair)
      for (let other = 0; other < this.threads; other++)
        if (other !== thread) into.add(this.waitingLocation + other, false);
  }

  private touchFlush(thread: number, into: Footprint): void {
    const slot = this.buffers.oldest(thread);
    const word = this.buffers.word[slot];
    into.add(word, this.memory[word] !== this.buffers.value[slot]);
    into.add(this.bufferLocation + slot, true);
  }

  private step(thread: number): void {
    const node = this.node[thread];
    const answer = this.probe(thread, node);
    this.paths.count(thread, this.changes);
    const word = this.tree.address[node] >> 2;
    switch (this.tree.kind[node]) {
      case OPERATION.load: {
        const forwarded = this.buffers.newest(thread, word) >= 0;
        this.tell(forwarded ? EVENT['forwarded-load'] : EVENT.load, thread, word * 4, answer);
        break;
      }
      case OPERATION.store:
        this.store(thread, word, this.tree.operand[node]);
        break;
      case OPERATION.mark:
        this.passPoint(thread, this.tree.address[node]);
        break;
      case OPERATION.systemCall:
        this.call(thread, node, answer);
        return;
      default:
        this.tell(EVENT.atomic, thread, this.tree.kind[node], word * 4, answer);
        this.write(word, this.valueAfter(node, answer));
    }
    this.goOn(thread, answer);
  }

  private store(thread: number, word: number, value: number): void {
    if (this.buffered) {
      this.buffers.push(thread, word, value, this.steps);
      this.tell(EVENT['buffered-store'], thread, word * 4, value);
    } else {
      this.tell(EVENT.store, thread, word * 4, value);
      this.write(word, value);
    }
  }

  private flush(thread: number): void {
    const slot = this.buffers.pop(thread, this.steps);
    this.flushedAt[thread] = this.steps;
    this.tell(EVENT.flush, thread, this.buffers.word[slot] * 4, this.buffers.value[slot]);
    this.write(this.buffers.word[slot], this.buffers.value[slot]);
    if (this.buffers.length[thread] > 0 || this.status[thread] !== READY) return;
    if (this.tree.kind[this.node[thread]] === OPERATION.fence) this.tell(EVENT.fence, thread);
    this.settle(thread);
  }

  /** What the atomic operation of a node leaves in a word that holds `old`. */
  private valueAfter(node: number, old: number): number {
    const { tree } = this;
    const kind = tree.kind[node];
    if (kind === OPERATION.fetchAndAdd) return (old + tree.operand[node]) | 0;
    if (kind === OPERATION.compareAndSwap && old !== tree.expected[node]) return old;
    return tree.operand[node];
  }

  private call(thread: number, node: number, answer: number): void {
    const channel = this.tree.operand[node];
    if (this.isWake(node)) {
      this.wake(thread, node);
      return;
    }
    if (!this.changes) {
      this.tell(EVENT.load, thread, channel, this.memory[channel >> 2]);
      this.goOn(thread, answer);
      return;
    }
    this.status[thread] = ASLEEP;
    this.sleepsOn[thread] = channel;
    this.sleepers.push(thread);
    this.tell(EVENT.sleep, thread, channel);
  }

  private isWake(node: number): boolean {
    return this.tree.address[node] === SLEEP_CALL.wake;
  }

  /** How many the wake of a node would wake now. */
  private sleepersOf(node: number): number {
    const channel = this.tree.operand[node];
    let count = 0;
    for (const sleeper of this.sleepers) if (this.sleepsOn[sleeper] === channel) count++;
    return Math.min(count, Math.max(0, this.tree.expected[node]));
  }

  private wake(thread: number, node: number): void {
    const channel = this.tree.operand[node];
    const count = this.sleepersOf(node);
    this.tell(EVENT.wake, thread, channel, count);
    if (count === 0) {
      this.wokenInVain[channel >> 2] = 1;
      this.changedWords.push(channel >> 2);
      this.goOn(thread, 0);
      return;
    }
    const woken = this.sleepers.filter((sleeper) => this.sleepsOn[sleeper] === channel).slice(0, count);
    this.sleepers = this.sleepers.filter((sleeper) => !woken.includes(sleeper));
    this.goOn(thread, count);
    for (const sleeper of woken) {
      this.lastStep.woken |= 1 << sleeper;
      this.wokenAt[sleeper] = this.steps;
      this.status[sleeper] = READY;
      this.goOn(sleeper, 0);
    }
  }

  private write(word: number, value: number): void {
    if (this.memory[word] === value) return;
    this.memory[word] = value;
    this.changedWords.push(word);
  }

  private passPoint(thread: number, point: number): void {
    if (point === POINT.arrive) {
      this.phase[thread] = ARRIVED;
      this.arrivedAt[thread] = this.steps;
      this.waitingSince[thread] = -1;
      this.tell(EVENT.arrive, thread);
    } else if (point === POINT.enter) {
      this.phase[thread] = INSIDE;
      this.lastStep.entered = thread;
      this.tell(EVENT.enter, thread);
    } else if (point === POINT.leave) {
      this.phase[thread] = OUTSIDE;
      this.tell(EVENT.leave, thread);
    } else this.tell(EVENT.mark, thread, point);
  }

  /** Hands a thread the answer to its request, and runs it on to its next one. */
  private goOn(thread: number, answer: number): void {
    this.paths.move(thread, answer);
    this.pass(thread);
    this.settle(thread);
  }

  private pass(thread: number): void {
    const points = this.tree.points[this.node[thread]];
    for (let i = 0; i < points.length; i++) this.passPoint(thread, points[i]);
  }

  /** Passes fences that have nothing to wait for, and notices that a thread is through. */
  private settle(thread: number): void {
    const { tree } = this;
    while (tree.kind[this.node[thread]] === OPERATION.fence && this.buffers.length[thread] === 0) {
      this.fencedAt[thread] = this.flushedAt[thread];
      this.paths.count(thread, false);
      this.paths.move(thread, 0);
      this.pass(thread);
    }
    const node = this.node[thread];
    const kind = tree.kind[node];
    if (kind === OPERATION.finished) {
      this.status[thread] = FINISHED;
      this.results[thread] = tree.operand[node];
      this.tell(EVENT.finish, thread, tree.operand[node]);
    } else if (kind === REQUEST.stuck) this.status[thread] = FAULTED;
    else if (kind === REQUEST.faulty) {
      this.status[thread] = FAULTED;
      if (this.fault.thread >= 0) return;
      this.fault.thread = thread;
      this.fault.address = tree.address[node];
    }
  }

  private tell(kind: number, a = 0, b = 0, c = 0, d = 0): void {
    this.observer?.(this.steps, kind, a, b, c, d);
  }
}

function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}

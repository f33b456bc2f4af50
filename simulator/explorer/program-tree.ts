/**
 * What each thread does after which answers: a tree that is learned while exploring.
 *
 *      (load 0) ─0─▶ (store 0 1) ─0─▶ (enter) ...      a node is a request, an edge the answer to it
 *          └────1──▶ (load 0) ...
 *
 * Programs cannot be copied or taken back, but they do the same after the same answers. So an execution whose
 * answers were given before walks the tree and runs no program; what is new is run, by a program that is started
 * afresh and given the answers of the path. Operations that no other thread can notice (compute, pause, points
 * for the trace) are part of the edge.
 *
 * The tree also knows which answers close a loop: with a `loopLength` of L, the last L requests before a node
 * come again and again while they are given the same answers, and the node is as good as the one L requests
 * before it. That is tried out, LOOKS_IN_VAIN times round: a loop that counts its tries leaves it, or asks for
 * something else.
 */

import { SLEEP_CALL } from '../kernel/system-calls';
import { OPERATION, POINT, type Program } from '../programs/operations';
import { LOOKS_IN_VAIN, MAX_LOOP_OPERATIONS, MAX_SILENT_OPERATIONS, type Scenario } from './scenario';

/** Kinds of request beside those of OPERATION. */
export const REQUEST = {
  /** An address outside memory or not of a word, or an unknown operation. */
  faulty: 100,
  /** It goes on and on without touching memory. */
  stuck: 101,
} as const;

/** `loopLength` of a node: nobody has looked yet. */
export const NOT_LOOKED_AT = -1;
/** `loopLength` of a node that leads on. */
export const NO_LOOP = 0;

/** Nodes after which the tree is dropped between two executions, and learned again: some 30 MB. */
const MAX_NODES = 1 << 18;
/** Programs kept where they stopped, a thread: its own, and the one that looks more often. */
const RUNNING_PROGRAMS = 2;
const NO_POINTS: number[] = [];

interface RunningProgram {
  readonly program: Program;
  /** Where it is; -1 when it has left the tree. */
  node: number;
}

export class ProgramTree {
  // The request of each node.
  readonly kind: number[] = [];
  readonly address: number[] = [];
  readonly operand: number[] = [];
  readonly expected: number[] = [];
  /** The node before; -1 for a thread's first request. */
  readonly parent: number[] = [];
  /** The answer that led from the parent here. */
  readonly answer: number[] = [];
  /** Points passed on the way here. */
  readonly points: (readonly number[])[] = [];
  /** Requests of the loop that the answer that led here closes; NO_LOOP, NOT_LOOKED_AT. */
  readonly loopLength: number[] = [];
  /** The longest loop that an answer to this request closes. */
  readonly longestLoop: number[] = [];
  /** Whether a loop counts as one though it was not followed to the end, as it takes longer each time round. */
  cutShort = false;
  private readonly firstChild: number[] = [];
  private readonly nextSibling: number[] = [];
  /** Looks in vain that matter. */
  private readonly taken = new Set<number>();
  /** By node and length of a loop that is left: how often it goes round before. */
  private readonly roundsBeforeLeaving = new Map<number, number>();
  private running: RunningProgram[][] = [];
  // What the last `advance` found: points on the way, then the request.
  private passed: number[] = NO_POINTS;
  private askedAddress = 0;
  private askedOperand = 0;
  private askedExpected = 0;
  /** Operations that may still be passed without one that touches memory. */
  private patience = 0;

  constructor(private readonly scenario: Scenario) {
    this.plant();
  }

  /** Keeps the tree's size bounded. Called between two executions. */
  prune(): void {
    if (this.kind.length > MAX_NODES) this.plant();
  }

  /** The node of the thread's first request. */
  root(thread: number): number {
    return thread;
  }

  /** Where the thread, at `node`, gets with this answer. */
  child(thread: number, node: number, answer: number): number {
    for (let child = this.firstChild[node]; child >= 0; child = this.nextSibling[child])
      if (this.answer[child] === answer) return child;
    const running = this.programAt(thread, node);
    this.patience = MAX_SILENT_OPERATIONS;
    const child = this.add(this.advance(running.program, node, answer), node, answer);
    this.nextSibling[child] = this.firstChild[node];
    this.firstChild[node] = child;
    running.node = child;
    return child;
  }

  sameRequest(a: number, b: number): boolean {
    return (
      this.kind[a] === this.kind[b] &&
      this.address[a] === this.address[b] &&
      this.operand[a] === this.operand[b] &&
      this.expected[a] === this.expected[b]
    );
  }

  /** Whether the last `length` requests before `node`, with their answers, only repeat the last `period` of them. */
  isRepetition(node: number, length: number, period: number): boolean {
    let ahead = node;
    for (let i = 0; i < period; i++) ahead = this.parent[ahead];
    for (let at = node, i = period; i < length; i++, at = this.parent[at], ahead = this.parent[ahead])
      if (this.answer[at] !== this.answer[ahead] || !this.sameRequest(this.parent[at], this.parent[ahead]))
        return false;
    return true;
  }

  /** Whether the thread, at `node`, goes round its last `length` requests for ever if the answers stay the same. */
  goesRound(thread: number, node: number, length: number): boolean {
    let start = node;
    for (let i = 0; i < length; i++) start = this.parent[start];
    if (!this.sameRequest(node, start)) return false;
    const key = node * (MAX_LOOP_OPERATIONS + 1) + length;
    // One round after a place from which it left in the third, it leaves in the second.
    const before = this.roundsBeforeLeaving.get(start * (MAX_LOOP_OPERATIONS + 1) + length);
    if (before !== undefined && before > 0 && this.isRepetition(node, 2 * length, length)) {
      this.roundsBeforeLeaving.set(key, before - 1);
      return false;
    }
    const rounds = this.goRound(thread, node, length);
    if (rounds < LOOKS_IN_VAIN) this.roundsBeforeLeaving.set(key, rounds);
    return rounds === LOOKS_IN_VAIN;
  }

  /**
   * A look in vain that led to `node` turned out to matter: from now on it leads on.
   * @returns false when the path has `most` of these already.
   */
  takeLook(node: number, most: number): boolean {
    let taken = 0;
    for (let at = node; at >= 0; at = this.parent[at]) if (this.taken.has(at)) taken++;
    if (taken >= most) return false;
    this.loopLength[node] = NO_LOOP;
    this.taken.add(node);
    return true;
  }

  /** How often the thread goes round its last `length` requests, at most LOOKS_IN_VAIN times. */
  private goRound(thread: number, node: number, length: number): number {
    const loop: number[] = [];
    const answers: number[] = [];
    for (let at = node; loop.length < length; at = this.parent[at]) {
      loop.unshift(this.parent[at]);
      answers.unshift(this.answer[at]);
    }
    const running = this.programAt(thread, node);
    running.node = -1;
    this.patience = MAX_SILENT_OPERATIONS;
    for (let rounds = 0; rounds < LOOKS_IN_VAIN; rounds++)
      for (let i = 0; i < length; i++) {
        const kind = this.advance(running.program, loop[i], answers[i]);
        if (kind === REQUEST.stuck && rounds > 0) {
          this.cutShort = true;
          return LOOKS_IN_VAIN;
        }
        if (!this.asks(kind, loop[(i + 1) % length])) return rounds;
      }
    return LOOKS_IN_VAIN;
  }

  private asks(kind: number, node: number): boolean {
    return (
      kind === this.kind[node] &&
      this.askedAddress === this.address[node] &&
      this.askedOperand === this.operand[node] &&
      this.askedExpected === this.expected[node]
    );
  }

  private plant(): void {
    const { kind, address, operand, expected, parent, answer, points } = this;
    const columns = [kind, address, operand, expected, parent, answer, points];
    for (const column of [...columns, this.loopLength, this.longestLoop, this.firstChild, this.nextSibling])
      column.length = 0;
    this.taken.clear();
    this.roundsBeforeLeaving.clear();
    this.running = Array.from({ length: this.scenario.threads }, () => []);
    for (let thread = 0; thread < this.scenario.threads; thread++) {
      const program = this.scenario.start(thread);
      this.patience = MAX_SILENT_OPERATIONS;
      const node = this.add(this.advance(program, -1, 0), -1, 0);
      this.running[thread].push({ program, node });
    }
  }

  private add(kind: number, parent: number, answer: number): number {
    const node = this.kind.push(kind) - 1;
    this.address.push(this.askedAddress);
    this.operand.push(this.askedOperand);
    this.expected.push(this.askedExpected);
    this.parent.push(parent);
    this.answer.push(answer);
    this.points.push(this.passed);
    this.loopLength.push(NOT_LOOKED_AT);
    this.longestLoop.push(0);
    this.firstChild.push(-1);
    this.nextSibling.push(-1);
    return node;
  }

  /** A program that stands at `node`: one that does already, else a fresh one in place of the one longest unused. */
  private programAt(thread: number, node: number): RunningProgram {
    const running = this.running[thread];
    const at = running.findIndex((one) => one.node === node);
    if (at >= 0) {
      const [found] = running.splice(at, 1);
      running.push(found);
      return found;
    }
    if (running.length === RUNNING_PROGRAMS) running.shift();
    const path: number[] = [];
    for (let up = node; up >= 0; up = this.parent[up]) path.push(up);
    const program = this.scenario.start(thread);
    for (let i = path.length - 1; i >= 0; i--) {
      this.patience = MAX_SILENT_OPERATIONS;
      this.advance(program, this.parent[path[i]], this.answer[path[i]]);
    }
    const fresh = { program, node };
    running.push(fresh);
    return fresh;
  }

  /**
   * Runs a program, stopped at the request of `node`, on to its next one that others could notice; fences after a
   * fence have nothing to wait for. @returns its kind; see `passed`, `asked`.
   */
  private advance(program: Program, node: number, answer: number): number {
    const fenced = this.kind[node] === OPERATION.fence;
    this.passed = NO_POINTS;
    for (let result = answer; this.patience > 0; this.patience--, result = 0) {
      const kind = program.resume(result);
      const { address } = program.request;
      if (kind === OPERATION.pause || kind === OPERATION.compute) continue;
      if (kind === OPERATION.fence && fenced) continue;
      if (kind === OPERATION.mark && !(address >= POINT.arrive && address <= POINT.leave)) {
        if (this.passed.length === 0) this.passed = [];
        this.passed.push(address);
        continue;
      }
      return this.note(kind, program);
    }
    return this.noteRequest(REQUEST.stuck, 0, 0, 0);
  }

  private note(kind: number, { request: { address, operand, expected } }: Program): number {
    if (kind === OPERATION.finished) return this.noteRequest(kind, 0, operand | 0, 0);
    if (kind === OPERATION.fence) return this.noteRequest(kind, 0, 0, 0);
    if (kind === OPERATION.mark) return this.noteRequest(kind, address, 0, 0);
    const call = kind === OPERATION.systemCall;
    const target = call ? operand : address;
    const known = call
      ? address >= SLEEP_CALL.sleep && address <= SLEEP_CALL.sleepIfEqual
      : kind >= OPERATION.load && kind <= OPERATION.compareAndSwap;
    if (known && target >= 0 && target % 4 === 0 && target < this.scenario.memoryWords * 4)
      return this.noteRequest(kind, address, operand | 0, expected | 0);
    return this.noteRequest(REQUEST.faulty, Number.isInteger(target) ? target : -1, 0, 0);
  }

  private noteRequest(kind: number, address: number, operand: number, expected: number): number {
    this.askedAddress = address;
    this.askedOperand = operand;
    this.askedExpected = expected;
    return kind;
  }
}

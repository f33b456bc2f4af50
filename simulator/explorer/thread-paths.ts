/**
 * Where each thread is in the tree of what it does, and whether it waits there (published in CONVENTIONS.md).
 *
 * A thread waits when, left alone, it would go round the same requests for ever without changing anything. It is held
 * back at the request that would close the loop, as long as every request of the loop would be answered as before:
 * whatever can happen after one more look in vain can happen without it, since the thread is then where it was.
 *
 *      read x ─0─▶ read y ─0─▶ (read x)      held back at y while x and y are 0
 *
 * That it is where it was is not only assumed. A second copy of each program, the attentive one, takes the looks that
 * the thread leaves out, ATTENTIVE_LOOKS times each, and is given the thread's other answers. When it asks for
 * something else than the thread, the looks that were left out matter: they will be taken, as far as
 * MAX_COUNTED_LOOKS, and the exploration must begin anew (`refuted`).
 */
import { OPERATION } from '../programs/operations';
import { NO_LOOP, NOT_LOOKED_AT, type ProgramTree } from './program-tree';
import { ATTENTIVE_LOOKS, MAX_COUNTED_LOOKS, MAX_LOOP_OPERATIONS } from './scenario';

/** What requests would be answered now. */
export interface Machine {
  readonly threads: number;
  /** Of the last `probe`: whether others could notice it. */
  readonly changes: boolean;
  /** The answer to the thread's request at this node if it were carried out now. */
  probe(thread: number, node: number): number;
}

/** Loops that are tried out at one place, at most. */
const MAX_LOOPS_TRIED = 8;

export class ThreadPaths {
  /** The pending request of each thread. */
  readonly node: Int32Array;
  /** A look that was left out turned out to matter. */
  refuted = false;
  /** Looks in vain matter more often than they are taken. */
  private countsLooks = false;
  /** Requests in a row that changed nothing, by thread. */
  private readonly quiet: Int32Array;
  /** The request of the attentive copy; and what it was when the thread came to its pending request. */
  private readonly attentive: Int32Array;
  private readonly came: Int32Array;
  // Looks that were left out, by thread, as the nodes that they would have led to: at the pending request, and before.
  private readonly looks: number[][];
  private readonly earlierLooks: number[][];
  /** Of the last `following`: how many requests further it is. */
  private passed = 0;
  /** Room for `look`. */
  private readonly loop: number[] = [];

  constructor(
    private readonly tree: ProgramTree,
    private readonly machine: Machine,
  ) {
    const { threads } = machine;
    this.node = new Int32Array(threads);
    this.quiet = new Int32Array(threads);
    this.attentive = new Int32Array(threads);
    this.came = new Int32Array(threads);
    this.looks = Array.from({ length: threads }, () => []);
    this.earlierLooks = Array.from({ length: threads }, () => []);
  }

  /** What has been left out so far, in words. */
  bounds(): string[] {
    const bounds: string[] = [];
    if (this.countsLooks)
      bounds.push(
        `what a thread does depends on how often it looked in vain; more than ${MAX_COUNTED_LOOKS} looks were not tried`,
      );
    if (this.tree.cutShort) bounds.push('a loop that takes longer each time counts as one that never ends');
    return bounds;
  }

  /** To the thread's first request. */
  begin(thread: number): void {
    this.node[thread] = this.attentive[thread] = this.came[thread] = this.tree.root(thread);
    this.quiet[thread] = 0;
    if (this.looks[thread].length > 0) this.looks[thread].length = 0;
    if (this.earlierLooks[thread].length > 0) this.earlierLooks[thread].length = 0;
  }

  /** The pending request is carried out, and others notice or do not. */
  count(thread: number, changes: boolean): void {
    this.quiet[thread] = changes ? 0 : this.quiet[thread] + 1;
  }

  /** Requests in a row that changed nothing. */
  unchanged(thread: number): number {
    return this.quiet[thread];
  }

  /** The pending request has been answered. */
  move(thread: number, answer: number): void {
    const { tree } = this;
    const from = this.node[thread];
    const to = tree.child(thread, from, answer);
    const looks = this.looks[thread];
    this.node[thread] = to;
    if (looks.length > 0) {
      this.earlierLooks[thread].push(...looks);
      looks.length = 0;
    }
    if (this.attentive[thread] === from) this.attentive[thread] = to;
    else {
      this.attentive[thread] = tree.child(thread, this.attentive[thread], answer);
      if (!tree.sameRequest(this.attentive[thread], to)) this.refute(thread);
    }
    this.came[thread] = this.attentive[thread];
  }

  /** Whether the pending request would close a loop in which nothing changes, and all answers would be as before. */
  waits(thread: number): boolean {
    const { tree } = this;
    this.machine.probe(thread, this.node[thread]);
    if (this.machine.changes) return false;
    const next = this.following(thread);
    let length = tree.loopLength[next];
    if (length === NOT_LOOKED_AT) length = this.findLoop(thread, next);
    if (length === NO_LOOP || length > this.quiet[thread] + this.passed) return false;
    for (let at = next, i = 0; i < length; i++, at = tree.parent[at])
      if (!this.repeats(thread, at)) return false;
    return true;
  }

  /** Where the pending request, and fences after it, lead to if it changes nothing. */
  following(thread: number): number {
    const { tree } = this;
    const node = this.node[thread];
    let next = tree.child(thread, node, this.machine.probe(thread, node));
    this.passed = 1;
    while (tree.kind[next] === OPERATION.fence) {
      next = tree.child(thread, next, 0);
      this.passed++;
    }
    return next;
  }

  /** The thread waits: its look is left out. @returns whether it is the first at this request. */
  leaveOut(thread: number): boolean {
    const looks = this.looks[thread];
    const next = this.following(thread);
    if (looks.at(-1) === next) return false;
    const first = looks.push(next) === 1;
    this.look(thread, next);
    return first;
  }

  /** These looks, as the nodes that they lead to, could have come before those at the pending request. */
  leaveOutEarlier(thread: number, earlier: readonly number[]): void {
    const looks = [...earlier, ...this.looks[thread]];
    this.looks[thread] = looks;
    this.attentive[thread] = this.came[thread];
    for (let i = 0; i < looks.length; i++) this.look(thread, looks[i]);
  }

  /**
   * Whether a thread that waits, when nobody else can go on, does so for ever: its attentive copy goes round as
   * well. Where it does not, it is refuted that looks do not matter.
   */
  waitsForEver(thread: number): boolean {
    const length = this.tree.loopLength[this.following(thread)];
    if (this.tree.goesRound(thread, this.attentive[thread], length)) return true;
    this.refute(thread);
    return false;
  }

  /** Whether the request that led to `node` would now change nothing and be answered in the same way. */
  private repeats(thread: number, node: number): boolean {
    const answer = this.machine.probe(thread, this.tree.parent[node]);
    return !this.machine.changes && answer === this.tree.answer[node];
  }

  /** The length of the shortest loop that ends at `next`; NO_LOOP for none. */
  private findLoop(thread: number, next: number): number {
    const { tree } = this;
    const known = this.quiet[thread] + this.passed;
    const longest = Math.min(MAX_LOOP_OPERATIONS, known);
    let found = NO_LOOP;
    const tried: number[] = [];
    for (let at = next, length = 1; length <= longest && tried.length < MAX_LOOPS_TRIED; length++) {
      if (!this.repeats(thread, at)) break;
      at = tree.parent[at];
      if (length < this.passed || !tree.sameRequest(at, next)) continue;
      // Where others may come in between two looks, what came before the loop could pass for its first round.
      const rounds = length > this.passed ? 2 : 1;
      if (rounds * length > known || !tree.isRepetition(next, rounds * length, length)) continue;
      // Twice round a loop that was left is left too.
      if (tried.some((shorter) => tree.isRepetition(next, length, shorter))) continue;
      if (tree.goesRound(thread, next, length)) {
        found = length;
        break;
      }
      tried.push(length);
    }
    tree.loopLength[next] = found;
    const node = this.node[thread];
    tree.longestLoop[node] = Math.max(tree.longestLoop[node], found);
    return found;
  }

  /** The attentive copy goes round the loop that ends at `next`, from the pending request and back, some times. */
  private look(thread: number, next: number): void {
    const { tree, loop } = this;
    const length = tree.loopLength[next];
    let start = 0;
    for (let i = length - 1, at = next; i >= 0; i--, at = tree.parent[at]) {
      loop[i] = at;
      if (tree.parent[at] === this.node[thread]) start = i;
    }
    for (let i = 0; i < ATTENTIVE_LOOKS * length; i++) {
      const at = loop[(start + i) % length];
      this.attentive[thread] = tree.child(thread, this.attentive[thread], tree.answer[at]);
      if (tree.sameRequest(this.attentive[thread], at)) continue;
      this.refute(thread);
      return;
    }
  }

  /** The copies differ: what the thread does depends on how often it looked in vain. */
  private refute(thread: number): void {
    for (const looks of [this.earlierLooks[thread], this.looks[thread]]) {
      for (const look of looks)
        if (this.tree.takeLook(look, MAX_COUNTED_LOOKS)) this.refuted = true;
        else this.countsLooks = true;
      looks.length = 0;
    }
    this.attentive[thread] = this.came[thread] = this.node[thread];
  }
}

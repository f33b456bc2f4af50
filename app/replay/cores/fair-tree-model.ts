/**
 * Who waits under completely fair scheduling at the moment of an event: a red-black tree in order of the virtual runtimes
 * that the policy reports, of equals by number. No drawing here.
 *
 *      ready               into the tree, with what the policy reports right after it
 *      virtual-runtime     another one of a thread that waits: out of the tree, and in again
 *      dispatch, exit      out of it
 *      slice-end           with what is reported right after it: the floor rises to the least virtual runtime of the
 *                          thread, of all that wait and of all that run
 */
import { fieldOf } from '../../../simulator/engine/event-words';
import type { TraceEvent } from '../../../simulator/engine/trace';
import { RedBlackTree, type TreeNode } from './red-black-tree';
import { SteppedModel } from './stepped-model';

export interface Entry {
  readonly thread: number;
  readonly runtime: number;
}

export interface FairTreeAt {
  readonly root: TreeNode<Entry> | undefined;
  /** Who came and who left by this event. */
  readonly came: Entry | undefined;
  readonly left: Entry | undefined;
  /** Whether who left was the leftmost. */
  readonly wasFirst: boolean;
  readonly floor: number;
}

export class FairTreeModel extends SteppedModel<FairTreeAt> {
  private tree = emptyTree();
  private readonly waiting = new Map<number, Entry>();
  private readonly runtimes = new Map<number, number>();
  private readonly running = new Set<number>();
  private floor = 0;
  private came: Entry | undefined;
  private left: Entry | undefined;
  private wasFirst = false;

  protected override restart(): void {
    this.tree = emptyTree();
    this.waiting.clear();
    this.runtimes.clear();
    this.running.clear();
    this.floor = 0;
  }

  protected override now(): FairTreeAt {
    const { tree, came, left, wasFirst, floor } = this;
    return { root: tree.root, came, left, wasFirst, floor };
  }

  protected override apply(event: TraceEvent, index: number): void {
    this.came = undefined;
    this.left = undefined;
    const thread = fieldOf(event, 'thread') ?? -1;
    switch (event.kind.name) {
      case 'ready':
        for (const report of this.reportsAfter(index, thread)) this.adopt(report);
        this.takeOut(thread);
        this.put(thread);
        break;
      case 'slice-end':
        for (const report of this.reportsAfter(index, thread)) this.adopt(report);
        this.raiseFloor(thread);
        break;
      case 'preempt':
      case 'yield':
      case 'block':
        this.running.delete(thread);
        break;
      case 'dispatch':
      case 'exit':
        if (event.kind.name === 'dispatch') this.running.add(thread);
        else this.running.delete(thread);
        this.wasFirst = this.tree.first?.thread === thread;
        this.left = this.takeOut(thread);
        break;
      case 'virtual-runtime':
        this.adopt(event);
        this.came = this.waiting.get(thread);
    }
  }

  private adopt(event: TraceEvent): void {
    const runtime = fieldOf(event, 'cycles');
    const thread = fieldOf(event, 'thread') ?? -1;
    if (event.kind.name !== 'virtual-runtime' || runtime === undefined) return;
    this.runtimes.set(thread, runtime);
    if (this.waiting.get(thread)?.runtime === runtime || this.takeOut(thread) === undefined) return;
    this.put(thread);
  }

  private raiseFloor(ended: number): void {
    const first = this.tree.first;
    const running = [ended, ...this.running].map((thread) => this.runtimes.get(thread) ?? 0);
    this.floor = Math.max(this.floor, Math.min(...running, first?.runtime ?? Number.POSITIVE_INFINITY));
  }

  private put(thread: number): void {
    const entry = { thread, runtime: this.runtimes.get(thread) ?? 0 };
    this.waiting.set(thread, entry);
    this.tree.add(entry);
    this.came = entry;
  }

  private takeOut(thread: number): Entry | undefined {
    const entry = this.waiting.get(thread);
    if (entry === undefined) return undefined;
    this.waiting.delete(thread);
    this.tree.remove(entry);
    return entry;
  }
}

function emptyTree(): RedBlackTree<Entry> {
  return new RedBlackTree((one, other) => one.runtime - other.runtime || one.thread - other.thread);
}

/** Messages from process to process: a queue for each, of a bounded length, in the order of sending. */

const MAILBOX_MESSAGES = 16;

export interface Message {
  readonly from: number;
  readonly words: Int32Array;
}

export class Mailboxes {
  private readonly queues = new Map<number, Message[]>();

  /** @returns whether there was room. */
  put(to: number, message: Message): boolean {
    const queue = this.queues.get(to) ?? [];
    if (queue.length === MAILBOX_MESSAGES) return false;
    queue.push(message);
    this.queues.set(to, queue);
    return true;
  }

  /** The oldest one. */
  take(of: number): Message | undefined {
    return this.queues.get(of)?.shift();
  }

  /** The process is over: whatever it was sent is lost. */
  discard(of: number): void {
    this.queues.delete(of);
  }
}

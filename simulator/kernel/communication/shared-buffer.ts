/**
 * A ring of messages in a segment of shared memory, for one sender and one receiver.
 *
 *      word 0     how many messages were published       stored by the sender only
 *      word 16    how many were released                 stored by the receiver only
 *      word 32    the messages: number n lies at place n modulo the places
 *
 * Each count is stored after the last word that it is about was stored or read: on a machine whose stores become visible
 * in their order (and loads happen in theirs) nobody sees half a message. Each side remembers its own count and looks
 * at the other's only when the buffer seems full, or empty. The counts lie a cache line apart. They do not wrap:
 * 2^31 messages are more than a run has. Source: Lamport, "Proving the correctness of multiprocess programs", 1977,
 * section on the producer and the consumer.
 */
import { load, type Operation, store, systemCall } from '../../programs/operations';
import { GRANT_RIGHTS } from '../processes/grant-rights';
import { COMMUNICATION_CALL } from './communication-calls';
import type { Buffer } from './shared-buffer-interface';

const PUBLISHED = 0;
const RELEASED = 64;
const MESSAGES = 128;
const WORD_BYTES = 4;

export class SharedBuffer implements Buffer {
  private base = 0;
  private published = 0;
  private released = 0;

  constructor(
    _services: object,
    private readonly places: number,
    private readonly words: number,
  ) {}

  *open(key: number, pages: number): Operation {
    const segment = yield* systemCall(COMMUNICATION_CALL.createSegment, key, pages);
    this.base = yield* systemCall(COMMUNICATION_CALL.attach, segment, GRANT_RIGHTS.readWrite);
    return 0;
  }

  *send(from: number): Operation {
    const to = yield* this.reserve();
    if (to === 0) return 0;
    yield* this.copy(from, to);
    yield* this.publish();
    return 1;
  }

  *receive(to: number): Operation {
    const from = yield* this.peek();
    if (from === 0) return 0;
    yield* this.copy(from, to);
    yield* this.release();
    return 1;
  }

  *reserve(): Operation {
    if (this.published - this.released === this.places) {
      this.released = yield* load(this.base + RELEASED);
      if (this.published - this.released === this.places) return 0;
    }
    return this.place(this.published);
  }

  *publish(): Operation {
    this.published++;
    return yield* store(this.base + PUBLISHED, this.published);
  }

  *peek(): Operation {
    if (this.released === this.published) {
      this.published = yield* load(this.base + PUBLISHED);
      if (this.released === this.published) return 0;
    }
    return this.place(this.released);
  }

  *release(): Operation {
    this.released++;
    return yield* store(this.base + RELEASED, this.released);
  }

  private place(message: number): number {
    return this.base + MESSAGES + (message % this.places) * this.words * WORD_BYTES;
  }

  private *copy(from: number, to: number): Operation {
    for (let i = 0; i < this.words; i++)
      yield* store(to + i * WORD_BYTES, yield* load(from + i * WORD_BYTES));
    return 0;
  }
}

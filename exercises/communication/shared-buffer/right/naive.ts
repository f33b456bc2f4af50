// Nothing is remembered: both counts are read from the segment each time.
import {
  ATTACH,
  type Buffer,
  CREATE_SEGMENT,
  load,
  type Operation,
  READ_WRITE,
  store,
  systemCall,
  WORD_BYTES,
} from '../contract';

export class SharedBuffer implements Buffer {
  private base = 0;

  constructor(
    _services: object,
    private readonly places: number,
    private readonly words: number,
  ) {}

  *open(key: number, pages: number): Operation {
    const segment = yield* systemCall(CREATE_SEGMENT, key, pages);
    this.base = yield* systemCall(ATTACH, segment, READ_WRITE);
    return 1;
  }

  *send(from: number): Operation {
    const place = yield* this.reserve();
    if (place === 0) return 0;
    for (let i = 0; i < this.words; i++) {
      const word = yield* load(from + i * WORD_BYTES);
      yield* store(place + i * WORD_BYTES, word);
    }
    yield* this.publish();
    return 1;
  }

  *receive(to: number): Operation {
    const place = yield* this.peek();
    if (place === 0) return 0;
    for (let i = 0; i < this.words; i++) {
      const word = yield* load(place + i * WORD_BYTES);
      yield* store(to + i * WORD_BYTES, word);
    }
    yield* this.release();
    return 1;
  }

  *reserve(): Operation {
    const head = yield* load(this.base);
    const tail = yield* load(this.base + WORD_BYTES);
    return head - tail < this.places ? this.placeOf(head) : 0;
  }

  *publish(): Operation {
    yield* store(this.base, (yield* load(this.base)) + 1);
    return 0;
  }

  *peek(): Operation {
    const head = yield* load(this.base);
    const tail = yield* load(this.base + WORD_BYTES);
    return head > tail ? this.placeOf(tail) : 0;
  }

  *release(): Operation {
    const tail = yield* load(this.base + WORD_BYTES);
    yield* store(this.base + WORD_BYTES, tail + 1);
    return 0;
  }

  private placeOf(count: number): number {
    return this.base + 2 * WORD_BYTES + (count % this.places) * this.words * WORD_BYTES;
  }
}

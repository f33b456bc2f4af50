// One word counts the messages that are there; both sides change it by an atomic operation.
import {
  ATTACH,
  type Buffer,
  CONTROL_WORDS,
  CREATE_SEGMENT,
  fetchAndAdd,
  load,
  type Operation,
  READ_WRITE,
  store,
  systemCall,
  WORD_BYTES,
} from '../contract';

export class SharedBuffer implements Buffer {
  private count = 0;
  private index = 0;

  constructor(
    _services: object,
    private readonly places: number,
    private readonly words: number,
  ) {}

  *open(key: number, pages: number): Operation {
    this.count = yield* systemCall(ATTACH, yield* systemCall(CREATE_SEGMENT, key, pages), READ_WRITE);
    return 0;
  }

  *send(from: number): Operation {
    if ((yield* load(this.count)) >= this.places) return 0;
    yield* this.move(from, this.place());
    yield* this.publish();
    return 1;
  }

  *receive(to: number): Operation {
    if ((yield* load(this.count)) <= 0) return 0;
    yield* this.move(this.place(), to);
    yield* this.release();
    return 1;
  }

  *reserve(): Operation {
    if ((yield* load(this.count)) >= this.places) return 0;
    return this.place();
  }

  *publish(): Operation {
    this.advance();
    return yield* fetchAndAdd(this.count, 1);
  }

  *peek(): Operation {
    if ((yield* load(this.count)) <= 0) return 0;
    return this.place();
  }

  *release(): Operation {
    this.advance();
    return yield* fetchAndAdd(this.count, -1);
  }

  private place(): number {
    return this.count + (CONTROL_WORDS + this.index * this.words) * WORD_BYTES;
  }

  private advance(): void {
    this.index = (this.index + 1) % this.places;
  }

  private *move(from: number, to: number): Operation {
    for (let at = 0; at < this.words * WORD_BYTES; at += WORD_BYTES)
      yield* store(to + at, yield* load(from + at));
    return 0;
  }
}

// Each place has a word that says whether a message is in it: each side goes round on its own.
import {
  ATTACH,
  type Buffer,
  CREATE_SEGMENT,
  load,
  type Operation,
  READ_WRITE,
  store,
  systemCall,
} from '../contract';

/** The words of the flags lie behind those of the messages: there are 64 of them. */
export class SharedBuffer implements Buffer {
  private start = 0;
  private flags = 0;
  private next = 0;

  constructor(
    _services: object,
    private readonly places: number,
    private readonly words: number,
  ) {}

  *open(key: number, pages: number): Operation {
    const number = yield* systemCall(CREATE_SEGMENT, key, pages);
    this.start = yield* systemCall(ATTACH, number, READ_WRITE);
    this.flags = this.start + 4 * this.words * this.places;
    return 0;
  }

  *send(from: number): Operation {
    if ((yield* load(this.flag())) !== 0) return 0;
    yield* this.copy(from, this.place());
    return yield* this.pass(1);
  }

  *receive(to: number): Operation {
    if ((yield* load(this.flag())) === 0) return 0;
    yield* this.copy(this.place(), to);
    return yield* this.pass(0);
  }

  *reserve(): Operation {
    return (yield* load(this.flag())) === 0 ? this.place() : 0;
  }

  *publish(): Operation {
    return yield* this.pass(1);
  }

  *peek(): Operation {
    return (yield* load(this.flag())) === 0 ? 0 : this.place();
  }

  *release(): Operation {
    return yield* this.pass(0);
  }

  private flag(): number {
    return this.flags + 4 * this.next;
  }

  private place(): number {
    return this.start + 4 * this.words * this.next;
  }

  private *pass(full: number): Operation {
    yield* store(this.flag(), full);
    this.next = this.next + 1 === this.places ? 0 : this.next + 1;
    return 1;
  }

  private *copy(from: number, to: number): Operation {
    for (let word = this.words - 1; word >= 0; word--)
      yield* store(to + 4 * word, yield* load(from + 4 * word));
    return 0;
  }
}

// Waits for the disk at each request; what comes meanwhile is kept in a list. The disk server remembers nothing.
import {
  CALL,
  load,
  type Operation,
  SECTOR_BYTES,
  type Servers,
  type Services,
  store,
  systemCall,
} from '../contract';

export class FileServers implements Servers {
  /** Client, file, offset, ticket of each. */
  private readonly waiting: number[] = [];

  constructor(
    _services: Services,
    private readonly work: number,
    private readonly table: number,
    private readonly files: number,
    private readonly disk: number,
  ) {}

  *fileServer(): Operation {
    const { work, waiting } = this;
    for (;;) {
      if (waiting.length === 0) yield* this.keep(yield* systemCall(CALL.awaitMessage, work));
      const client = waiting.shift() ?? 0;
      const file = waiting.shift() ?? 0;
      const offset = waiting.shift() ?? 0;
      const ticket = waiting.shift() ?? 0;
      const place = yield* this.placeOf(file, offset);
      let word = 0;
      if (place >= 0) {
        yield* store(work, place);
        yield* systemCall(CALL.send, this.disk, work);
        for (;;) {
          const sender = yield* systemCall(CALL.awaitMessage, work);
          if (sender === this.disk) break;
          yield* this.keep(sender);
        }
        word = yield* load(work);
      }
      yield* store(work, ticket);
      yield* store(work + 4, place >= 0 ? 0 : -1);
      yield* store(work + 8, word);
      yield* systemCall(CALL.send, client, work);
    }
  }

  *diskServer(): Operation {
    const sector = this.work + SECTOR_BYTES;
    for (;;) {
      const sender = yield* systemCall(CALL.awaitMessage, this.work);
      const place = yield* load(this.work);
      yield* systemCall(CALL.readSector, Math.floor(place / 128), sector);
      yield* store(this.work, yield* load(sector + 4 * (place % 128)));
      yield* systemCall(CALL.send, sender, this.work);
    }
  }

  private *keep(client: number): Operation {
    this.waiting.push(client);
    for (let i = 0; i < 3; i++) this.waiting.push(yield* load(this.work + 4 * i));
    return 0;
  }

  /** 128 a sector, and the word. */
  private *placeOf(file: number, offset: number): Operation {
    if (file < 0 || file >= this.files || offset < 0 || offset % 4 !== 0) return -1;
    if (offset >= (yield* load(this.table + 8 * file))) return -1;
    const list = yield* load(this.table + 8 * file + 4);
    const sector = yield* load(list + 4 * Math.floor(offset / SECTOR_BYTES));
    return 128 * sector + (offset % SECTOR_BYTES) / 4;
  }
}

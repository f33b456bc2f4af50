// Requests under way stand in a table of the file server's memory, and messages between the servers name its rows.
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

/** Never are more than 12 requests under way. */
const ROWS = 16;
const ROW_BYTES = 12;

export class FileServers implements Servers {
  private readonly message: number;
  private readonly rows: number;

  constructor(
    _services: Services,
    work: number,
    private readonly table: number,
    private readonly files: number,
    private readonly disk: number,
  ) {
    this.message = work;
    this.rows = work + 1024;
  }

  /** A row: client (0: free), ticket, word of the sector. */
  *fileServer(): Operation {
    const { message } = this;
    for (;;) {
      const sender = yield* systemCall(CALL.awaitMessage, message);
      if (sender === this.disk) {
        const row = this.rows + ROW_BYTES * (yield* load(message));
        const word = yield* load(message + 4);
        const client = yield* load(row);
        yield* store(row, 0);
        yield* this.answer(client, yield* load(row + 4), 0, word);
      } else {
        const offset = yield* load(message + 4);
        const ticket = yield* load(message + 8);
        const list = yield* this.listOf(yield* load(message), offset);
        if (list === 0) yield* this.answer(sender, ticket, -1, 0);
        else {
          let row = 0;
          while (row < ROWS - 1 && (yield* load(this.rows + ROW_BYTES * row)) !== 0) row++;
          yield* store(this.rows + ROW_BYTES * row, sender);
          yield* store(this.rows + ROW_BYTES * row + 4, ticket);
          const sector = yield* load(list + 4 * ((offset / SECTOR_BYTES) | 0));
          yield* this.put(row, sector, (offset >> 2) & 127);
          yield* systemCall(CALL.send, this.disk, message);
        }
      }
    }
  }

  *diskServer(): Operation {
    const { message } = this;
    let kept = -1;
    for (;;) {
      const sender = yield* systemCall(CALL.awaitMessage, message);
      const sector = yield* load(message + 4);
      if (sector !== kept) yield* systemCall(CALL.readSector, sector, this.rows);
      kept = sector;
      yield* store(message + 4, yield* load(this.rows + 4 * (yield* load(message + 8))));
      yield* systemCall(CALL.send, sender, message);
    }
  }

  /** Where the list of sectors lies; 0 when there is no such word. */
  private *listOf(file: number, offset: number): Operation {
    if (file < 0 || file >= this.files) return 0;
    const bytes = yield* load(this.table + 8 * file);
    if (offset < 0 || offset >= bytes || (offset & 3) !== 0) return 0;
    return yield* load(this.table + 8 * file + 4);
  }

  private *put(first: number, second: number, third: number): Operation {
    yield* store(this.message, first);
    yield* store(this.message + 4, second);
    return yield* store(this.message + 8, third);
  }

  private *answer(client: number, ticket: number, status: number, word: number): Operation {
    yield* this.put(ticket, status, word);
    return yield* systemCall(CALL.send, client, this.message);
  }
}

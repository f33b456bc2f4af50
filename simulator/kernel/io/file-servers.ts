/**
 * Reading a file in a microkernel: two servers, each a process with memory of its own, that know each other by messages.
 *
 *      client ──[file, offset, ticket]──▶ file server ──[sector, word, ticket, client]──▶ disk server ──▶ the disk
 *             ◀──[ticket, status, word]──             ◀──[value, 0, ticket, client]──────
 *
 * What a request is about travels with it, so that the file server remembers nothing and never waits for the disk. The
 * disk server keeps the sectors that it read last. An answer that cannot be delivered is dropped: its client is gone.
 *
 *      file server's table    two words a file: its bytes, and where the list of its sectors lies
 */
import { load, type Operation, store, systemCall } from '../../programs/operations';
import { MESSAGE_BYTES, SYSTEM_CALL } from '../system-calls';

const SECTOR_BYTES = 512;
/** What the disk server remembers: a word for each sector's number, and the sectors, up to the end of its memory. */
const KEPT_SECTORS = 6;
const SECTORS_OFFSET = 1024;

export class FileServers {
  constructor(
    _services: object,
    /** 4,096 bytes that the process may use, all 0 at first. */
    private readonly workAddress: number,
    private readonly tableAddress: number,
    private readonly files: number,
    /** Number of the process that runs `diskServer`. */
    private readonly diskProcess: number,
  ) {}

  *fileServer(): Operation {
    const message = this.workAddress;
    for (;;) {
      const sender = yield* systemCall(SYSTEM_CALL.awaitMessage, message);
      const first = yield* load(message);
      const second = yield* load(message + 4);
      const ticket = yield* load(message + 8);
      if (sender === this.diskProcess) {
        const client = yield* load(message + 12);
        yield* this.answer(client, ticket, 0, first);
        continue;
      }
      const sector = yield* this.sectorOf(first, second);
      if (sector < 0) yield* this.answer(sender, ticket, -1, 0);
      else {
        yield* store(message, sector);
        yield* store(message + 4, (second % SECTOR_BYTES) / 4);
        yield* store(message + 12, sender);
        yield* systemCall(SYSTEM_CALL.send, this.diskProcess, message);
      }
    }
  }

  *diskServer(): Operation {
    const message = this.workAddress;
    let oldest = 0;
    for (;;) {
      const sender = yield* systemCall(SYSTEM_CALL.awaitMessage, message);
      const sector = yield* load(message);
      const word = yield* load(message + 4);
      let slot = 0;
      while (slot < KEPT_SECTORS && (yield* load(this.numberAt(slot))) !== sector + 1) slot++;
      if (slot === KEPT_SECTORS) {
        slot = oldest;
        oldest = (oldest + 1) % KEPT_SECTORS;
        yield* systemCall(SYSTEM_CALL.readSector, sector, this.sectorAt(slot));
        yield* store(this.numberAt(slot), sector + 1);
      }
      yield* store(message, yield* load(this.sectorAt(slot) + 4 * word));
      yield* systemCall(SYSTEM_CALL.send, sender, message);
    }
  }

  /** @returns -1 when no file has a word there. */
  private *sectorOf(file: number, offset: number): Operation {
    if (file < 0 || file >= this.files || offset < 0 || offset % 4 !== 0) return -1;
    const entry = this.tableAddress + 8 * file;
    if (offset >= (yield* load(entry))) return -1;
    const list = yield* load(entry + 4);
    return yield* load(list + 4 * Math.floor(offset / SECTOR_BYTES));
  }

  private *answer(client: number, ticket: number, status: number, word: number): Operation {
    yield* store(this.workAddress, ticket);
    yield* store(this.workAddress + 4, status);
    yield* store(this.workAddress + 8, word);
    return yield* systemCall(SYSTEM_CALL.send, client, this.workAddress);
  }

  /** Where the number of a sector that is kept lies, plus 1; 0: none. */
  private numberAt(slot: number): number {
    return this.workAddress + MESSAGE_BYTES + 4 * slot;
  }

  private sectorAt(slot: number): number {
    return this.workAddress + SECTORS_OFFSET + SECTOR_BYTES * slot;
  }
}

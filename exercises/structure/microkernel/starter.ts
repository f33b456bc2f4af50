import { CALL, load, type Operation, type Servers, type Services, store, systemCall } from './contract';

/** Answers every request at once: there is no such word. */
export class FileServers implements Servers {
  constructor(
    _services: Services,
    private readonly workAddress: number,
    _tableAddress: number,
    _files: number,
    _diskProcess: number,
  ) {}

  *fileServer(): Operation {
    for (;;) {
      const client = yield* systemCall(CALL.awaitMessage, this.workAddress);
      const ticket = yield* load(this.workAddress + 8);
      yield* store(this.workAddress, ticket);
      yield* store(this.workAddress + 4, -1);
      yield* systemCall(CALL.send, client, this.workAddress);
    }
  }

  *diskServer(): Operation {
    return yield* systemCall(CALL.awaitMessage, this.workAddress);
  }
}

/**
 * The servers that you implement, and the operations that they may use.
 *
 *      import { CALL, load, type Operation, type Servers, store, systemCall } from './contract';
 *      export class FileServers implements Servers { ... }
 *
 * Both methods are generator functions: write `yield*` before every operation,
 *
 *      const sender = yield* systemCall(CALL.awaitMessage, address);
 *      const file = yield* load(address);
 *
 * Memory is that of the server's own process, in words of 32 bits at multiples of 4.
 */
export { compute, load, type Operation, store, systemCall } from '../../../simulator/programs/operations';

import { SYSTEM_CALL } from '../../../simulator/kernel/system-calls';
import type { Operation } from '../../../simulator/programs/operations';

/** System calls that your servers may make; every other one is answered -1. */
export const CALL = {
  /** send(process, address): the 4 words there go to the process. 0; -1: it is over, or has 16 messages waiting. */
  send: SYSTEM_CALL.send,
  /** receive(address): the oldest message is stored there. The sender's number; -1: there is none. */
  receive: SYSTEM_CALL.receive,
  /** awaitMessage(address): as receive, and sleeps until there is one. */
  awaitMessage: SYSTEM_CALL.awaitMessage,
  /** readSector(sector, address): sleeps until its 128 words lie there. 0; -1: no such sector. The disk server's only. */
  readSector: SYSTEM_CALL.readSector,
} as const;

export const SECTOR_BYTES = 512;

/** The services object of this exercise is empty: the operations above are all there is. */
export type Services = Readonly<Record<string, never>>;

/**
 * Each server is a process with an object of its own, made in a fresh copy of your file:
 *
 *      new FileServers(services, workAddress, tableAddress, files, diskProcess)
 *
 * From workAddress on each of them has 4,096 bytes of its own, 0 at first. The table lies in the memory of the file
 * server; diskProcess is the number of the process that runs diskServer.
 */
export interface Servers {
  fileServer(): Operation;
  diskServer(): Operation;
}

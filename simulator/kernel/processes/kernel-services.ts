/**
 * What mechanisms of processes and memory may do: the services behind their interfaces. All numbers.
 *
 *      frame      number of a page of physical memory: what a page-table entry holds above its 10 bits
 *      table      a frame, as 1,024 words:            load(frame, index), store(frame, index, word)
 *      process    its number:                         get(process, PROCESS_FIELD.break), register(process, 10)
 *
 * All of it is simulated memory: the hardware walks the tables, the context switch loads the registers.
 */
export interface KernelServices {
  /** A word of a frame. A frame that is not in use reads as 0. @param index 0 to 1023. */
  load(frame: number, index: number): number;
  /** @returns 0, or -1 where the frame is not in use: nothing is stored then. */
  store(frame: number, index: number, word: number): number;
  /** A free frame, filled with zeros; -1 when none is left. */
  allocateFrame(): number;
  /** Gives a frame back; one that several use is free once all of them gave it back. @returns 0, or -1 when it was not in use. */
  freeFrame(frame: number): number;
  /** One more user of a frame, who will give it back too. @returns 0, or -1 when it is not in use. */
  shareFrame(frame: number): number;
  /** Copies all words of a frame. @returns 0, or -1 when one of them is not in use. */
  copyFrame(from: number, to: number): number;
  /** A frame with the kernel's own part of a root page table, and nothing else; -1 when none is left. */
  newRoot(): number;
  /** A field of a process's record. @param field of PROCESS_FIELD. */
  get(process: number, field: number): number;
  set(process: number, field: number, value: number): number;
  /** A register in the control block of the process's thread: 0 the program counter, 1 to 31 x1 to x31. */
  register(process: number, index: number): number;
  setRegister(process: number, index: number, value: number): number;
  /** Makes every core forget the translations of this process. @returns 0, or -1 where there is none. */
  flush(process: number): number;
  /** A process that blocked in wait goes on: its call answers `child`. @returns 0, or -1 when it did not block there. */
  wake(process: number, child: number): number;
  /** Its record is free, and its number may be given again. @returns 0, or -1 when it is alive or free already. */
  release(process: number): number;
  /** Group of a system call; -1 when there is no such call. */
  groupOf(number: number): number;
  /** What argument 0 or 1 of a system call is: one of ARGUMENT. */
  argumentKind(number: number, argument: number): number;
  /** Of one that points to whole words, how many bytes; else 0. */
  argumentBytes(number: number, argument: number): number;
  /**
   * Whether a process may use the byte at an address; a page that it only has to touch is made by the address space.
   * @param access of ACCESS_KIND. @returns 1 when it is there, else 0.
   */
  touch(process: number, address: number, access: number): number;
  /** Puts a byte into the kernel's copy of what argument 0 or 1 points to. @returns 0, or -1 where it has no room. */
  copyIn(argument: number, index: number, byte: number): number;
  /**
   * Carries out the call in hand and trusts its arguments: it reads what was copied in, and stores where it is told.
   * @returns what it answers; anything when the caller does not go on with it, for it blocked.
   */
  perform(process: number, number: number, first: number, second: number): number;
  /** A byte of a process's memory, 0 to 255; -1 where it may not load. */
  loadByte(process: number, address: number): number;
  /** @returns 0, or -1 where the process may not store: nothing is stored then. */
  storeByte(process: number, address: number, byte: number): number;
  /** The cycle: its low word (0), its high word (1). */
  clock(word: number): number;
}

/** Numbers of parameters, as a policy's shape names them. */
const KERNEL_SERVICES = {
  load: 2,
  store: 3,
  allocateFrame: 0,
  freeFrame: 1,
  shareFrame: 1,
  copyFrame: 2,
  newRoot: 0,
  get: 2,
  set: 3,
  register: 2,
  setRegister: 3,
  flush: 1,
  wake: 2,
  release: 1,
  groupOf: 1,
  argumentKind: 2,
  argumentBytes: 2,
  touch: 3,
  copyIn: 3,
  perform: 4,
  loadByte: 2,
  storeByte: 3,
  clock: 1,
} as const satisfies Record<keyof KernelServices, number>;
export type KernelServiceName = keyof typeof KERNEL_SERVICES;

/** The services of these names, for the shape of one mechanism. */
export function servicesOf(...names: readonly KernelServiceName[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, KERNEL_SERVICES[name]]));
}

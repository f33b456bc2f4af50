/**
 * The kernel's table of modules: what a driver or a file system must have is an interface, and the kernel calls it by
 * its number there, whoever it is. Interfaces and modules come at run time; no line of the kernel is about one of them.
 *
 *      module in memory    interface, name, then an address for each operation of the interface; 0: it has none
 *      operation 0         starts it: 0, or it is not loaded          operation 1     ends it
 *
 * A module that lacks a required operation is refused before anything of it runs, and one that is open stays.
 */
import type { ModuleServices } from './module-table-interface';

interface Module {
  /** Address of its first operation. */
  readonly operations: number;
  readonly interface: number;
  opened: number;
}

const START = 0;
const END = 1;
const REFUSED = -1;
/** Names are below. */
const NAMES = 1000;

export class ModuleTable {
  /** By interface: how many operations it has; bit i: operation i is required. */
  private readonly counts = new Map<number, number>();
  private readonly required = new Map<number, number>();
  private readonly modules = new Map<number, Module>();
  private readonly handles: (Module | undefined)[] = [];

  constructor(private readonly services: ModuleServices) {}

  describe(number: number, operations: number, required: number): number {
    this.counts.set(number, operations);
    this.required.set(number, required);
    return 0;
  }

  load(address: number): number {
    const { services } = this;
    const number = services.load(address);
    const key = keyOf(number, services.load(address + 4));
    const operations = address + 8;
    const count = this.counts.get(number) ?? 0;
    if (count === 0 || this.modules.has(key)) return REFUSED;
    const required = this.required.get(number) ?? 0;
    for (let i = 0; i < count; i++)
      if (((required >> i) & 1) === 1 && services.load(operations + 4 * i) === 0) return REFUSED;
    if (services.run(services.load(operations + 4 * START), 0) !== 0) return REFUSED;
    this.modules.set(key, { operations, interface: number, opened: 0 });
    return 0;
  }

  open(number: number, name: number): number {
    const found = this.modules.get(keyOf(number, name));
    if (found === undefined) return REFUSED;
    found.opened++;
    let handle = 0;
    while (this.handles[handle] !== undefined) handle++;
    this.handles[handle] = found;
    return handle;
  }

  call(handle: number, operation: number, argument: number): number {
    const found = this.handles[handle];
    if (found === undefined || operation <= END || operation >= (this.counts.get(found.interface) ?? 0))
      return REFUSED;
    const address = this.services.load(found.operations + 4 * operation);
    return address === 0 ? REFUSED : this.services.run(address, argument);
  }

  close(handle: number): number {
    const found = this.handles[handle];
    if (found === undefined) return REFUSED;
    found.opened--;
    this.handles[handle] = undefined;
    return 0;
  }

  unload(number: number, name: number): number {
    const key = keyOf(number, name);
    const found = this.modules.get(key);
    if (found === undefined || found.opened > 0) return REFUSED;
    this.services.run(this.services.load(found.operations + 4 * END), 0);
    this.modules.delete(key);
    return 0;
  }
}

const keyOf = (number: number, name: number): number => number * NAMES + name;

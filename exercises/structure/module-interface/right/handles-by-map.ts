// Handles count up and are never given twice; a module is the address at which it lies.
import { END, type Modules, REFUSED, type Services, START } from '../contract';

export class ModuleTable implements Modules {
  private readonly operations = new Map<number, number>();
  private readonly required = new Map<number, number>();
  /** By interface: names, and where each lies. */
  private readonly names = new Map<number, Map<number, number>>();
  private readonly users = new Map<number, number>();
  private readonly handles = new Map<number, number>();
  private last = 0;

  constructor(private readonly services: Services) {}

  describe(kind: number, operations: number, required: number): number {
    this.operations.set(kind, operations);
    this.required.set(kind, required);
    this.names.set(kind, new Map());
    return 0;
  }

  load(address: number): number {
    const kind = this.services.load(address);
    const names = this.names.get(kind);
    const name = this.services.load(address + 4);
    if (names === undefined || names.has(name)) return REFUSED;
    let rest = this.required.get(kind) ?? 0;
    for (let i = 0; rest > 0; i++, rest >>= 1)
      if (rest % 2 === 1 && this.operation(address, i) === 0) return REFUSED;
    if (this.services.run(this.operation(address, START), 0) !== 0) return REFUSED;
    names.set(name, address);
    this.users.set(address, 0);
    return 0;
  }

  open(kind: number, name: number): number {
    const address = this.names.get(kind)?.get(name);
    if (address === undefined) return REFUSED;
    this.users.set(address, (this.users.get(address) ?? 0) + 1);
    this.handles.set(++this.last, address);
    return this.last;
  }

  call(handle: number, operation: number, argument: number): number {
    const address = this.handles.get(handle);
    if (address === undefined || operation === START || operation === END || operation < 0) return REFUSED;
    if (operation >= (this.operations.get(this.services.load(address)) ?? 0)) return REFUSED;
    const found = this.operation(address, operation);
    return found === 0 ? REFUSED : this.services.run(found, argument);
  }

  close(handle: number): number {
    const address = this.handles.get(handle);
    if (address === undefined) return REFUSED;
    this.handles.delete(handle);
    this.users.set(address, (this.users.get(address) ?? 0) - 1);
    return 0;
  }

  unload(kind: number, name: number): number {
    const address = this.names.get(kind)?.get(name);
    if (address === undefined || (this.users.get(address) ?? 0) > 0) return REFUSED;
    this.services.run(this.operation(address, END), 0);
    this.names.get(kind)?.delete(name);
    return 0;
  }

  private operation(address: number, operation: number): number {
    return this.services.load(address + 8 + 4 * operation);
  }
}

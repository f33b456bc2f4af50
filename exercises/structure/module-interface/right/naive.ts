// Lists that are searched; operations are copied when a module is loaded.
import { type Modules, REFUSED, type Services } from '../contract';

export class ModuleTable implements Modules {
  private readonly interfaces: number[][] = [];
  /** Interface, name, how often it is open, operations. */
  private readonly modules: number[][] = [];
  /** Handle, and its module. */
  private handles: { readonly handle: number; readonly module: number[] }[] = [];
  private next = 0;

  constructor(private readonly services: Services) {}

  describe(kind: number, operations: number, required: number): number {
    this.interfaces.push([kind, operations, required]);
    return 0;
  }

  load(address: number): number {
    const kind = this.services.load(address);
    const name = this.services.load(address + 4);
    const known = this.interfaces.find((each) => each[0] === kind);
    if (known === undefined || this.find(kind, name) !== undefined) return REFUSED;
    const module = [kind, name, 0];
    for (let i = 0; i < (known[1] ?? 0); i++) {
      const operation = this.services.load(address + 8 + 4 * i);
      if (operation === 0 && (((known[2] ?? 0) >> i) & 1) === 1) return REFUSED;
      module.push(operation);
    }
    if (this.services.run(module[3] ?? 0, 0) !== 0) return REFUSED;
    this.modules.push(module);
    return 0;
  }

  open(kind: number, name: number): number {
    const module = this.find(kind, name);
    if (module === undefined) return REFUSED;
    module[2] = (module[2] ?? 0) + 1;
    const handle = this.next++;
    this.handles.push({ handle, module });
    return handle;
  }

  call(handle: number, operation: number, argument: number): number {
    const found = this.handles.find((each) => each.handle === handle);
    if (found === undefined || operation < 2 || operation + 3 >= found.module.length) return REFUSED;
    const address = found.module[operation + 3] ?? 0;
    return address === 0 ? REFUSED : this.services.run(address, argument);
  }

  close(handle: number): number {
    const found = this.handles.find((each) => each.handle === handle);
    if (found === undefined) return REFUSED;
    found.module[2] = (found.module[2] ?? 0) - 1;
    this.handles = this.handles.filter((each) => each.handle !== handle);
    return 0;
  }

  unload(kind: number, name: number): number {
    const module = this.find(kind, name);
    if (module === undefined || module[2] !== 0) return REFUSED;
    this.services.run(module[4] ?? 0, 0);
    this.modules.splice(this.modules.indexOf(module), 1);
    return 0;
  }

  private find(kind: number, name: number): number[] | undefined {
    return this.modules.find((each) => each[0] === kind && each[1] === name);
  }
}

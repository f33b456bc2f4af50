import { type Modules, REFUSED, type Services } from './contract';

/** Knows no module. */
export class ModuleTable implements Modules {
  constructor(private readonly services: Services) {}

  describe(_interfaceNumber: number, _operations: number, _required: number): number {
    return 0;
  }

  load(address: number): number {
    const interfaceNumber = this.services.load(address);
    return interfaceNumber < 0 ? 0 : REFUSED;
  }

  open(_interfaceNumber: number, _name: number): number {
    return REFUSED;
  }

  call(_handle: number, _operation: number, _argument: number): number {
    return REFUSED;
  }

  close(_handle: number): number {
    return REFUSED;
  }

  unload(_interfaceNumber: number, _name: number): number {
    return REFUSED;
  }
}

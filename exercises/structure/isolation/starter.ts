import { type GrantsMechanism, type Kernel, PROCESS_FIELD } from './contract';

export class Grants implements GrantsMechanism {
  constructor(private readonly kernel: Kernel) {
    // Make here what you remember of grants.
  }

  grant(process: number, address: number, to: number, rights: number): number {
    const root = this.kernel.get(process, PROCESS_FIELD.root);
    // Does `process` have that page, with these rights? May `to` get it?
    return -1;
  }

  map(process: number, grant: number, address: number, rights: number): number {
    // Is the grant for `process`? May it be mapped there, with these rights? Which frame is it?
    return -1;
  }

  revoke(process: number, grant: number): number {
    // Who granted it, and where is it mapped?
    return -1;
  }

  over(process: number): void {
    // Which grants end with `process`?
  }
}

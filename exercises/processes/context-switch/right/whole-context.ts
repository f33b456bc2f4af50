/** Reads the whole context first, then writes it: no store stands between two reads. */
import type { Services, Switch } from '../contract';

const REGISTERS = [...new Array(32).keys()];

export class ContextSwitch implements Switch {
  constructor(
    private readonly services: Services,
    private readonly identifiers: number,
  ) {}

  save(thread: number): void {
    const context = REGISTERS.map((register) => this.services.register(register));
    context.forEach((value, word) => {
      this.services.store(thread, word, value);
    });
  }

  restore(thread: number, process: number): void {
    const before = this.services.loadedProcess();
    const context = REGISTERS.map((word) => this.services.load(thread, word));
    this.services.loadPageTable(process, this.identifiers > 0 ? this.identifiers - 1 - process : 0);
    if (before !== process && this.identifiers === 0) this.services.flush();
    context.forEach((value, register) => {
      this.services.setRegister(register, value);
    });
  }
}

/** The address space first, and the buffers emptied before the new table is loaded; registers last to first. */
import type { Services, Switch } from '../contract';

const LAST = 31;

export class ContextSwitch implements Switch {
  constructor(
    private readonly services: Services,
    private readonly identifiers: number,
  ) {}

  save(thread: number): void {
    for (let i = LAST; i >= 0; i--) this.services.store(thread, i, this.services.register(i));
  }

  restore(thread: number, process: number): void {
    this.enter(process);
    for (let i = LAST; i >= 0; i--) this.services.setRegister(i, this.services.load(thread, i));
  }

  private enter(process: number): void {
    const { services, identifiers } = this;
    if (services.loadedProcess() === process) return;
    if (identifiers === 0) services.flush();
    // Identifier 0 is left to the machine.
    services.loadPageTable(process, identifiers === 0 ? 0 : process + 1);
  }
}

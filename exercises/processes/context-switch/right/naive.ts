// exceeds: translation-misses
/** Every thread has an identifier of its own, as if it were a process: right, but threads no longer share translations. */
import type { Services, Switch } from '../contract';

export class ContextSwitch implements Switch {
  constructor(
    private readonly services: Services,
    private readonly identifiers: number,
  ) {}

  save(thread: number): void {
    for (let i = 0; i < 32; i++) {
      const value = this.services.register(i);
      this.services.store(thread, i, value);
    }
  }

  restore(thread: number, process: number): void {
    for (let i = 0; i < 32; i++) {
      const value = this.services.load(thread, i);
      this.services.setRegister(i, value);
    }
    const changes = this.services.loadedProcess() !== process;
    this.services.loadPageTable(process, 1 + thread);
    if (changes && this.identifiers === 0) this.services.flush();
  }
}

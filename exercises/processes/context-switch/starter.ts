import type { Services, Switch } from './contract';

export class ContextSwitch implements Switch {
  constructor(
    private readonly services: Services,
    private readonly identifiers: number,
  ) {}

  save(thread: number): void {
    // What does the core hold that the next thread will overwrite?
  }

  restore(thread: number, process: number): void {
    // What did save put away, and what else does a thread of another process need?
  }
}

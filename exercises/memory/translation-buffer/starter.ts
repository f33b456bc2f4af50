import type { Handler, Services } from './contract';

export class TranslationHandler implements Handler {
  constructor(
    private readonly services: Services,
    private readonly cores: number,
    private readonly entries: number,
    private readonly tags: number,
  ) {
    // Note here which tag each space has on each core.
  }

  switched(core: number, space: number): void {
    // Under which tag are its entries? Does this space have one, and if not, whose may it take?
  }

  missed(core: number, space: number, page: number): number {
    // Which slot can be spared?
    return 0;
  }

  unmapped(core: number, space: number, page: number): void {
    // Who may still have it?
  }
}

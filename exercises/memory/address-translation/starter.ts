import { type AddressTranslation, PAGE_BYTES, type Services } from './contract';

/** Takes every address for a physical one, as if there were no table. */
export class MemoryManagementUnit implements AddressTranslation {
  constructor(
    private readonly services: Services,
    private readonly root: number,
    private readonly memoryBytes: number,
  ) {}

  translate(address: number, _access: number, _mode: number): number {
    this.services.loadWord(this.root * PAGE_BYTES);
    return address % this.memoryBytes;
  }
}

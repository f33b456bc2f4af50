// A table in which no page is left goes back too: it looks through what is left of each table that it empties.
import {
  type AddressSpaceMechanism,
  ENTRY,
  type Kernel,
  PROCESS_FIELD,
  SHARED_BASE,
  STACK_TOP,
} from '../contract';

const WORDS = 1024;
const BITS = ENTRY.valid | ENTRY.user | ENTRY.read | ENTRY.write | ENTRY.accessed | ENTRY.dirty;

export class AddressSpace implements AddressSpaceMechanism {
  constructor(private readonly kernel: Kernel) {}

  fault(process: number, address: number, access: number): number {
    const { kernel } = this;
    const field = (name: keyof typeof PROCESS_FIELD) => kernel.get(process, PROCESS_FIELD[name]);
    const page = address >>> 12;
    const isStack = page >= field('stackLimit') >>> 12 && page < STACK_TOP >>> 12;
    const isHeap = page >= field('heapStart') >>> 12 && page * 4096 < field('break');
    if (access === 0 || (!isStack && !isHeap)) return 0;
    const frame = kernel.allocateFrame();
    if (frame < 0) return 0;
    const root = field('root');
    const place = page >>> 10;
    let entry = kernel.load(root, place);
    if (!(entry & ENTRY.valid)) {
      const table = kernel.allocateFrame();
      if (table < 0) {
        kernel.freeFrame(frame);
        return 0;
      }
      entry = (table << 10) | ENTRY.valid;
      kernel.store(root, place, entry);
    }
    kernel.store(entry >>> 10, page % WORDS, (frame << 10) | BITS);
    return 1;
  }

  setBreak(process: number, address: number): number {
    const { kernel } = this;
    const old = kernel.get(process, PROCESS_FIELD.break);
    const start = kernel.get(process, PROCESS_FIELD.heapStart);
    if (address < start || address > SHARED_BASE) return -1;
    kernel.set(process, PROCESS_FIELD.break, address);
    const first = Math.ceil(address / 4096);
    const behind = Math.ceil(old / 4096);
    if (behind <= first) return address;
    const root = kernel.get(process, PROCESS_FIELD.root);
    let went = 0;
    for (let place = first >>> 10; place <= (behind - 1) >>> 10; place++) {
      const entry = kernel.load(root, place);
      if (!(entry & ENTRY.valid)) continue;
      const table = entry >>> 10;
      let left = 0;
      for (let index = 0; index < WORDS; index++) {
        const leaf = kernel.load(table, index);
        if (!(leaf & ENTRY.valid)) continue;
        const page = place * WORDS + index;
        if (page < first || page >= behind) left++;
        else {
          kernel.store(table, index, 0);
          kernel.freeFrame(leaf >>> 10);
          went++;
        }
      }
      if (left === 0) {
        kernel.store(root, place, 0);
        kernel.freeFrame(table);
      }
    }
    if (went > 0) kernel.flush(process);
    return address;
  }
}

// Keeps words, not descriptors, in arrays: each is loaded when an answer needs it first.
import {
  DESCRIPTOR_BYTES,
  EXECUTE,
  FLAGS_AT,
  LIMIT_AT,
  NO_SEGMENT,
  OUT_OF_BOUNDS,
  PERMISSION,
  PRESENT,
  READ,
  type Segmentation,
  type Services,
  WRITE,
} from '../contract';

const SEGMENT_BYTES = 0x1000_0000;
const NEEDED = [EXECUTE, READ + WRITE, WRITE];
const WORDS = DESCRIPTOR_BYTES / 4;

export class SegmentUnit implements Segmentation {
  private table = 0;
  private count = 0;
  private readonly words: number[] = [];

  constructor(private readonly services: Services) {}

  setTable(address: number, count: number): void {
    this.table = address;
    this.count = count;
    for (let word = 0; word < WORDS * count; word++) this.words[word] = -1;
  }

  changed(selector: number): void {
    for (let word = 0; word < WORDS; word++) this.words[selector * WORDS + word] = -1;
  }

  translate(address: number, bytes: number, access: number): number {
    const selector = Math.floor(address / SEGMENT_BYTES);
    const offset = address % SEGMENT_BYTES;
    if (selector >= this.count) return NO_SEGMENT;
    const flags = this.word(selector, FLAGS_AT);
    if (flags % 2 !== PRESENT) return NO_SEGMENT;
    if (this.word(selector, LIMIT_AT) - offset < bytes) return OUT_OF_BOUNDS;
    return (flags & NEEDED[access]) !== 0 ? this.word(selector, 0) + offset : PERMISSION;
  }

  private word(selector: number, at: number): number {
    const place = selector * WORDS + at / 4;
    if (this.words[place] < 0)
      this.words[place] = this.services.loadWord(this.table + selector * DESCRIPTOR_BYTES + at);
    return this.words[place];
  }
}

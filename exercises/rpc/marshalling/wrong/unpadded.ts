// fails: RM3, RM6
import { XdrCodec as Right } from '../solution';

/** Lets the next item follow directly behind odd bytes. */
export class XdrCodec extends Right {
  protected override pad(count: number): void {
    this.position += count;
  }

  protected override putWord(value: number): boolean {
    if (this.end - this.position < 4) return false;
    for (let i = 0; i < 4; i++) this.memory.storeByte(this.position + i, value >>> (24 - 8 * i));
    this.position += 4;
    return true;
  }

  protected override putString(from: number, maximum: number): boolean {
    let count = 0;
    while (this.memory.loadByte(from + count) !== 0) if (++count > maximum) return false;
    return this.putWord(count) && this.putBytes(from, count);
  }
}

// exceeds: memory-accesses
import { XdrCodec as Right } from '../solution';

/** Measures a string anew for each of its characters. */
export class XdrCodec extends Right {
  protected override putString(from: number, maximum: number): boolean {
    if (this.measure(from, maximum) > maximum || !this.putWord(this.measure(from, maximum))) return false;
    if (this.end - this.position < Math.ceil(this.measure(from, maximum) / 4) * 4) return false;
    let i = 0;
    for (; i < this.measure(from, maximum); i++)
      this.memory.storeByte(this.position + i, this.characterAt(from, i, maximum));
    this.pad(i);
    return true;
  }

  private characterAt(from: number, index: number, maximum: number): number {
    return index < this.measure(from, maximum) ? this.memory.loadByte(from + index) : 0;
  }

  private measure(from: number, maximum: number): number {
    let count = 0;
    while (count <= maximum && this.memory.loadByte(from + count) !== 0) count++;
    return count;
  }
}

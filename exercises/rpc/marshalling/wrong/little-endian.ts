// fails: RM1, RM2, RM3, RM4, RM5
import { XdrCodec as Right } from '../solution';

/** Stores words as the machine has them. */
export class XdrCodec extends Right {
  protected override putWord(value: number): boolean {
    if (this.end - this.position < 4) return false;
    this.memory.storeWord(this.position, value);
    this.position += 4;
    return true;
  }
}

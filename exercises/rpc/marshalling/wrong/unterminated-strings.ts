// fails: RM7
import { XdrCodec as Right } from '../solution';

/** Leaves out the zero byte behind a string. */
export class XdrCodec extends Right {
  protected override takeCounted(at: number, count: number, maximum: number, isString: boolean): boolean {
    if (!super.takeCounted(at, count, maximum, isString)) return false;
    if (isString) this.memory.storeByte(this.memory.loadWord(at) + count, 0x21);
    return true;
  }
}

// fails: RM8
import { XdrCodec as Right } from '../solution';

/** Takes strings of any length, as long as the message holds them. */
export class XdrCodec extends Right {
  protected override takeCounted(at: number, count: number, _maximum: number, isString: boolean): boolean {
    return super.takeCounted(at, count, 0x7fffffff, isString);
  }
}

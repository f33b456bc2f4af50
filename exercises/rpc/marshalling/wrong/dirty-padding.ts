// fails: RM9
import { XdrCodec as Right } from '../solution';

/** Skips padding without looking at it. */
export class XdrCodec extends Right {
  protected override skipPadding(count: number): boolean {
    this.position += Math.ceil(count / 4) * 4;
    return true;
  }
}

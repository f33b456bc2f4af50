// fails: RM1
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Loses the sign of a short. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.short) return super.encode(type, at);
    return this.putWord((this.memory.loadByte(at + 1) << 8) | this.memory.loadByte(at));
  }
}

// fails: RM5, RM6
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Sends an optional value without saying that it is there. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.optional) return super.encode(type, at);
    const target = this.memory.loadWord(at);
    return target === 0 ? this.putWord(0) : this.encode(this.memory.loadWord(type + 4), target);
  }
}

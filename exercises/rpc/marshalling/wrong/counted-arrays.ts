// fails: RM4, RM6
import { XDR_KIND } from '../../../../simulator/network/rpc/xdr-kind';
import { XdrCodec as Right } from '../solution';

/** Puts a count in front of arrays whose size the type already says. */
export class XdrCodec extends Right {
  protected override encode(type: number, at: number): boolean {
    if (this.memory.loadWord(type) !== XDR_KIND.array) return super.encode(type, at);
    return this.putWord(this.memory.loadWord(type + 4)) && super.encode(type, at);
  }
}

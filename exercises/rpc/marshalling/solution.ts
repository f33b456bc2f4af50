export { XdrCodec } from '../../../simulator/network/rpc/xdr';

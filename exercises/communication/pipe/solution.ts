export { Pipe } from '../../../simulator/kernel/communication/pipe';

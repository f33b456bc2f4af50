export { Port } from '../../../simulator/kernel/communication/port';

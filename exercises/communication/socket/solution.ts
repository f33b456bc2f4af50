export { Socket } from '../../../simulator/kernel/communication/socket';

export { SharedBuffer } from '../../../simulator/kernel/communication/shared-buffer';

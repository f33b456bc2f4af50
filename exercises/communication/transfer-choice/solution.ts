export { TransferChoice } from '../../../simulator/kernel/communication/transfer-choice';

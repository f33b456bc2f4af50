export { MessageQueue } from '../../../simulator/kernel/communication/message-queue';

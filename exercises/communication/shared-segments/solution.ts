export { Segments } from '../../../simulator/kernel/communication/segments';

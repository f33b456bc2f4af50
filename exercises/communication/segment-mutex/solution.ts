export { SegmentMutex } from '../../../simulator/kernel/communication/segment-mutex';

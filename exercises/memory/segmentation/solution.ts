export { SegmentUnit } from '../../../simulator/hardware/translation/segments/segment-unit';

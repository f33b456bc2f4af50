export { TimeSlices } from '../../../simulator/kernel/scheduling/time-slices';

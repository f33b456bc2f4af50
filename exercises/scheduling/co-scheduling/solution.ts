export { MixedPairs as CoScheduler } from '../../../simulator/kernel/scheduling/mixed-pairs';

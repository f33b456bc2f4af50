export { PerCoreQueues } from '../../../simulator/kernel/scheduling/per-core-queues';

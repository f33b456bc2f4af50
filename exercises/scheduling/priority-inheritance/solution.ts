export { PriorityLocks } from '../../../simulator/kernel/synchronization/inheriting-locks';

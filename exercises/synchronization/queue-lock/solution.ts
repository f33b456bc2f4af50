export { ListLock as QueueLock } from '../../../simulator/kernel/synchronization/list-lock';

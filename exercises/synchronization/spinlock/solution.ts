export { ArrayLock as Spinlock } from '../../../simulator/kernel/synchronization/array-lock';

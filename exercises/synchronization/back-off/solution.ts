export { DelayedLock as BackOffLock } from '../../../simulator/kernel/synchronization/delayed-lock';

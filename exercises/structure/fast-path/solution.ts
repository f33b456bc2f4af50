export { FutexLock as FastLock } from '../../../simulator/kernel/synchronization/futex-lock';

/** The machines of the spinlock: interleavings, one by one, and cores with coherent caches and a bus. */
export { idleCycles, type SpinlockParameters, type SpinlockResult, simulate } from '../spinlock/simulation';

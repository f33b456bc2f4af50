export { IncrementalCheckpoints as Checkpoints } from '../../../simulator/kernel/memory/checkpoints/incremental-checkpoints';

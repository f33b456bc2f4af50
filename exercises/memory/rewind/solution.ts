export { RewindReplay as Rewind } from '../../../simulator/kernel/memory/checkpoints/rewind-replay';

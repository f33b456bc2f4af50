export { PreCopy as Migration } from '../../../simulator/kernel/memory/checkpoints/pre-copy';

export { ReadyQueue } from '../../../simulator/kernel/scheduling/ready-queue';

export { ProcessTree } from '../../../simulator/kernel/processes/process-tree';

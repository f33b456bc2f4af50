export { CompletelyFair } from '../../../simulator/kernel/scheduling/completely-fair';

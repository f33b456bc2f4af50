export { PriorityAgeing } from '../../../simulator/kernel/scheduling/priority-ageing';

export { RoundRobin } from '../../../simulator/kernel/scheduling/round-robin';

export { TrapHandler } from '../../../simulator/kernel/processes/trap-handler';

export { Grants } from '../../../simulator/kernel/processes/grants';

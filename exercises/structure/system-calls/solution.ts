export { Dispatcher } from '../../../simulator/kernel/processes/dispatcher';

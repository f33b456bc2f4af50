export { Fork } from '../../../simulator/kernel/processes/fork';

export { Exec } from '../../../simulator/kernel/processes/loader';

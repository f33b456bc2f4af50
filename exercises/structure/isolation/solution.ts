export { Grants } from '../../../simulator/kernel/memory/grants';

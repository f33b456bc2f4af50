export { ModuleTable } from '../../../simulator/kernel/modules/module-table';

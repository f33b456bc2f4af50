export { PageTable } from '../../../simulator/kernel/memory/tables/two-level-table';

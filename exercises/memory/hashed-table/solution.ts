export { HashedTable } from '../../../simulator/kernel/memory/tables/hashed-table';

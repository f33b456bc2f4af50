export { AddressSpace } from '../../../simulator/kernel/memory/demand-paging';

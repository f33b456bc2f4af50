export { AddressSpace } from '../../../simulator/kernel/processes/demand-paging';

export { PageFaults } from '../../../simulator/kernel/memory/paging/page-faults';

export { PageReplacement } from '../../../simulator/kernel/memory/paging/page-replacement';

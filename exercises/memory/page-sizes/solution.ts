export { PageSizePolicy } from '../../../simulator/kernel/memory/page-sizes/page-size-policy';

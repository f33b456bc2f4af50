export { MemoryManagementUnit } from '../../../simulator/hardware/translation/units/memory-management-unit';

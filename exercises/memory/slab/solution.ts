export { SlabAllocator } from '../../../simulator/kernel/memory/slab-allocator';

export { HeapAllocator as Heap } from '../../../simulator/kernel/memory/heap-allocator';

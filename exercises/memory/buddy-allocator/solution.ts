export { BuddyAllocator } from '../../../simulator/kernel/memory/buddy-allocator';

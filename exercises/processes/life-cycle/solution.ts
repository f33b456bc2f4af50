export { LifeCycle } from '../../../simulator/kernel/threads/life-cycle';

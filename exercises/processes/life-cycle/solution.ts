export { LifeCycle } from '../../../simulator/kernel/life-cycle';

export { ContextSwitch } from '../../../simulator/kernel/context-switch';

export { ContextSwitch } from '../../../simulator/kernel/switching/context-switch';

export { LinuxO1 } from '../../../simulator/kernel/scheduling/linux-o1';

export { RoundRobinArbiter as Arbiter } from '../../../simulator/hardware/interconnect/round-robin-arbiter';

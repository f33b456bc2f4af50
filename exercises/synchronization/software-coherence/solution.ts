export { SoftwareCoherence } from '../../../simulator/kernel/memory/software-coherence';

export { EstimatedJobFirst as ShortestJob } from '../../../simulator/kernel/scheduling/estimated-job-first';

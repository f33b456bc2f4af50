export { ShortestRemainingTime as ShortestRemaining } from '../../../simulator/kernel/scheduling/shortest-remaining-time';

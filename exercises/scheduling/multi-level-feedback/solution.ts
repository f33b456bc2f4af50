export { MultiLevelFeedback } from '../../../simulator/kernel/scheduling/multi-level-feedback';

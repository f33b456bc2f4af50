export { FirstToIssue as IssuePolicy } from '../../../simulator/hardware/native/first-to-issue';

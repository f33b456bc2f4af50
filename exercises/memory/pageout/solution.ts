export { CleanFirstDaemon as PageoutDaemon } from '../../../simulator/kernel/memory/paging/clean-first-daemon';

export { FileServers } from '../../../simulator/kernel/io/file-servers';

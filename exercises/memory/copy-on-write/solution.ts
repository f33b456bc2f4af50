export { CopyOnWrite } from '../../../simulator/kernel/memory/spaces/copy-on-write';

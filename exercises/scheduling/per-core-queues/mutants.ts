import { defineMutants } from '../../mutants-definition';

export default defineMutants({});

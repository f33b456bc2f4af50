import { defineMutants } from '../../mutants-definition';

export default defineMutants({
  equivalent: [{ at: ['return INVALID;', 'return 0;'], why: 'INVALID is 0.' }],
});

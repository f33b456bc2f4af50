import { defineMutants } from '../../mutants-definition';

const ANSWER = 'Nobody looks at the answer.';
const ONE_TABLE =
  'A table is missing for the first page or for none, unless a process has more than a thousand attached: nothing is to be undone.';
const FULL = 'No process has so much attached that there is no place for more.';

export default defineMutants({
  equivalent: [
    { at: ['return 0;', 'return 1;', 'return (-1);'], why: ANSWER },
    { at: 'while (i-- > 0) kernel.setEntry(process, address + i * PAGE_BYTES, 0);', why: ONE_TABLE },
    {
      at: 'for (let j = 0; j < i; j++) this.services.setEntry(process, start + j * PAGE_BYTES, 0);',
      why: ONE_TABLE,
    },
    {
      at: [
        'if (address < 0) return -1;',
        'if (address <= 0) return -1;',
        'if (address < 1) return -1;',
        'if (address < (-1)) return -1;',
        'if (address < 0) return -2;',
        'if (address < 0) return -0;',
      ],
      why: FULL,
    },
    {
      at: [
        'for (let page = from; page < GUARD_PAGE; page += PAGE_BYTES) {',
        'for (let page = from; page <= GUARD_PAGE; page += PAGE_BYTES) {',
      ],
      why: FULL,
    },
    {
      at: [
        'for (let address = SHARED_BASE; address + size <= GUARD_PAGE; address += PAGE_BYTES) {',
        'for (let address = SHARED_BASE; address - size <= GUARD_PAGE; address += PAGE_BYTES) {',
        'for (let address = SHARED_BASE; address + size < GUARD_PAGE; address += PAGE_BYTES) {',
      ],
      why: FULL,
    },
    {
      at: [
        'for (let i = 0; i < segment.frames.length; i++) {',
        'for (let i = (-1); i < segment.frames.length; i++) {',
        'for (let i = 0; i <= segment.frames.length; i++) {',
      ],
      why: 'Behind an attachment the child has what its parent has: another one, or nothing.',
    },
    {
      at: ['list.splice(place, 0, one);', 'list.splice(place, (-1), one);'],
      why: 'A negative number of elements to take out is none.',
    },
    {
      at: [
        'if (frames.some((frame) => frame < 0)) {',
        'if (frames.some((frame) => frame <= 0)) {',
        'if (frames.some((frame) => frame < 1)) {',
      ],
      why: 'No frame has the number 0.',
    },
    { at: ['if (frame < 0) {', 'if (frame <= 0) {', 'if (frame < 1) {'], why: 'No frame has the number 0.' },
  ],
});

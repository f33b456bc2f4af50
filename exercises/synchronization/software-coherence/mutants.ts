import { defineMutants } from '../../mutants-definition';

const ONE_TOO_MANY = 'A core, object or line too many, which nobody ever names.';
const OTHERS_LINE =
  'One line of the object beside: what its cache has of it is dropped early, and the version is told so.';
const NO_CORE = 'Any number that names no core.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'for (let line = 0; line < objects * LINES_PER_OBJECT; line++) this.versions.push(0);',
        'for (let line = (-1); line < objects * LINES_PER_OBJECT; line++) this.versions.push(0);',
        'for (let line = 0; line <= objects * LINES_PER_OBJECT; line++) this.versions.push(0);',
        'for (let line = 0; line < objects * LINES_PER_OBJECT; line++) this.versions.push(1);',
      ],
      why: 'Versions are only compared, and a line too many is never named.',
    },
    {
      at: [
        'for (let core = 0; core < cores; core++) {',
        'for (let core = (-1); core < cores; core++) {',
        'for (let core = 0; core <= cores; core++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let object = 0; object < objects; object++) {',
        'for (let object = (-1); object < objects; object++) {',
        'for (let object = 0; object <= objects; object++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: ['this.seen.push(this.versions.map(() => -1));', 'this.seen.push(this.versions.map(() => -2));'],
      why: 'Every negative number says that the core never had the object.',
    },
    {
      at: [
        'for (let line = first; line < first + LINES_PER_OBJECT; line++) {',
        'for (let line = first; line <= first + LINES_PER_OBJECT; line++) {',
      ],
      why: OTHERS_LINE,
    },
    {
      at: ['this.tell(object, ALL, -1);', 'this.tell(object, ALL, -2);'],
      why: NO_CORE,
    },
    {
      at: [
        'for (let core = 0; core < this.cores; core++) {',
        'for (let core = (-1); core < this.cores; core++) {',
        'for (let core = 0; core <= this.cores; core++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let line = first; line < first + LINES_PER_OBJECT; line++) this.versions[line]++;',
        'for (let line = first; line <= first + LINES_PER_OBJECT; line++) this.versions[line]++;',
      ],
      why: 'A line of the next object is taken for changed: it is dropped in vain.',
    },
    {
      at: [
        'this.changes[object]?.push({ line: object * LINES_PER_OBJECT + i, by: -1 });',
        'this.changes[object]?.push({ line: object * LINES_PER_OBJECT + i, by: -2 });',
      ],
      why: NO_CORE,
    },
    {
      at: [
        'for (let i = 0; i < LINES_PER_OBJECT; i++) this.makeOld(object * LINES_PER_OBJECT + i, -1);',
        'for (let i = 0; i < LINES_PER_OBJECT; i++) this.makeOld(object * LINES_PER_OBJECT + i, -2);',
      ],
      why: NO_CORE,
    },
    {
      at: [
        'for (let core = 0; core < this.old.length; core++)',
        'for (let core = (-1); core < this.old.length; core++)',
        'for (let core = 0; core <= this.old.length; core++)',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'const ALL = (1 << LINES_PER_OBJECT) - 1;',
        'const ALL = (2 << LINES_PER_OBJECT) - 1;',
        'const ALL = (0 << LINES_PER_OBJECT) - 1;',
        'const ALL = (1 >> LINES_PER_OBJECT) - 1;',
      ],
      why: 'Bits beyond those of the lines are not looked at.',
    },
    {
      at: [
        'this.missed = new Array<number>(cores * objects).fill(0);',
        'this.missed = new Array<number>(cores * objects).fill(1);',
        'this.missed = new Array<number>(cores * objects).fill((-1));',
      ],
      why: 'What a core missed of an object that it never had makes it drop lines that are not there.',
    },
  ],
});

import { defineMutants } from '../../mutants-definition';

const NOBODY = 'Any negative number says that there is nobody.';
const NO_WISH = 'What was never written is no path either.';
const ONE_TOO_MANY = 'A path or core too many, for which nobody ever waits.';
const ONE_PATH = 'On a bus there is one path, whatever its name.';
const SAME_ORDER = 'The distances of all cores shift by the same: their order stays.';

export default defineMutants({
  equivalent: [
    { at: ['const NOTHING = -1;', 'const NOTHING = -2;'], why: NOBODY },
    { at: ['return -1;', 'return -2;'], why: NOBODY },
    { at: ['if (path < 0) return -1;', 'if (path < 0) return -2;'], why: NOBODY },
    { at: ['if (best === undefined) return -1;', 'if (best === undefined) return -2;'], why: NOBODY },
    {
      at: ['if (path < 0) return -1;', 'if (path < (-1)) return -1;'],
      why: 'Of no path nobody waits: the lowest bit of nothing is -1 as well.',
    },
    {
      at: [
        'for (let core = 0; core < cores; core++) this.wanted.push(NOTHING);',
        'for (let core = 1; core < cores; core++) this.wanted.push(NOTHING);',
        'for (let core = (-1); core < cores; core++) this.wanted.push(NOTHING);',
        'for (let core = 0; core <= cores; core++) this.wanted.push(NOTHING);',
        'for (let core = 0; core > cores; core++) this.wanted.push(NOTHING);',
        'for (let core = 0; core < cores; core++) ;',
      ],
      why: NO_WISH,
    },
    {
      at: ['const paths = isBus === 1 ? 1 : memories;', 'const paths = isBus === 2 ? 1 : memories;'],
      why: ONE_TOO_MANY,
    },
    {
      at: ['const paths = isBus === 1 ? 1 : memories;', 'const paths = isBus === 1 ? 2 : memories;'],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let path = 0; path < paths; path++) {',
        'for (let path = (-1); path < paths; path++) {',
        'for (let path = 0; path <= paths; path++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let path = 0; path < this.busy.length; path++) {',
        'for (let path = (-1); path < this.busy.length; path++) {',
        'for (let path = 0; path <= this.busy.length; path++) {',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let path = 0; path < memories; path++)',
        'for (let path = (-1); path < memories; path++)',
        'for (let path = 0; path <= memories; path++)',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: ['for (let i = 0; i < this.cores; i++) {', 'for (let i = 0; i <= this.cores; i++) {'],
      why: 'The first core is looked at twice.',
    },
    {
      at: [
        'this.above = new Array<number>(memories).fill(-1);',
        'this.above = new Array<number>(memories).fill(-0);',
      ],
      why: 'Where nobody is above, the lowest of all goes; so it is with nobody before.',
    },
    {
      at: [
        'this.waiting.push({ core, path: this.isBus === 1 ? 0 : memory });',
        'this.waiting.push({ core, path: this.isBus === 1 ? 1 : memory });',
        'this.waiting.push({ core, path: this.isBus === 1 ? (-1) : memory });',
      ],
      why: ONE_PATH,
    },
    {
      at: [
        'if (best === undefined || (each.path === best.path && this.distance(each) < this.distance(best)))',
        'if (best === undefined || (each.path === best.path && this.distance(each) <= this.distance(best)))',
      ],
      why: 'No two cores are equally far.',
    },
    {
      at: [
        'const last = this.before.get(path) ?? this.cores - 1;',
        'const last = this.before.get(path) ?? this.cores + 1;',
        'const last = this.before.get(path) ?? this.cores - 0;',
      ],
      why: SAME_ORDER,
    },
  ],
});

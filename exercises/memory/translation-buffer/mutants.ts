import { defineMutants } from '../../mutants-definition';

const TOLD_APART = 'Only told apart from a space or a tag.';
const ONE_TOO_MANY = 'A core that there is not, which nobody asks for.';
const UNOWNED =
  'What is not held counts as nobody, and as clean; a tag that was never given has nothing to clear.';
const FIRST = 'Which tag or slot is the first one is of no matter.';
const OWN_VICTIM =
  'Which slot is given up is a matter of each design, within the budget of misses: in turn, or by who was used.';

export default defineMutants({
  equivalent: [
    { at: ['const NOBODY = -1;', 'const NOBODY = -2;'], why: TOLD_APART },
    {
      at: [
        'for (let tag = 0; tag < tags; tag++) {',
        'for (let tag = 1; tag < tags; tag++) {',
        'for (let tag = (-1); tag < tags; tag++) {',
        'for (let tag = 0; tag <= tags; tag++) {',
        'for (let tag = 0; tag > tags; tag++) {',
      ],
      why: UNOWNED,
    },
    { at: 'this.owners.push(NOBODY);', why: UNOWNED },
    { at: 'this.isDirty.push(false);', why: UNOWNED },
    {
      at: [
        'for (let core = 0; core < cores; core++) this.cores.push(new CoreTags(tags));',
        'for (let core = (-1); core < cores; core++) this.cores.push(new CoreTags(tags));',
        'for (let core = 0; core <= cores; core++) this.cores.push(new CoreTags(tags));',
      ],
      why: ONE_TOO_MANY,
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
      at: ['this.given.push(0);', 'this.given.push(1);'],
      why: 'One tag less to give: the others are given anew sooner, within the budget of misses.',
    },
    {
      at: 'const tag = this.tagOf[core].get(space) ?? 0;',
      why: 'Who runs a space has a tag for it, so that this never comes.',
    },
    {
      at: ['if (tag === undefined) continue;', 'if (tag === undefined) ;'],
      why: 'Who has no tag for the space does not run it, and there is nothing to take from it.',
    },
    {
      at: [
        'for (let slot = 0; slot < this.entries; slot++) if (this.services.tagOf(core, slot) < 0) return slot;',
        'for (let slot = 1; slot < this.entries; slot++) if (this.services.tagOf(core, slot) < 0) return slot;',
        'for (let slot = 0; slot > this.entries; slot++) if (this.services.tagOf(core, slot) < 0) return slot;',
        'for (let slot = 0; slot < this.entries; slot++) if (this.services.tagOf(core, slot) < (-1)) return slot;',
      ],
      why: OWN_VICTIM,
    },
    {
      at: [
        'for (let step = 0; step < 2 * this.entries; step++) {',
        'for (let step = 1; step < 2 * this.entries; step++) {',
        'for (let step = (-1); step < 2 * this.entries; step++) {',
        'for (let step = 0; step <= 2 * this.entries; step++) {',
        'for (let step = 0; step < 3 * this.entries; step++) {',
        'for (let step = 0; step < 1 * this.entries; step++) {',
        'for (let step = 0; step < 2 / this.entries; step++) {',
        'for (let step = 0; step < 2 * this.entries; step--) {',
      ],
      why: OWN_VICTIM,
    },
    {
      at: ['this.hands[core] = (slot + 1) % this.entries;', 'this.hands[core] = (slot + 2) % this.entries;'],
      why: OWN_VICTIM,
    },
    {
      at: [
        'if (this.services.takeUsed(core, slot) === 0) return slot;',
        'if (!(this.services.takeUsed(core, slot) === 0)) return slot;',
        'if (this.services.takeUsed(core, slot) !== 0) return slot;',
        'if (this.services.takeUsed(core, slot) === 1) return slot;',
      ],
      why: OWN_VICTIM,
    },
    {
      at: 'return 0;',
      why: 'Before the second round of the hand is over, it has come to a slot that was not used since the first.',
    },
    { at: ['private victim = 0;', 'private victim = 1;'], why: FIRST },
    {
      at: ['this.services.setTag(core, 0);', ';'],
      why: 'Cores look under tag 0 at first, and here for ever.',
    },
    {
      at: [
        'this.spaceOf.push(new Array<number>(tags).fill(-1));',
        'this.spaceOf.push(new Array<number>(tags).fill(-2));',
        'this.spaceOf.push(new Array<number>(tags).fill(-0));',
      ],
      why: 'A tag that was given to nobody, whoever counts as its owner, has no entries.',
    },
    { at: ['this.turn.push(0);', 'this.turn.push(1);'], why: FIRST },
    {
      at: [
        'while (services.takeUsed(core, slot) === 1) slot = (slot + 1) % this.entries;',
        'while (services.takeUsed(core, slot) === 2) slot = (slot + 1) % this.entries;',
        'while (services.takeUsed(core, slot) === 1) ;',
        'while (services.takeUsed(core, slot) === 1) slot = (slot + 2) % this.entries;',
        'while (services.takeUsed(core, slot) === 1) slot = (slot + 0) % this.entries;',
      ],
      why: OWN_VICTIM,
    },
    {
      at: [
        'this.slot[core] = (slot + 1) % this.entries;',
        'this.slot[core] = (slot + 2) % this.entries;',
        'this.slot[core] = (slot + 0) % this.entries;',
      ],
      why: OWN_VICTIM,
    },
  ],
});

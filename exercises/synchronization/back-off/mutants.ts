import { defineMutants } from '../../mutants-definition';

const ANSWER = 'What acquire and release answer says nothing: nobody looks at it.';
const PAUSE = 'Waiting without a pause is waiting too: it takes other times, and no other turns.';
const LENGTH = 'A delay of another length is a delay as well; the budgets leave room for it.';
const CHANCE = 'Other numbers by chance.';
const LOOK = 'Who saw the lock free at once delays for nothing and looks once more, in its own cache.';
const OVERWRITTEN = 'acquire writes it before anybody reads it.';

export default defineMutants({
  equivalent: [
    { at: 'const SLOT_CYCLES = 250;', why: LENGTH },
    { at: ['for (let delay = 0; ; ) {', 'for (let delay = 1; ; ) {'], why: LOOK },
    { at: ['for (let delay = 0; ; ) {', 'for (let delay = (-1); ; ) {'], why: 'It delays only above 0.' },
    {
      at: [
        'delay = 1 + core * SLOT_CYCLES;',
        'delay = 2 + core * SLOT_CYCLES;',
        'delay = 0 + core * SLOT_CYCLES;',
      ],
      why: LENGTH,
    },
    { at: 'yield* pause();', why: PAUSE },
    { at: ['if (delay > 0) {', 'if (delay >= 0) {', 'if (delay > (-1)) {'], why: LOOK },
    { at: ['if (delay > 0) {', 'if (delay > 1) {'], why: 'A delay of one cycle is hardly one.' },
    {
      at: [
        'if ((yield* testAndSet(this.lockAddress)) === 0) return 0;',
        'if ((yield* testAndSet(this.lockAddress)) === 0) return 1;',
        'if ((yield* testAndSet(this.lockAddress)) === 0) return (-1);',
      ],
      why: ANSWER,
    },
    { at: 'const FIRST_RANGE = 250;', why: LENGTH },
    { at: 'const LARGEST_RANGE_A_CORE = 400;', why: LENGTH },
    { at: 'private state = 0;', why: CHANCE },
    {
      at: [
        'for (let range = FIRST_RANGE; ; range = Math.min(2 * range, LARGEST_RANGE_A_CORE * this.cores)) {',
        'for (let range = FIRST_RANGE; ; range = Math.min(3 * range, LARGEST_RANGE_A_CORE * this.cores)) {',
      ],
      why: LENGTH,
    },
    {
      at: [
        'if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) return 0;',
        'if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) return 1;',
        'if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) return (-1);',
      ],
      why: ANSWER,
    },
    {
      at: [
        'while ((yield* load(this.lockAddress)) !== 0) yield* pause();',
        'while ((yield* load(this.lockAddress)) !== 0) ;',
      ],
      why: PAUSE,
    },
    {
      at: [
        'yield* compute(1 + (this.draw(core) % range));',
        'yield* compute(2 + (this.draw(core) % range));',
        'yield* compute(0 + (this.draw(core) % range));',
      ],
      why: LENGTH,
    },
    {
      at: [
        'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state - core + 1, 1_103_515_245) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core - 1, 1_103_515_245) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core + 2, 1_103_515_245) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core + 0, 1_103_515_245) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core + 1, 1103515246) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core + 1, 1103515244) + 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) - 12_345) >>> 0;',
        'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12346) >>> 0;',
        'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12344) >>> 0;',
        'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12_345) << 0;',
        'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12_345) >>> 1;',
      ],
      why: CHANCE,
    },
    {
      at: [
        'return this.state >>> 16;',
        'return this.state << 16;',
        'return this.state >>> 17;',
        'return this.state >>> 15;',
      ],
      why: CHANCE,
    },
    { at: 'const RANGE_A_CORE = 1_000;', why: LENGTH },
    { at: 'const RANGE_A_PAIR = 100;', why: LENGTH },
    {
      at: [
        'yield* compute(1 + ((this.state >>> 16) % range));',
        'yield* compute(2 + ((this.state >>> 16) % range));',
        'yield* compute(0 + ((this.state >>> 16) % range));',
      ],
      why: LENGTH,
    },
    {
      at: [
        'yield* compute(1 + ((this.state >>> 16) % range));',
        'yield* compute(1 + ((this.state << 16) % range));',
        'yield* compute(1 + ((this.state >>> 17) % range));',
        'yield* compute(1 + ((this.state >>> 15) % range));',
      ],
      why: CHANCE,
    },
    {
      at: [
        'while ((yield* load(this.lockAddress)) !== 0) yield* compute(400 * (1 + core));',
        'while ((yield* load(this.lockAddress)) !== 0) yield* compute(401 * (1 + core));',
        'while ((yield* load(this.lockAddress)) !== 0) yield* compute(399 * (1 + core));',
        'while ((yield* load(this.lockAddress)) !== 0) yield* compute(400 * (2 + core));',
        'while ((yield* load(this.lockAddress)) !== 0) yield* compute(400 * (0 + core));',
      ],
      why: LENGTH,
    },
    {
      at: [
        'while ((yield* load(this.lockAddress)) !== 0 || (yield* swap(this.lockAddress, 1)) !== 0) {',
        'while ((yield* load(this.lockAddress)) !== 0 || (yield* swap(this.lockAddress, 2)) !== 0) {',
      ],
      why: 'Every number but 0 says that the lock is held.',
    },
    {
      at: [
        'yield* compute(1 + 250 * slot);',
        'yield* compute(2 + 250 * slot);',
        'yield* compute(0 + 250 * slot);',
        'yield* compute(1 + 251 * slot);',
        'yield* compute(1 + 249 * slot);',
      ],
      why: LENGTH,
    },
    {
      at: [
        'slot = (slot + this.cores - 1) % this.cores;',
        ';',
        'slot = (slot + this.cores + 1) % this.cores;',
        'slot = (slot + this.cores - 2) % this.cores;',
        'slot = (slot + this.cores - 0) % this.cores;',
      ],
      why: 'Slots of its own for each core in each round, in another order.',
    },
    { at: 'return 0;', why: ANSWER },
    { at: 'const TURN_CYCLES = 450;', why: LENGTH },
    { at: 'private ticket = 0;', why: OVERWRITTEN },
    {
      at: ['if (ahead === 0) return 0;', 'if (ahead === 0) return 1;', 'if (ahead === 0) return (-1);'],
      why: ANSWER,
    },
    {
      at: [
        'if (ahead > 1) yield* compute(TURN_CYCLES * (ahead - 1));',
        'if (ahead >= 1) yield* compute(TURN_CYCLES * (ahead - 1));',
        'if (ahead > 2) yield* compute(TURN_CYCLES * (ahead - 1));',
        'if (ahead > 0) yield* compute(TURN_CYCLES * (ahead - 1));',
        'if (ahead > 1) yield* compute(TURN_CYCLES * (ahead + 1));',
        'if (ahead > 1) yield* compute(TURN_CYCLES * (ahead - 2));',
        'if (ahead > 1) yield* compute(TURN_CYCLES * (ahead - 0));',
      ],
      why: LENGTH,
    },
  ],
});

import { defineMutants } from '../../mutants-definition';

const ANSWER = 'What acquire and release answer says nothing: nobody looks at it.';
const PAUSE = 'Waiting without a pause is waiting too: it takes other times, and no other turns.';
const LENGTH = 'A delay of another length is a delay as well; the budgets leave room for it.';
const CHANCE = 'Other numbers by chance.';
const LOOK = 'Who saw the lock free at once delays for nothing and looks once more, in its own cache.';
const OVERWRITTEN = 'acquire writes it before anybody reads it.';

const answers = (line: string) =>
  ['1', '(-1)'].map((answer) => ({
    at: [line, line.replace('return 0;', `return ${answer};`)] as const,
    why: ANSWER,
  }));

const TRY = 'if ((yield* testAndSet(this.lockAddress)) === 0) return 0;';
const LOOK_AND_TRY =
  'if ((yield* load(this.lockAddress)) === 0 && (yield* testAndSet(this.lockAddress)) === 0) return 0;';
const SWAP = 'while ((yield* load(this.lockAddress)) !== 0 || (yield* swap(this.lockAddress, 1)) !== 0) {';
const SPIN = 'while ((yield* load(this.lockAddress)) !== 0) yield* pause();';

export default defineMutants({
  equivalent: [
    ...answers(TRY),
    ...answers(LOOK_AND_TRY),
    ...answers('if (ahead === 0) return 0;'),
    { at: 'return 0;', why: ANSWER },
    { at: 'yield* pause();', why: PAUSE },
    { at: [SPIN, 'while ((yield* load(this.lockAddress)) !== 0) ;'], why: PAUSE },
    { at: 'const SLOT_CYCLES = 250;', why: LENGTH },
    { at: 'const FIRST_RANGE = 250;', why: LENGTH },
    { at: 'const LARGEST_RANGE_A_CORE = 400;', why: LENGTH },
    { at: 'const TURN_CYCLES = 450;', why: LENGTH },
    { at: 'delay = 1 + core * SLOT_CYCLES;', why: LENGTH },
    { at: 'yield* compute(1 + (this.draw(core) % range));', why: LENGTH },
    { at: 'yield* compute(1 + 250 * slot);', why: LENGTH },
    { at: 'slot = (slot + this.cores - 1) % this.cores;', why: LENGTH },
    { at: 'while ((yield* load(this.lockAddress)) !== 0) yield* compute(400 * (1 + core));', why: LENGTH },
    {
      at: 'for (let range = FIRST_RANGE; ; range = Math.min(2 * range, LARGEST_RANGE_A_CORE * this.cores)) {',
      why: LENGTH,
    },
    { at: 'if (ahead > 1) yield* compute(TURN_CYCLES * (ahead - 1));', why: LENGTH },
    { at: ['for (let delay = 0; ; ) {', 'for (let delay = 1; ; ) {'], why: LOOK },
    { at: ['for (let delay = 0; ; ) {', 'for (let delay = (-1); ; ) {'], why: 'It delays only above 0.' },
    { at: ['if (delay > 0) {', 'if (delay >= 0) {'], why: LOOK },
    { at: ['if (delay > 0) {', 'if (delay > (-1)) {'], why: LOOK },
    { at: ['if (delay > 0) {', 'if (delay > 1) {'], why: 'A delay of one cycle is hardly one.' },
    { at: 'private state = 0;', why: CHANCE },
    {
      at: 'this.state = (Math.imul(this.state + core + 1, 1_103_515_245) + 12_345) >>> 0;',
      why: CHANCE,
    },
    { at: 'return this.state >>> 16;', why: CHANCE },
    {
      at: [SWAP, SWAP.replace('Address, 1)', 'Address, 2)')],
      why: 'Every number but 0 says that the lock is held.',
    },
    { at: 'private ticket = 0;', why: OVERWRITTEN },
  ],
});

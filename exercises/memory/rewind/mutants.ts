import { defineMutants } from '../../mutants-definition';

const SET_BEFORE = 'rewind sets it before anybody looks at it, and the run begins at step 0.';
const NOT_LOOKED_AT = 'Nobody looks at this answer.';
const NOT_ONE = 'Every answer but 1 says that the process stands there.';
const ONE_STEP_MORE =
  'It goes back where it need not, or stays where it may: at such a step both come to the same.';
const FIRST_CHECKPOINT = 'The first checkpoint is that of step 0, and is never behind a step.';
const OWN_NUMBERS = 'Any numbers will do that are told from each other.';
const NO_SUCH_ENTRY = 'There is no such entry or checkpoint, and a service answers -1 for it.';

export default defineMutants({
  equivalent: [
    { at: ['private due = 0;', 'private due = (-1);'], why: SET_BEFORE },
    { at: 'private target = 0;', why: SET_BEFORE },
    { at: 'private entry = 0;', why: SET_BEFORE },
    { at: 'private taken = 0;', why: SET_BEFORE },
    { at: 'private wanted = 0;', why: SET_BEFORE },
    { at: 'private place = 0;', why: SET_BEFORE },
    { at: ['private at = 0;', 'private at = (-1);'], why: SET_BEFORE },
    { at: ['private last = -1;', 'private last = -2;'], why: SET_BEFORE },
    { at: 'return 0;', why: NOT_LOOKED_AT },
    {
      at: ['if (this.since++ < this.everySteps) return 0;', 'if (this.since++ < this.everySteps) return 1;'],
      why: NOT_LOOKED_AT,
    },
    {
      at: [
        'if (this.since++ < this.everySteps) return 0;',
        'if (this.since++ < this.everySteps) return (-1);',
      ],
      why: NOT_LOOKED_AT,
    },
    {
      at: [
        'if (now <= step && services.stepOf(checkpoint) <= now) return 0;',
        'if (now <= step && services.stepOf(checkpoint) <= now) return 1;',
      ],
      why: NOT_LOOKED_AT,
    },
    {
      at: [
        'if (now <= step && services.stepOf(checkpoint) <= now) return 0;',
        'if (now <= step && services.stepOf(checkpoint) <= now) return (-1);',
      ],
      why: NOT_LOOKED_AT,
    },
    { at: ['if (now === this.target) return 0;', 'if (now === this.target) return (-1);'], why: NOT_ONE },
    {
      at: ['if (services.now() === target) return 0;', 'if (services.now() === target) return (-1);'],
      why: NOT_ONE,
    },
    {
      at: ['if (services.now() >= this.wanted) return 0;', 'if (services.now() >= this.wanted) return (-1);'],
      why: NOT_ONE,
    },
    {
      at: ['if (from <= now && now <= step) return;', 'if (from < now && now <= step) return;'],
      why: ONE_STEP_MORE,
    },
    {
      at: ['if (from <= now && now <= step) return;', 'if (from <= now && now < step) return;'],
      why: ONE_STEP_MORE,
    },
    {
      at: [
        'if (now <= step && services.stepOf(checkpoint) <= now) return 0;',
        'if (now < step && services.stepOf(checkpoint) <= now) return 0;',
      ],
      why: ONE_STEP_MORE,
    },
    {
      at: [
        'if (services.now() > step || services.now() < this.checkpoints[found]) services.restore(found);',
        'if (services.now() >= step || services.now() < this.checkpoints[found]) services.restore(found);',
      ],
      why: ONE_STEP_MORE,
    },
    {
      at: [
        'if (services.now() > step || services.now() < this.checkpoints[found]) services.restore(found);',
        'if (services.now() > step || services.now() <= this.checkpoints[found]) services.restore(found);',
      ],
      why: ONE_STEP_MORE,
    },
    {
      at: [
        'if (this.last >= 0 && step - this.last < this.everySteps) return 0;',
        'if (this.last > 0 && step - this.last < this.everySteps) return 0;',
      ],
      why: 'One more checkpoint, at step 1: no rule is about how many there are.',
    },
    {
      at: [
        'if (this.last >= 0 && step - this.last < this.everySteps) return 0;',
        'if (this.last >= 1 && step - this.last < this.everySteps) return 0;',
      ],
      why: 'One more checkpoint, at step 1: no rule is about how many there are.',
    },
    {
      at: [
        'if (this.last >= 0 && step - this.last < this.everySteps) return 0;',
        'if (this.last >= 0 && step - this.last <= this.everySteps) return 0;',
      ],
      why: 'A step more between checkpoints is about everySteps, too.',
    },
    {
      at: ['this.since = 1;', 'this.since = 2;', 'this.since = 0;'],
      why: 'A step more or less between checkpoints is about everySteps, too.',
    },
    {
      at: [
        'return steps.get(services.now())?.answers[this.taken++] ?? 0;',
        'return steps.get(services.now())?.answers[this.taken++] ?? 1;',
      ],
      why: 'There is always one: nothing else was asked then.',
    },
    {
      at: [
        'while (checkpoint > 0 && services.stepOf(checkpoint) > step) checkpoint--;',
        'while (checkpoint >= 0 && services.stepOf(checkpoint) > step) checkpoint--;',
      ],
      why: FIRST_CHECKPOINT,
    },
    {
      at: [
        'while (checkpoint > 0 && services.stepOf(checkpoint) > step) checkpoint--;',
        'while (checkpoint > (-1) && services.stepOf(checkpoint) > step) checkpoint--;',
      ],
      why: FIRST_CHECKPOINT,
    },
    { at: 'let found = 0;', why: FIRST_CHECKPOINT },
    { at: 'let checkpoint = 0;', why: FIRST_CHECKPOINT },
    {
      at: [
        'for (let each = 0; each < services.checkpoints(); each++)',
        'for (let each = 1; each < services.checkpoints(); each++)',
      ],
      why: FIRST_CHECKPOINT,
    },
    {
      at: [
        'for (let each = 0; each < services.checkpoints(); each++)',
        'for (let each = (-1); each < services.checkpoints(); each++)',
      ],
      why: NO_SUCH_ENTRY,
    },
    {
      at: [
        'for (let i = 0; i < this.checkpoints.length; i++) if (this.checkpoints[i] <= step) found = i;',
        'for (let i = (-1); i < this.checkpoints.length; i++) if (this.checkpoints[i] <= step) found = i;',
      ],
      why: NO_SUCH_ENTRY,
    },
    {
      at: [
        'for (let i = 0; i < this.checkpoints.length; i++) if (this.checkpoints[i] <= step) found = i;',
        'for (let i = 0; i <= this.checkpoints.length; i++) if (this.checkpoints[i] <= step) found = i;',
      ],
      why: NO_SUCH_ENTRY,
    },
    {
      at: ['let [low, high] = [0, services.entries()];', 'let [low, high] = [(-1), services.entries()];'],
      why: NO_SUCH_ENTRY,
    },
    { at: ['this.at = 0;', 'this.at = (-1);'], why: NO_SUCH_ENTRY },
    { at: ['this.place = 0;', 'this.place = (-1);'], why: NO_SUCH_ENTRY },
    {
      at: [
        'while (this.place < services.entries() && Math.floor(services.first(this.place) / KINDS) < services.now())',
        'while (this.place <= services.entries() && Math.floor(services.first(this.place) / KINDS) < services.now())',
      ],
      why: NO_SUCH_ENTRY,
    },
    { at: ['const ANSWER = 0;', 'const ANSWER = (-1);'], why: OWN_NUMBERS },
    { at: ['const MARK = 2;', 'const MARK = 3;'], why: OWN_NUMBERS },
    { at: 'const SIGNALS = 16;', why: OWN_NUMBERS },
    { at: ['const KINDS = 8;', 'const KINDS = 9;'], why: OWN_NUMBERS },
    {
      at: ['else this.skipMarks();', 'else ;'],
      why: 'Marks stand in front of a step, where next has passed them.',
    },
  ],
});

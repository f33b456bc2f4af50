import { defineMutants } from '../../mutants-definition';

const TOLD_APART = 'Only told apart from a thread.';
const NO_SUCH =
  'There is no such thread: nothing is known of it, and whoever is looked at next takes its place.';
const BEFORE_ALL = 'What is held before anybody issued is the same for all: any of them may begin.';
const OWN_PATIENCE =
  'For how long who is ready is left out is a matter of each design, within what HT3 allows.';
const EQUALS = 'Only decides among those that can issue at the same cycle, of which any may.';
const SAME_CHANGE =
  'Who is through does not come again: a change costs each of the others the same, so that no order changes.';
const JUST_NOW =
  'Whose line comes at this very cycle: the thread that issued can issue first anyhow, another one is looked at again soon.';
const ALL_CAME = 'When a turn is due, 100 cycles are over, and every line that somebody waited for has come.';

export default defineMutants({
  equivalent: [
    { at: 'const NOBODY = -1;', why: TOLD_APART },
    { at: 'const PATIENCE = 60;', why: OWN_PATIENCE },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) {',
        'for (let thread = 1; thread < threads; thread++) {',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) {',
        'for (let thread = (-1); thread < threads; thread++) {',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) {',
        'for (let thread = 0; thread <= threads; thread++) {',
      ],
      why: NO_SUCH,
    },
    { at: 'this.lines.push(0);', why: BEFORE_ALL },
    { at: 'this.issued.push(-1);', why: BEFORE_ALL },
    { at: 'this.isOver.push(false);', why: 'What is not held counts as false.' },
    {
      at: [
        'const isFree = current !== NOBODY && !this.isOver[current] && lines[current] <= now;',
        'const isFree = current !== NOBODY && !this.isOver[current] && lines[current] < now;',
      ],
      why: JUST_NOW,
    },
    {
      at: 'if (other !== NOBODY && now - this.leftOutSince(other) >= PATIENCE * this.threads) this.current = other;',
      why: OWN_PATIENCE,
    },
    { at: 'let earliest = 0;', why: 'Set with the first thread, before it is read.' },
    { at: 'for (let thread = 0; thread < this.threads; thread++) {', why: NO_SUCH },
    {
      at: 'const change = thread === this.current || this.current === NOBODY ? 0 : this.changeCycles;',
      why: 'Its own line comes later than now, and so later than a cycle more or less; at the start it is the same for all.',
    },
    {
      at: [
        'if (best !== NOBODY && start === earliest && this.issued[thread] >= this.issued[best]) continue;',
        'if (best !== NOBODY && start === earliest && this.issued[thread] > this.issued[best]) continue;',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (thread === this.current || this.isOver[thread] || this.lines[thread] > now) continue;',
        'if (thread === this.current || this.isOver[thread] || this.lines[thread] >= now) continue;',
      ],
      why: JUST_NOW,
    },
    {
      at: [
        'if (longest === NOBODY || this.leftOutSince(thread) < this.leftOutSince(longest)) longest = thread;',
        'if (longest === NOBODY || this.leftOutSince(thread) <= this.leftOutSince(longest)) longest = thread;',
      ],
      why: EQUALS,
    },
    { at: 'private was = -1;', why: BEFORE_ALL },
    { at: 'private turn = 0;', why: 'Turns are only compared.' },
    {
      at: [
        'const isFree = this.was >= 0 && this.line(this.was) <= now;',
        'const isFree = this.was >= (-1) && this.line(this.was) <= now;',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'const isFree = this.was >= 0 && this.line(this.was) <= now;',
        'const isFree = this.was >= 0 && this.line(this.was) < now;',
      ],
      why: JUST_NOW,
    },
    { at: ['let best = -1;', 'let best = -2;'], why: TOLD_APART },
    {
      at: ['let best = -1;', 'let best = -0;'],
      why: 'Thread 0 is looked at first anyhow, and whoever can issue earlier takes its place.',
    },
    {
      at: [
        'if (this.line(thread) === Number.POSITIVE_INFINITY) continue;',
        'if (this.line(thread) === Number.POSITIVE_INFINITY) ;',
      ],
      why: 'Its line never comes: whoever is not through goes before it.',
    },
    { at: 'return this.lines[thread] ?? 0;', why: BEFORE_ALL },
    { at: 'isFree || thread === this.was || this.was < 0 ? now : now + this.changeCycles,', why: BEFORE_ALL },
    {
      at: [
        'if (start(a) !== start(b)) return start(a) < start(b);',
        'if (start(a) !== start(b)) return start(a) <= start(b);',
      ],
      why: 'They are not equal there.',
    },
    { at: 'return (this.last[a] ?? 0) < (this.last[b] ?? 0);', why: EQUALS },
    { at: 'private begun = 0;', why: OWN_PATIENCE },
    {
      at: 'for (let number = 0; number < threads; number++) this.order.push({ number, line: 0 });',
      why: BEFORE_ALL,
    },
    { at: '1,', why: 'Behind it there is nobody: who is through issued, and stands last.' },
    { at: 'this.current = -1;', why: SAME_CHANGE },
    { at: 'private current = -2;', why: BEFORE_ALL },
    { at: 'const issued = this.current >= 0 ? last : undefined;', why: SAME_CHANGE },
    {
      at: 'if (issued !== undefined && issued.line <= now && now - this.begun < 150) return issued.number;',
      why: `${OWN_PATIENCE} ${JUST_NOW}`,
    },
    {
      at: [
        'const isTurn = issued !== undefined && issued.line <= now;',
        'const isTurn = issued !== undefined && issued.line < now;',
      ],
      why: JUST_NOW,
    },
    {
      at: 'Math.max(each.line, each === issued || this.current === -2 ? now : now + changeCycles);',
      why: SAME_CHANGE,
    },
    {
      at: 'if (isTurn) best = order.find((each) => each.line <= now) ?? last;',
      why: `${ALL_CAME} ${JUST_NOW}`,
    },
    { at: 'this.begun = now;', why: OWN_PATIENCE },
    { at: 'private last = -1;', why: BEFORE_ALL },
    { at: 'private since = 0;', why: OWN_PATIENCE },
    {
      at: 'for (let thread = 0; thread < threads; thread++) this.comes.set(thread, 0);',
      why: `${BEFORE_ALL} ${NO_SUCH}`,
    },
    {
      at: ['if (line !== undefined && line <= now) {', 'if (line !== undefined && line < now) {'],
      why: JUST_NOW,
    },
    { at: 'if (now - this.since < 100) return before;', why: OWN_PATIENCE },
    { at: 'this.since = now;', why: OWN_PATIENCE },
    {
      at: [
        'for (let step = 1; step < this.threads; step++) {',
        'for (let step = 1; step <= this.threads; step++) {',
      ],
      why: 'The thread itself comes last, which is answered then anyhow.',
    },
    { at: 'if (line !== undefined && line <= now) return other;', why: `${ALL_CAME} ${JUST_NOW}` },
    { at: 'let first = 0;', why: 'Set with the first thread, before it is read.' },
    {
      at: [
        'for (let step = 1; step <= this.threads; step++) {',
        'for (let step = 0; step <= this.threads; step++) {',
      ],
      why: 'The thread itself is looked at twice.',
    },
    { at: 'const thread = (Math.max(before, 0) + step) % this.threads;', why: BEFORE_ALL },
    {
      at: 'const start = Math.max(line, thread === before || before < 0 ? now : now + this.changeCycles);',
      why: BEFORE_ALL,
    },
  ],
});

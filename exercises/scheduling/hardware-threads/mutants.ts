import { defineMutants } from '../../mutants-definition';

const TOLD_APART = 'Only told apart from a thread.';
const NO_SUCH =
  'There is no such thread: nothing is known of it, and whoever is looked at next takes its place.';
const BEFORE_ALL = 'What is held before anybody issued is the same for all: any of them may begin.';
const OWN_PATIENCE =
  'For how long who is ready is left out is a matter of each design, within what HT2 and HT3 allow.';
const EQUALS = 'Only decides among those that can issue at the same cycle, of which any may.';
const SAME_CHANGE =
  'Who is through does not come again: a change costs each of the others the same, so that no order changes.';
const JUST_NOW =
  'Whose line comes at this very cycle: the thread that issued can issue first anyhow, another one is looked at again soon.';
const ALL_CAME = 'When a turn is due, 100 cycles are over, and every line that somebody waited for has come.';
const LINE_SAYS_IT = 'Who issued and missed is left out from when its line comes, which is later.';

export default defineMutants({
  equivalent: [
    { at: ['const NOBODY = -1;', 'const NOBODY = -2;'], why: TOLD_APART },
    { at: 'const PATIENCE = 60;', why: OWN_PATIENCE },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) {',
        'for (let thread = 1; thread < threads; thread++) {',
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
    { at: ['this.lines.push(0);', 'this.lines.push(1);', 'this.lines.push((-1));'], why: BEFORE_ALL },
    { at: ['this.issued.push(-1);', 'this.issued.push(-2);', 'this.issued.push(-0);'], why: BEFORE_ALL },
    { at: ['this.isOver.push(false);', ';'], why: 'What is not held counts as false.' },
    { at: 'this.issued[thread] = now;', why: LINE_SAYS_IT },
    {
      at: [
        'const isFree = current !== NOBODY && !this.isOver[current] && lines[current] <= now;',
        'const isFree = current !== NOBODY && !this.isOver[current] && lines[current] < now;',
      ],
      why: JUST_NOW,
    },
    {
      at: [
        'if (other !== NOBODY && now - this.leftOutSince(other) >= PATIENCE * this.threads) this.current = other;',
        'if (other !== NOBODY && now - this.leftOutSince(other) > PATIENCE * this.threads) this.current = other;',
      ],
      why: OWN_PATIENCE,
    },
    { at: 'let earliest = 0;', why: 'Set with the first thread, before it is read.' },
    {
      at: [
        'for (let thread = 0; thread < this.threads; thread++) {',
        'for (let thread = (-1); thread < this.threads; thread++) {',
        'for (let thread = 0; thread <= this.threads; thread++) {',
      ],
      why: NO_SUCH,
    },
    {
      at: [
        'const change = thread === this.current || this.current === NOBODY ? 0 : this.changeCycles;',
        'const change = thread === this.current || this.current === NOBODY ? 1 : this.changeCycles;',
        'const change = thread === this.current || this.current === NOBODY ? (-1) : this.changeCycles;',
      ],
      why: 'Its own line comes later than now, and so later than a cycle more or less; at the start it is the same for all.',
    },
    {
      at: [
        'if (best !== NOBODY && start > earliest) continue;',
        'if (best !== NOBODY && start >= earliest) continue;',
      ],
      why: EQUALS,
    },
    {
      at: [
        'if (best !== NOBODY && start === earliest && this.issued[thread] >= this.issued[best]) continue;',
        'if (best === NOBODY && start === earliest && this.issued[thread] >= this.issued[best]) continue;',
        'if (best !== NOBODY && start === earliest && this.issued[thread] > this.issued[best]) continue;',
        'if (best !== NOBODY && start === earliest && this.issued[thread] <= this.issued[best]) continue;',
        'if (best !== NOBODY && start === earliest && this.issued[thread] >= this.issued[best]) ;',
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
    {
      at: [
        'const isFree = this.was >= 0 && this.line(this.was) <= now;',
        'const isFree = this.was > 0 && this.line(this.was) <= now;',
        'const isFree = this.was <= 0 && this.line(this.was) <= now;',
        'const isFree = this.was >= 1 && this.line(this.was) <= now;',
      ],
      why: 'Of thread 0 (or of the others) it thinks that it waits: it goes on, as nobody can issue sooner, until others were left out for long.',
    },
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
    { at: 'if (isFree) this.last[this.was] = now;', why: `${LINE_SAYS_IT} ${OWN_PATIENCE}` },
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
    {
      at: [
        'if (now - Math.max(this.line(thread), this.last[thread] ?? 0) > 100 * this.threads) {',
        'if (now - Math.max(this.line(thread), this.last[thread] ?? 1) > 100 * this.threads) {',
        'if (now - Math.max(this.line(thread), this.last[thread] ?? (-1)) > 100 * this.threads) {',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'if (now - Math.max(this.line(thread), this.last[thread] ?? 0) > 100 * this.threads) {',
        'if (now - Math.max(this.line(thread), this.last[thread] ?? 0) >= 100 * this.threads) {',
        'if (now - Math.max(this.line(thread), this.last[thread] ?? 0) > 101 * this.threads) {',
        'if (now - Math.max(this.line(thread), this.last[thread] ?? 0) > 99 * this.threads) {',
      ],
      why: OWN_PATIENCE,
    },
    {
      at: 'this.last[best] = now;',
      why: 'Who issued and goes on is noted when it is asked for the next time, and who missed by its line.',
    },
    {
      at: [
        'return this.lines[thread] ?? 0;',
        'return this.lines[thread] ?? 1;',
        'return this.lines[thread] ?? (-1);',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'isFree || thread === this.was || this.was < 0 ? now : now + this.changeCycles,',
        'isFree || thread === this.was || this.was < (-1) ? now : now + this.changeCycles,',
      ],
      why: BEFORE_ALL,
    },
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
      at: [
        'for (let number = 0; number < threads; number++) this.order.push({ number, line: 0, since: 0 });',
        'for (let number = 0; number < threads; number++) this.order.push({ number, line: 1, since: 0 });',
        'for (let number = 0; number < threads; number++) this.order.push({ number, line: (-1), since: 0 });',
        'for (let number = 0; number < threads; number++) this.order.push({ number, line: 0, since: 1 });',
        'for (let number = 0; number < threads; number++) this.order.push({ number, line: 0, since: (-1) });',
      ],
      why: BEFORE_ALL,
    },
    { at: ['1,', '2,'], why: 'Behind it there is nobody: who is through issued, and stands last.' },
    { at: 'this.current = -1;', why: SAME_CHANGE },
    { at: 'private current = -2;', why: BEFORE_ALL },
    {
      at: [
        'const issued = this.current >= 0 ? last : undefined;',
        'const issued = this.current >= (-1) ? last : undefined;',
      ],
      why: SAME_CHANGE,
    },
    {
      at: [
        'if (issued !== undefined && issued.line <= now && now - this.begun < 150) return issued.number;',
        'if (issued !== undefined && issued.line < now && now - this.begun < 150) return issued.number;',
      ],
      why: JUST_NOW,
    },
    {
      at: [
        'if (issued !== undefined && issued.line <= now && now - this.begun < 150) return issued.number;',
        'if (issued !== undefined && issued.line <= now && now + this.begun < 150) return issued.number;',
        'if (issued !== undefined && issued.line <= now && now - this.begun <= 150) return issued.number;',
        'if (issued !== undefined && issued.line <= now && now - this.begun < 151) return issued.number;',
        'if (issued !== undefined && issued.line <= now && now - this.begun < 149) return issued.number;',
      ],
      why: OWN_PATIENCE,
    },
    {
      at: [
        'const isTurn = issued !== undefined && issued.line <= now;',
        'const isTurn = issued !== undefined && issued.line < now;',
      ],
      why: JUST_NOW,
    },
    {
      at: [
        'Math.max(each.line, each === issued || this.current === -2 ? now : now + changeCycles);',
        'Math.max(each.line, each === issued || this.current === -3 ? now : now + changeCycles);',
        'Math.max(each.line, each === issued || this.current === -1 ? now : now + changeCycles);',
      ],
      why: SAME_CHANGE,
    },
    {
      at: ['if (isTurn) best = order.find((each) => each.line <= now) ?? last;', 'if (isTurn) ;'],
      why: ALL_CAME,
    },
    {
      at: [
        'if (isTurn) best = order.find((each) => each.line <= now) ?? last;',
        'if (isTurn) best = order.find((each) => each.line < now) ?? last;',
      ],
      why: JUST_NOW,
    },
    {
      at: [
        'else if (now - Math.max(best.line, best.since) <= 100 * this.threads)',
        'else if (now - Math.max(best.line, best.since) < 100 * this.threads)',
        'else if (now - Math.max(best.line, best.since) <= 101 * this.threads)',
        'else if (now - Math.max(best.line, best.since) <= 99 * this.threads)',
      ],
      why: OWN_PATIENCE,
    },
    {
      at: [
        'for (const each of order) if (start(each) < start(best)) best = each;',
        'for (const each of order) if (start(each) <= start(best)) best = each;',
      ],
      why: EQUALS,
    },
    { at: 'this.begun = now;', why: OWN_PATIENCE },
    { at: 'if (isTurn) last.since = now;', why: `${LINE_SAYS_IT} ${OWN_PATIENCE}` },
    { at: 'best.since = now;', why: LINE_SAYS_IT },
    { at: 'private last = -1;', why: BEFORE_ALL },
    { at: 'private since = 0;', why: OWN_PATIENCE },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) this.comes.set(thread, 0);',
        'for (let thread = 0; thread < threads; thread++) this.comes.set(thread, 1);',
        'for (let thread = 0; thread < threads; thread++) this.comes.set(thread, (-1));',
      ],
      why: BEFORE_ALL,
    },
    {
      at: ['if (line !== undefined && line <= now) {', 'if (line === undefined && line <= now) {'],
      why: 'It thinks that nobody is ready who issued: that one goes on, as nobody can issue sooner, until others were left out for long.',
    },
    {
      at: ['if (line !== undefined && line <= now) {', 'if (line !== undefined && line < now) {'],
      why: JUST_NOW,
    },
    { at: 'this.issued[before] = now;', why: OWN_PATIENCE },
    {
      at: [
        'if (now - this.since < 100) return before;',
        'if (now + this.since < 100) return before;',
        'if (now - this.since <= 100) return before;',
        'if (now - this.since < 101) return before;',
        'if (now - this.since < 99) return before;',
      ],
      why: OWN_PATIENCE,
    },
    { at: 'this.since = now;', why: OWN_PATIENCE },
    { at: 'this.issued[this.last] = now;', why: LINE_SAYS_IT },
    {
      at: [
        'if (now - Math.max(line, this.issued[thread] ?? 0) > 100 * this.threads) return thread;',
        'if (now - Math.max(line, this.issued[thread] ?? 1) > 100 * this.threads) return thread;',
        'if (now - Math.max(line, this.issued[thread] ?? (-1)) > 100 * this.threads) return thread;',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'if (now - Math.max(line, this.issued[thread] ?? 0) > 100 * this.threads) return thread;',
        'if (now - Math.max(line, this.issued[thread] ?? 0) >= 100 * this.threads) return thread;',
        'if (now - Math.max(line, this.issued[thread] ?? 0) > 101 * this.threads) return thread;',
        'if (now - Math.max(line, this.issued[thread] ?? 0) > 99 * this.threads) return thread;',
      ],
      why: OWN_PATIENCE,
    },
    {
      at: [
        'for (let step = 1; step < this.threads; step++) {',
        'for (let step = 1; step <= this.threads; step++) {',
      ],
      why: 'The thread itself comes last, which is answered then anyhow.',
    },
    {
      at: [
        'if (line !== undefined && line <= now) return other;',
        'if (line !== undefined && line < now) return other;',
      ],
      why: JUST_NOW,
    },
    { at: 'let first = 0;', why: 'Set with the first thread, before it is read.' },
    {
      at: [
        'for (let step = 1; step <= this.threads; step++) {',
        'for (let step = 0; step <= this.threads; step++) {',
      ],
      why: 'The thread itself is looked at twice.',
    },
    {
      at: [
        'const thread = (Math.max(before, 0) + step) % this.threads;',
        'const thread = (Math.max(before, 1) + step) % this.threads;',
      ],
      why: EQUALS,
    },
    {
      at: [
        'const thread = (Math.max(before, 0) + step) % this.threads;',
        'const thread = (Math.max(before, (-1)) + step) % this.threads;',
      ],
      why: BEFORE_ALL,
    },
    {
      at: [
        'const start = Math.max(line, thread === before || before < 0 ? now : now + this.changeCycles);',
        'const start = Math.max(line, thread === before || before < (-1) ? now : now + this.changeCycles);',
      ],
      why: BEFORE_ALL,
    },
    { at: ['if (best < 0 || start < first) {', 'if (best < 0 || start <= first) {'], why: EQUALS },
  ],
});

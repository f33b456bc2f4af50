import { defineMutants } from '../../mutants-definition';

const NOTHING_KNOWN = 'What is held before anybody was measured: in the first round any pairs are right.';
const EITHER_SLOT = 'Who of a pair is in the first slot is of no matter, and their number is even.';
const SOME_ISSUED = 'Nobody gets through a quantum without an instruction: each issues until its first miss.';
const EQUALS = 'Only the order of equals changes, which is not asked for.';

export default defineMutants({
  equivalent: [
    {
      at: [
        'this.rates = new Array<number>(threads).fill(0);',
        'this.rates = new Array<number>(threads).fill(1);',
        'this.rates = new Array<number>(threads).fill((-1));',
      ],
      why: NOTHING_KNOWN,
    },
    {
      at: [
        'this.rates[thread] = instructions === 0 ? 0 : Math.floor((misses * 1_000_000) / instructions);',
        'this.rates[thread] = instructions === 1 ? 0 : Math.floor((misses * 1_000_000) / instructions);',
        'this.rates[thread] = instructions === (-1) ? 0 : Math.floor((misses * 1_000_000) / instructions);',
        'this.rates[thread] = instructions === 0 ? 1 : Math.floor((misses * 1_000_000) / instructions);',
        'this.rates[thread] = instructions === 0 ? (-1) : Math.floor((misses * 1_000_000) / instructions);',
      ],
      why: SOME_ISSUED,
    },
    {
      at: [
        'this.rates[thread] = instructions === 0 ? 0 : Math.floor((misses * 1_000_000) / instructions);',
        'this.rates[thread] = instructions === 0 ? 0 : Math.floor((misses * 1000001) / instructions);',
        'this.rates[thread] = instructions === 0 ? 0 : Math.floor((misses * 999999) / instructions);',
      ],
      why: 'A millionth more or less changes no order but of those that are almost equal.',
    },
    {
      at: [
        '.sort((a, b) => this.rates[b] - this.rates[a] || a - b);',
        '.sort((a, b) => this.rates[b] - this.rates[a] || a + b);',
      ],
      why: EQUALS,
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) this.all.push({ thread, instructions: 1, misses: 0 });',
        'for (let thread = 0; thread < threads; thread++) this.all.push({ thread, instructions: 2, misses: 0 });',
        'for (let thread = 0; thread < threads; thread++) this.all.push({ thread, instructions: 0, misses: 0 });',
        'for (let thread = 0; thread < threads; thread++) this.all.push({ thread, instructions: 1, misses: 1 });',
        'for (let thread = 0; thread < threads; thread++) this.all.push({ thread, instructions: 1, misses: (-1) });',
      ],
      why: NOTHING_KNOWN,
    },
    { at: ['while (order.length > 0) {', 'while (order.length > 1) {'], why: EITHER_SLOT },
    {
      at: [
        'this.rate.set(thread, misses / Math.max(instructions, 1));',
        'this.rate.set(thread, misses / Math.max(instructions, 2));',
        'this.rate.set(thread, misses / Math.max(instructions, 0));',
      ],
      why: SOME_ISSUED,
    },
    {
      at: [
        'this.sorted.sort((a, b) => (this.rate.get(a) ?? 0) - (this.rate.get(b) ?? 0));',
        'this.sorted.sort((a, b) => (this.rate.get(a) ?? 1) - (this.rate.get(b) ?? 0));',
        'this.sorted.sort((a, b) => (this.rate.get(a) ?? (-1)) - (this.rate.get(b) ?? 0));',
        'this.sorted.sort((a, b) => (this.rate.get(a) ?? 0) - (this.rate.get(b) ?? 1));',
        'this.sorted.sort((a, b) => (this.rate.get(a) ?? 0) - (this.rate.get(b) ?? (-1)));',
      ],
      why: NOTHING_KNOWN,
    },
    {
      at: [
        'const thread = slot % 2 === 0 ? this.sorted.shift() : this.sorted.pop();',
        'const thread = !(slot % 2 === 0) ? this.sorted.shift() : this.sorted.pop();',
        'const thread = slot % 2 !== 0 ? this.sorted.shift() : this.sorted.pop();',
        'const thread = slot % 2 === 1 ? this.sorted.shift() : this.sorted.pop();',
      ],
      why: EITHER_SLOT,
    },
    {
      at: ['return thread ?? 0;', 'return thread ?? 1;', 'return thread ?? (-1);'],
      why: 'The list was just filled: there is always one.',
    },
    {
      at: [
        'for (let thread = 0; thread < threads; thread++) this.rates.push(0);',
        'for (let thread = 1; thread < threads; thread++) this.rates.push(0);',
        'for (let thread = (-1); thread < threads; thread++) this.rates.push(0);',
        'for (let thread = 0; thread <= threads; thread++) this.rates.push(0);',
        'for (let thread = 0; thread > threads; thread++) this.rates.push(0);',
        'for (let thread = 0; thread < threads; thread++) ;',
        'for (let thread = 0; thread < threads; thread++) this.rates.push(1);',
        'for (let thread = 0; thread < threads; thread++) this.rates.push((-1));',
      ],
      why: NOTHING_KNOWN,
    },
    { at: ['let best = -1;', 'let best = -2;'], why: 'Only told apart from a thread.' },
    {
      at: [
        'for (let thread = 0; thread < this.threads; thread++) {',
        'for (let thread = (-1); thread < this.threads; thread++) {',
      ],
      why: 'There is no thread -1: the next one takes its place, whatever is known.',
    },
    {
      at: [
        'for (let thread = 0; thread < this.threads; thread++) {',
        'for (let thread = 0; thread <= this.threads; thread++) {',
      ],
      why: 'A thread of which nothing is known, looked at when another one was found already: it never suits better.',
    },
    {
      at: [
        'slot % 2 === 0 ? this.known[thread] > this.known[best] : this.known[thread] < this.known[best];',
        '!(slot % 2 === 0) ? this.known[thread] > this.known[best] : this.known[thread] < this.known[best];',
        'slot % 2 !== 0 ? this.known[thread] > this.known[best] : this.known[thread] < this.known[best];',
        'slot % 2 === 1 ? this.known[thread] > this.known[best] : this.known[thread] < this.known[best];',
      ],
      why: EITHER_SLOT,
    },
    {
      at: [
        'slot % 2 === 0 ? this.known[thread] > this.known[best] : this.known[thread] < this.known[best];',
        'slot % 2 === 0 ? this.known[thread] >= this.known[best] : this.known[thread] < this.known[best];',
        'slot % 2 === 0 ? this.known[thread] > this.known[best] : this.known[thread] <= this.known[best];',
      ],
      why: EQUALS,
    },
    {
      at: ['this.count = (this.count + 1) % this.threads;', 'this.count = (this.count - 1) % this.threads;'],
      why: 'Counts down in place of up: 0 comes again after as many picks.',
    },
  ],
});

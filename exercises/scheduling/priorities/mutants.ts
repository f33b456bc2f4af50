import { defineMutants } from '../../mutants-definition';

const IN_ORDER = 'Who came later stands further behind already: the comparison never decides.';
const ONE_TOO_MANY = 'A level or thread too many, which is never asked for.';
const SET_AT_ENQUEUE = 'Every thread is enqueued before it is looked at.';

export default defineMutants({
  equivalent: [
    { at: 'let bestLevel = 0;', why: 'It is read only once a thread was found, which sets it.' },
    {
      at: [
        'if (a.since !== b.since) return a.since < b.since;',
        'if (a.since !== b.since) return 0;',
        'if (a.since !== b.since) return a.since <= b.since;',
      ],
      why: IN_ORDER,
    },
    {
      at: [
        'if (difference !== 0) return difference < 0;',
        'if (difference !== 0) return difference <= 0;',
        'if (difference !== 0) return difference < 1;',
      ],
      why: 'The difference is not 0 there.',
    },
    {
      at: ['return risen > own ? 0 : own - risen;', 'return risen >= own ? 0 : own - risen;'],
      why: 'own - risen is 0 then.',
    },
    {
      at: [
        'for (let level = 0; level < priorities; level++) this.queues.push([]);',
        'for (let level = (-1); level < priorities; level++) this.queues.push([]);',
        'for (let level = 0; level <= priorities; level++) this.queues.push([]);',
      ],
      why: ONE_TOO_MANY,
    },
    {
      at: [
        'for (let thread = 0; thread < maxThreads; thread++) this.levels.push(-1);',
        'for (let thread = 1; thread < maxThreads; thread++) this.levels.push(-1);',
        'for (let thread = (-1); thread < maxThreads; thread++) this.levels.push(-1);',
        'for (let thread = 0; thread <= maxThreads; thread++) this.levels.push(-1);',
        'for (let thread = 0; thread > maxThreads; thread++) this.levels.push(-1);',
        'for (let thread = 0; thread < maxThreads; thread++) ;',
        'for (let thread = 0; thread < maxThreads; thread++) this.levels.push(-2);',
        'for (let thread = 0; thread < maxThreads; thread++) this.levels.push(-0);',
      ],
      why: SET_AT_ENQUEUE,
    },
    {
      at: [
        'if (level > 0) this.nextRise = Math.min(this.nextRise, job.rises);',
        'if (level >= 0) this.nextRise = Math.min(this.nextRise, job.rises);',
        'if (level > (-1)) this.nextRise = Math.min(this.nextRise, job.rises);',
      ],
      why: 'One that waits at the top makes the next look earlier, which changes nothing.',
    },
    {
      at: [
        'return a.since === b.since ? a.own < b.own : a.since < b.since;',
        'return a.since === b.since ? a.own <= b.own : a.since < b.since;',
        'return a.since === b.since ? a.own < b.own : a.since <= b.since;',
      ],
      why: 'Of equals either may go.',
    },
  ],
});

import { defineMutants } from '../../mutants-definition';

const SHORTER =
  'A shorter slice than the response time permits is within the rules; what it costs is bounded by the budget alone.';

const PROMISED =
  'Who is promised how much decides what is left to the others, not whether it fits: that is a matter of the leaderboard.';

export default defineMutants({
  equivalent: [
    {
      at: ['this.away[thread] = 0;', 'this.away[thread] = (-1);'],
      why: 'Everything but 1 says that it is not away.',
    },
    {
      at: ['const others = this.services.alive() - 1;', 'const others = this.services.alive() - 0;'],
      why: SHORTER,
    },
    {
      at: ['const others = this.services.alive() - 1;', 'const others = this.services.alive() + 1;'],
      why: SHORTER,
    },
    {
      at: [
        'if (this.away.size === 0) return Math.floor((3 * this.longestCycles) / 4);',
        'if (this.away.size === 0) return Math.floor((4 * this.longestCycles) / 4);',
        'if (this.away.size === 0) return Math.floor((2 * this.longestCycles) / 4);',
        'if (this.away.size === 0) return Math.floor((3 * this.longestCycles) / 5);',
        'if (this.away.size === 0) return Math.floor((3 * this.longestCycles) / 3);',
      ],
      why: 'Quiet slices may have any length from half of the longest.',
    },
    {
      at: [
        'this.promisedCycles = 4 * switchCycles;',
        'this.promisedCycles = 5 * switchCycles;',
        'this.promisedCycles = 3 * switchCycles;',
        'this.promisedCycles = 4 / switchCycles;',
      ],
      why: PROMISED,
    },
    {
      at: [
        'if (how === 1 && this.used[thread] <= this.promisedCycles) this.promised.add(thread);',
        'if (how === 2 && this.used[thread] <= this.promisedCycles) this.promised.add(thread);',
        'if (how === 0 && this.used[thread] <= this.promisedCycles) this.promised.add(thread);',
        'if (how === 1 && this.used[thread] < this.promisedCycles) this.promised.add(thread);',
        'if (how === 1 && this.used[thread] >= this.promisedCycles) this.promised.add(thread);',
        'if (how === 1 && this.used[thread] <= this.promisedCycles) ;',
      ],
      why: PROMISED,
    },
    { at: 'this.used[thread] = 0;', why: PROMISED },
    {
      at: [
        'return Math.min(this.longestCycles, Math.floor(left / (alive - this.promised.size)));',
        'return Math.min(this.longestCycles, Math.floor(left / (alive + this.promised.size)));',
      ],
      why: SHORTER,
    },
  ],
});

import type { WrongSolution } from '../../wrong-solution';

// Texts of the reference.
const PINNED = 'if (services.isPinned(frame) === 1) continue;';
const FOUND = 'if (bits === 0) return this.take(frame);';
const PUSH = 'if (notAccessed < 0) accessed.push(frame);';
const CLEAR = 'for (const frame of accessed) services.clearAccessed(frame);';
const SECOND = 'if (notAccessed >= 0) return this.take(notAccessed);';
const LAST = 'return this.take(clean >= 0 ? clean : any);';
const HAND = 'this.hand = (frame + 1) % this.frames;';

const wrong: readonly WrongSolution[] = [
  {
    name: 'ignores-pins',
    fails: 'PR1',
    why: 'Never asks whether a frame is pinned.',
    replace: [[PINNED, '']],
  },
  {
    name: 'last-frame-not-asked',
    fails: 'PR1',
    why: 'Asks of all frames but the last one whether they are pinned.',
    replace: [[PINNED, PINNED.replace('(', '(frame < frames - 1 && ')]],
  },
  {
    name: 'clears-pinned',
    fails: 'PR1',
    why: 'Clears the accessed bits of pinned frames, too.',
    replace: [
      [PINNED, 'if (services.isPinned(frame) === 1) {\n services.clearAccessed(frame);\n continue;\n }'],
    ],
  },
  {
    name: 'clean-before-not-accessed',
    fails: 'PR2',
    why: 'Takes an accessed clean frame rather than a dirty one that was not accessed.',
    replace: [[SECOND, 'if (notAccessed >= 0 && clean < 0) return this.take(notAccessed);']],
  },
  {
    name: 'dirty-bit-only',
    fails: 'PR2',
    also: ['PR5'],
    why: 'Looks for a clean frame at the first look, accessed or not.',
    replace: [[FOUND, 'if ((bits & DIRTY) === 0) return this.take(frame);']],
  },
  {
    name: 'dirty-when-all-accessed',
    fails: 'PR3',
    why: 'When all were accessed, takes the first frame even where it is dirty.',
    replace: [[LAST, 'return this.take(any);']],
  },
  {
    name: 'first-not-accessed',
    fails: 'PR3',
    why: 'Takes the first frame that was not accessed, though a clean one comes behind it.',
    replace: [[FOUND, 'if (bits === 0) return this.take(notAccessed >= 0 ? notAccessed : frame);']],
  },
  {
    name: 'plain-clock',
    fails: 'PR3',
    also: ['PR5'],
    why: 'Clears as it goes and takes the first frame that was not accessed, without a look at dirty bits.',
    replace: [
      [
        FOUND,
        'if ((bits & ACCESSED) === 0) {\n for (const each of accessed) services.clearAccessed(each);\n return this.take(frame);\n }',
      ],
      [LAST, 'return this.take(any);'],
    ],
  },
  {
    name: 'lowest-number-first',
    fails: 'PR4',
    why: 'Of frames with both bits clear takes the one with the lowest number.',
    replace: [
      [
        FOUND,
        'if (bits === 0) {\n for (let lower = 0; lower < frame; lower++) if (services.isPinned(lower) === 0 && services.bits(lower) === 0) return this.take(lower);\n return this.take(frame);\n }',
      ],
    ],
  },
  {
    name: 'last-clean-one',
    fails: 'PR4',
    why: 'When all were accessed, takes the last clean frame.',
    replace: [
      ['if (clean < 0 && (bits & DIRTY) === 0) clean = frame;', 'if ((bits & DIRTY) === 0) clean = frame;'],
    ],
  },
  {
    name: 'last-not-accessed',
    fails: 'PR4',
    why: 'Takes the last dirty frame that was not accessed.',
    replace: [['} else if (notAccessed < 0) notAccessed = frame;', '} else notAccessed = frame;']],
  },
  {
    name: 'hand-stays',
    fails: 'PR4',
    also: ['PR5'],
    why: 'Leaves the hand at the victim.',
    replace: [[HAND, 'this.hand = frame;']],
  },
  {
    name: 'no-hand',
    fails: 'PR4',
    also: ['PR5'],
    why: 'Begins at frame 0 each time.',
    replace: [[HAND, 'this.hand = 0;']],
  },
  {
    name: 'hand-moves-by-one',
    fails: 'PR4',
    also: ['PR5'],
    why: 'Moves the hand by one frame, wherever the victim was.',
    replace: [[HAND, 'this.hand = (this.hand + 1) % this.frames;']],
  },
  {
    name: 'never-clears',
    fails: 'PR5',
    why: 'Clears no bit: after a while all are set.',
    replace: [[CLEAR, '']],
  },
  {
    name: 'clears-at-the-first-look',
    fails: 'PR5',
    why: 'Clears what it passes, also on the way to a frame with both bits clear.',
    replace: [
      [
        FOUND,
        'if (bits === 0) {\n for (const each of accessed) services.clearAccessed(each);\n return this.take(frame);\n }',
      ],
    ],
  },
  {
    name: 'clears-all',
    fails: 'PR5',
    why: 'Clears also behind the victim.',
    replace: [[PUSH, 'accessed.push(frame);']],
  },
  {
    name: 'spares-the-first',
    fails: 'PR5',
    why: 'Does not clear the bit of the frame at which the hand stands.',
    replace: [[CLEAR, 'for (const frame of accessed.slice(1)) services.clearAccessed(frame);']],
  },
  {
    name: 'clears-at-loads',
    fails: 'PR5',
    why: 'Clears a bit at each load.',
    replace: [
      [
        'loaded(): void {}',
        'loaded(frame: number): void {\n if (frame > 0 && this.services.isPinned(frame - 1) === 0) this.services.clearAccessed(frame - 1);\n }',
      ],
    ],
  },
  {
    name: 'reads-all-for-each',
    exceeds: ['memory-accesses'],
    why: 'Reads all bits again for each frame that it looks at.',
    replace: [[PINNED, `${'for (let each = 0; each < frames; each++) services.bits(each);'}\n${PINNED}`]],
  },
];

export default wrong;

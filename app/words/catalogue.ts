import { plural } from './counted';

export const catalogue = {
  title: 'Exercises',
  empty: 'No exercise is built yet. `npm start` builds them; then reload this page.',
  difficulty: ['about an hour', 'an afternoon', 'an evening'],
  difficultyLabel: (level: number) => `Difficulty ${level} of 3`,
  cases: (count: number) => plural(count, 'case'),
  question: 'Question with fresh variants',
  notTried: 'Not tried',
  solved: 'Solved',
  scoreOf: (score: number, max: number) => `${score} of ${max} points`,
  submissions: (count: number) => plural(count, 'submission'),
  attempts: (count: number) => plural(count, 'attempt'),
  withoutAccount:
    'In the order of the course. All of it opens without an account; with one your progress is kept and what you hand in is graded.',
  find: 'Find',
  findHint: 'Words of a title or summary',
  kind: 'Kind',
  kinds: { exercise: 'Exercises', question: 'Questions' },
  difficultyFilter: 'Difficulty',
  state: 'State',
  states: { new: 'Not tried', begun: 'Begun', solved: 'Solved' },
  any: 'All',
  apply: 'Show',
  clear: 'Show everything',
  moreFound: (count: number) => `${count} more. Add a word or a filter, or look through the chapters.`,
  found: (count: number) => `${count === 0 ? 'Nothing' : plural(count, 'entry', 'entries')} found`,
  nothingFound: 'No exercise and no question fits. Take out a word or a filter.',
  counts: (exercises: number, questions: number) =>
    [exercises > 0 ? plural(exercises, 'exercise') : '', questions > 0 ? plural(questions, 'question') : '']
      .filter((each) => each !== '')
      .join(', '),
  solvedOf: (solved: number, all: number) => `${solved} of ${all} solved`,
  neighbours: 'Previous and next',
  previous: 'Previous',
  next: 'Next',
  allChapters: 'All chapters',
} as const;

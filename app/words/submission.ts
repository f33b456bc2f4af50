import { times } from './counted';

export const submission = {
  title: 'Submission',
  list: (exercise: string) => `Submissions to ${exercise}`,
  source: 'Source',
  when: 'When',
  score: 'Score',
  by: 'By',
  number: (index: number) => `submission ${index}`,
  follow: 'Outcome',
  differentVersion: 'The exercise has changed since: this was graded as it stood then.',
  notComparable: 'One of the two does not exist or is not yours.',
  from: 'From',
  to: 'To',
  none: 'You have not handed in anything here yet. Write a solution, run it, and press Submit.',
  toExercise: 'To the exercise',
  compare: 'Compare',
  compareWith: 'Compare two submissions',
  cannotStore: (reason: string) => `This cannot be stored: ${reason}`,
  noDifference: 'The two are the same text.',
  open: 'Open',
  inEditor: 'Back to the exercise',
  signIn: 'Sign in to see your submissions.',
} as const;

export const fullMarks = {
  title: 'After full marks',
  own: (title: string, value: number, unit: string) =>
    `${title}: ${value.toLocaleString('en')} ${unit} on the ranked runs.`,
  beside: (ratio: number) => `${times(ratio)} the reference.`,
  rank: (rank: number, course: string) => `Rank ${rank} in ${course}.`,
  toBest: (ratio: number) => `This one has ${times(ratio)} what the first one needs.`,
} as const;

export const leaderboard = {
  title: (exercise: string) => `Leaderboard of ${exercise}`,
  lead: (metric: string, unit: string) =>
    `Full-score submissions, ranked by ${metric.toLowerCase()} (${unit}; fewer is better). Everybody is ranked on the same work.`,
  rank: 'Rank',
  name: 'Name',
  when: 'Submitted',
  you: 'you',
  none: 'Nobody has a full score yet. The first one stands here.',
  versions: 'Boards of other versions of this exercise, whose figures do not compare with these',
  currentVersion: 'The exercise as it stands',
  version: (version: string) => `Version ${version}, handed in from`,
  until: 'to',
  older: (version: string) =>
    `This is the board of an older version of the exercise (${version}). What is handed in now ranks on the board of the exercise as it stands.`,
  noCourse: 'Leaderboards are kept within a course, and you are in none yet. Your instructor has its code.',
  signIn: 'Sign in to see the leaderboard of your course.',
  ownAbsent: 'You stand here as soon as a submission of yours has a full score.',
  pseudonym: 'You appear under your pseudonym unless your profile says otherwise.',
} as const;

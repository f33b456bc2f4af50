/** Words of the page on which packages are given to students. */
import type { ItemKind } from '../../../db/schema';
import { plural } from '../../words/counted';

export const publishWords = {
  title: 'Publish',
  noCourse: 'There is no such course, or you do not teach it.',
  notCatalogue: 'Only an administrator of the site gives something to everybody.',
  inCatalogue:
    'The catalogue gives this to everybody, so only an administrator publishes a new version of it. Ask one, or begin a package of your own from it.',
  nowhere: 'Choose at least one course.',
  doesNotHold: 'No check has shown that this version holds. Check it first.',
  notReviewed: 'Answer every question of the list first.',
  unknownQuestion: 'There is no such question.',
  given: 'Given now to',
  givenToNobody: 'Nobody: no student finds it.',
  catalogue: 'The catalogue: everybody',
  since: 'since',
  withdraw: (from: string) => `Take back from ${from}`,
  withdrawShort: 'Take back',
  withdrawSure: {
    exercise: (from: string) =>
      `Take it back from ${from}? Nobody finds it there any more; what was handed in stays, and whoever handed it in still sees it.`,
    question: (from: string) =>
      `Take it back from ${from}? Nobody finds it there any more, and attempts that are open end; points of what was answered stay.`,
  } satisfies Record<ItemKind, unknown>,
  withdrawYes: 'Yes, take it back',
  cancel: 'Cancel',
  withdrawn: (from: string) => `Taken back from ${from}.`,
  version: 'What is published',
  checkFirst: 'Only a version of which every promise holds is published.',
  goToCheck: 'Go to Check',
  stillChecked: 'The last version is being checked. Come back when it holds.',
  isHolding: (version: string) => `Version ${version}: every promise of it holds.`,
  draftIsOther:
    'The draft has changed since it was checked. What is published is the version that was checked.',
  first: 'It was published to nobody yet.',
  same: 'It is the version that students have now.',
  takenBack: 'It is the version that was published last, and nobody has it now.',
  replaces: (version: string) => `It replaces version ${version}, wherever that is given.`,
  handedIn: {
    exercise: (count: number) =>
      count === 0
        ? 'Nothing was handed in so far.'
        : `${plural(count, 'submission')} ${count === 1 ? 'was' : 'were'} graded so far, and ${count === 1 ? 'stays' : 'stay'} as ${count === 1 ? 'it is' : 'they are'}.`,
    question: (count: number) =>
      count === 0
        ? 'Nothing was answered so far.'
        : `${plural(count, 'attempt')} ${count === 1 ? 'was' : 'were'} answered so far, and ${count === 1 ? 'stays' : 'stay'} as ${count === 1 ? 'it is' : 'they are'}.`,
  },
  points: (before: number, now: number) =>
    `It is worth ${plural(now, 'point')}, and the one before ${before.toLocaleString('en')}: scores of both stand side by side.`,
  otherReach: 'Meanwhile it was given to others, or taken back. Look at the list once more.',
  has: 'has it now',
  worked: (kind: ItemKind, count: number) =>
    `${plural(count, 'student')} ${kind === 'exercise' ? 'handed something in' : 'answered'}`,
  others: 'Given by others, where you do not teach. A new version reaches these, too:',
  reachesTitle: 'Whom this reaches',
  reaches: (isReplaced: boolean) =>
    isReplaced
      ? 'These have this version from now on, and no longer the one before:'
      : 'These have this version:',
  new: 'new',
  takesBack: 'It is taken back from these, where nobody finds it any more:',
  apart:
    'A course that is to keep the version before needs a package of its own: download that version under History, and begin one from it.',
  sure: 'Yes, publish it',
  review: 'What no check can see',
  reviewHint: 'Asked of each version anew. Yes, or not and why.',
  yes: 'Yes',
  no: 'No, because',
  why: 'Why not',
  answer: 'Keep this answer',
  answeredBy: (name: string) => `answered by ${name}`,
  needsNote: 'A few words are needed here.',
  open: (count: number) => `${plural(count, 'question')} left to answer.`,
  to: 'Give it to',
  noCourses:
    'You teach no course. Whoever teaches one can publish this there; make one of your own under Courses.',
  publish: 'Publish',
  publishing: 'It is being published …',
  published: 'Published. Students find it from now on.',
  mayNot: 'You may read this package, and not publish it.',
  asStudent: 'Open it as students do',
};

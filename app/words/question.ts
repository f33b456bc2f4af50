export const question = {
  another: 'Another variant',
  check: 'Check answer',
  checkAnyway: 'Hand in with empty parts',
  nothingEntered: 'Nothing is entered yet: the variant is not used up.',
  blanks: (count: number) =>
    `${count === 1 ? 'One part is' : `${count} parts are`} empty. Press the button again to hand in all the same.`,
  checking: 'Checking …',
  explanation: 'Worked solution',
  marks: (points: number, max: number) => `${points} of ${max} points`,
  trial:
    'You are trying this without an account: you are marked and see the worked solution, but it does not count, and the site keeps nothing of it. With an account you get a fresh variant that counts.',
  trialWhileDown:
    'The database cannot be reached, so this variant is only for trying: you are marked, but it does not count. Your own, with what you entered, is back as soon as the database is.',
  conflictTitle: 'These answers were changed in another tab or on another device',
  decideFirst: 'Decide first which of the two answers goes on: nothing was handed in.',
  part: 'Part',
  mine: 'These answers',
  other: 'The other answers',
  empty: 'nothing entered',
  attempts: 'Your attempts',
  noAttempts: 'None yet.',
  answered: 'Answered',
  starting: 'Making a variant …',
  intro: 'Every attempt is a fresh variant. You get the worked solution after you answer.',
  unreadable: 'Some of it cannot be read, so nothing was handed in: see the fields above.',
  gone: 'This attempt was answered already. Take another variant.',
  notBuilt: 'The question generators are not built. `npm start` builds them.',
} as const;

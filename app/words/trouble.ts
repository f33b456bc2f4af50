export const databaseDown = {
  title: 'The database cannot be reached',
  short: 'The database cannot be reached at the moment. Nothing is lost: try again in a minute.',
  page: 'This page needs it. You can still open exercises and run their samples, and what you type is kept in this browser. Try again in a minute.',
  banner:
    'The database cannot be reached. Exercises open and Run works; signing in, submitting and scores are back as soon as it is.',
} as const;

export const notFound = {
  title: 'There is nothing here',
  text: 'The address is wrong, or what it names is not yours to see.',
  home: 'To the exercises',
  find: 'Find an exercise or question',
} as const;

export const broken = {
  title: 'This page broke',
  text: 'The fault is ours and was logged. What you typed is kept in this browser.',
  retry: 'Try again',
} as const;

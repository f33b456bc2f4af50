/** What the addresses for `npx runqueue publish` say. */
export const apiWords = {
  noToken: 'This token is none, or has ended. Make another one on your profile page.',
  databaseDown: 'The database does not answer. Try again in a minute.',
  failed: 'Something went wrong on the site. Try again.',
  tooLong: (most: number) => `It is too long: ${most.toLocaleString('en')} bytes are the most.`,
  unreadable: 'The request cannot be read.',
  noRun: 'There is no such run.',
  noCourse: (slug: string) => `You may not publish in a course ${JSON.stringify(slug)}, or there is none.`,
};

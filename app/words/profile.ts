export const profile = {
  title: 'Profile',
  pseudonym: 'Pseudonym',
  showName: 'Show my name on leaderboards',
  showNameHint: (pseudonym: string) =>
    `Otherwise they show “${pseudonym}”. Your instructor always sees your name.`,
  saved: 'Saved.',
  signIn: 'Sign in to see your profile.',
  passwordTitle: 'Password',
  password: 'Password now',
  newPassword: 'New password',
  change: 'Change password',
  changed: 'Changed. All other browsers are signed out.',
  wrongPassword: 'This is not your password. Check it and try again.',
  sessionsTitle: 'Sessions',
  sessions: (count: number) =>
    count === 1 ? 'You are signed in in this browser only.' : `You are signed in in ${count} browsers.`,
  signOutEverywhere: 'Sign out everywhere',
  editorTitle: 'Editor',
  deleteTitle: 'Delete the account',
  deleteLead: 'Takes your name and address from this site, for good.',
  deleteLink: 'See what goes and what stays',
} as const;

export const deletion = {
  title: 'Delete the account',
  goesTitle: 'What goes',
  goes: [
    'Your name, address and password. Nobody can sign in to this account again.',
    'Drafts that are saved here and in this browser, and your settings.',
    'Your roles as assistant, instructor or administrator.',
  ],
  staysTitle: 'What stays',
  stays: [
    'What you handed in, with its verdicts and scores, and your answers to questions: they are part of your courses’ records.',
    'Your places on leaderboards.',
    'All of it stands under a new pseudonym that leads to nobody. A name that you wrote into a text which you handed in stays in that text.',
  ],
  after: 'The address is free afterwards: an account that you make with it has nothing of this one.',
  password: 'Password',
  delete: 'Delete my account',
  lastInstructor: (course: string) =>
    `You are the only instructor of “${course}”: make somebody else one first.`,
  keep: 'Keep it',
} as const;

export const forgotPassword = {
  title: 'Forgot your password?',
  lead: 'You get a link that sets a new one, by mail. It works once, within an hour.',
  send: 'Send the link',
  sent: (email: string) =>
    `If ${email} has an account, a link is on its way to it. Look also where your mail program puts what it does not trust.`,
  local: 'This site sends no mail.',
  localLink: 'On this machine the link stands here',
  noServer: 'This site sends no mail: whoever runs it finds the link in the log.',
  back: 'Back to signing in',
} as const;

export const resetPassword = {
  title: 'Set a new password',
  lead: 'It ends all your sessions: sign in with it afterwards.',
  set: 'Set the password',
  done: 'Your new password is set.',
  again: 'Ask for a new link',
  noToken: 'This link is not whole. Open it as it stands in the mail, or ask for a new one.',
} as const;

export const resetMail = (link: string, minutes: number) => ({
  subject: 'A new password for Runqueue',
  text: [
    'Somebody, probably you, asked for a new password for the account with this address on Runqueue.',
    `Set it here, within ${minutes} minutes:`,
    link,
    'If it was not you, do nothing: your password stays as it is.',
  ].join('\n\n'),
});

export const localMail = {
  title: 'Mail of this site',
  lead: 'No mail server is configured (RUNQUEUE_SMTP_URL), so what would be sent stands here. Only this machine sees this page; it forgets at the next start.',
  none: 'Nothing would have been sent so far.',
  to: (email: string) => `To ${email},`,
} as const;

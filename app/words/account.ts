import { plural } from './counted';

export const account = {
  email: 'Email',
  password: 'Password',
  name: 'Name',
  nameHint: 'Your instructor sees it. Leaderboards show a pseudonym unless you decide otherwise.',
  passwordHint: (characters: number) => `At least ${characters} characters.`,
  signIn: 'Sign in',
  signUp: 'Sign up',
  working: 'One moment …',
  noAccount: 'No account yet?',
  haveAccount: 'Have an account?',
  demo: 'Demo accounts on this computer: student@example.com and instructor@example.com, password runqueue-demo.',
  errors: {
    INVALID_EMAIL_OR_PASSWORD: 'Email and password do not match. Check both and try again.',
    INVALID_EMAIL: 'This is not an email address. Check for a missing @ or a blank.',
    INVALID_NAME: 'Write your name with letters, in at most 100 characters and on one line.',
    INVALID_REQUEST: 'The site could not read this. Check the fields and try again.',
    PASSWORD_TOO_SHORT: 'The password is too short. Take at least 10 characters.',
    PASSWORD_TOO_LONG: 'The password is too long. Take at most 128 characters.',
    INVALID_TOKEN: 'This link was used already, is older than an hour, or is not whole. Ask for a new one.',
    UNAVAILABLE: 'The database cannot be reached at the moment. Try again in a minute.',
  } as Readonly<Record<string, string>>,
  tooMany: (seconds: number) =>
    `Too many attempts from this address. Try again in ${seconds <= 60 ? plural(seconds, 'second') : plural(Math.ceil(seconds / 60), 'minute')}.`,
  notSignedIn:
    'You could not be signed in with this email and password. If you have had an account before, sign in with its password.',
  unknownError: 'That did not work, and the site does not know why. Try again.',
  unreachable: 'The site cannot be reached. Check the network and try again.',
} as const;

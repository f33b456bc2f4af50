export const action = {
  invalid: 'The site could not read this request. Reload the page and try again.',
  unstorable: 'The text holds a NUL character or half of a character, which cannot be stored. Remove it.',
  signedOut: 'You are signed out. Sign in and try again; what you typed is kept.',
  notAllowed: 'Your account may not do this. Ask an administrator of the site.',
  failed: 'Something broke on our side and was logged. Try again; if it happens again, tell your instructor.',
} as const;

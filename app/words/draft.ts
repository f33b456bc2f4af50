export const draft = {
  saved: 'Saved',
  saving: 'Saving …',
  local: 'Saved in this browser',
  offline: 'Saved in this browser; the site cannot be reached',
  signedOut: 'Saved in this browser, not in an account',
  unsaved: 'Not saved: this browser refuses to store it. Copy your text before you leave',
  tooLong: 'Too long to be saved in your account; kept in this browser',
  refused: 'Your account does not take this; kept in this browser',
  conflict: 'Changed elsewhere',
  notLoaded: 'Saved in this browser only: a part of the page could not be loaded. Reload it to try again',
} as const;

import { plural } from './counted';

export const editor = {
  title: 'Editor settings',
  short: 'Settings',
  fontSize: 'Font size',
  pixels: (count: number) => `${count} px`,
  tabWidth: 'Tab width',
  columns: (count: number) => plural(count, 'column'),
  keys: 'Key bindings',
  keyBindings: { default: 'Default', vim: 'Vim' },
  minimap: 'Minimap: the text in small beside it',
  wayOut: 'Ctrl+M in the editor lets the key Tab leave it, with every key binding.',
  kept: 'Kept in your account.',
  keptHere: 'Kept in this browser. With an account it is found on every device.',
  notKept: 'This browser keeps nothing: the settings hold until you leave the page.',
  offline: 'The site cannot be reached: the settings hold in this browser.',
  vimMode: (mode: string) => `Vim: ${mode}`,
  vimCommand: 'Command of vim',
  vimFailed:
    'The key bindings of vim could not be loaded; the default ones work. Reload the page to try again.',
  files: 'Files',
  tabIndents: 'Tab indents',
  tabLeaves: 'Tab leaves the editor',
  tabHint: 'What the key Tab does in the editor (Ctrl+M)',
  readOnly: '(to read)',
  previousFailure: 'Previous failure',
  fill: 'Replay fills the window',
} as const;

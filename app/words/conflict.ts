export const conflict = {
  title: 'This exercise was changed in another tab or on another device',
  text: 'Both are kept. Decide which one goes on; nothing is lost until you do.',
  compare: 'Compare',
  closeCompare: 'Close comparison',
  keepMine: 'Keep this one',
  takeOther: 'Take the other one',
  mine: 'This text',
  other: 'The other text',
} as const;

/** Words about tokens of authors. */
import { plural } from '../words/counted';

export const tokenWords = {
  title: 'Tokens',
  lead: 'With a token, npx runqueue publish acts as you: it may do with your packages what you may. Keep it like a password, as a secret of your repository.',
  name: 'What it is for',
  days: 'Days until it ends',
  create: 'Make a token',
  once: 'This is the token. It is shown now and never again:',
  copy: 'Copy',
  copied: 'Copied.',
  end: (name: string) => `End ${name}`,
  ended: (name: string) => `${name} has ended.`,
  tooMany: (most: number) => `You have ${plural(most, 'token')}, as many as anybody may. End one of them.`,
  noName: 'Say what it is for, in a name that can be read.',
  notAllowed: 'Only those who may write packages can make tokens.',
  expires: 'Ends',
  expired: 'Has ended',
  lastUsed: 'Last used',
  neverUsed: 'Never used',
};

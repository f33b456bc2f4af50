import { plural } from './counted';

const LIMITED = {
  submission: (count: number) => `You have handed in ${count}`,
  replay: (count: number) => `You have replayed ${plural(count, 'case')}`,
  'replay read': (count: number) => `You have opened ${plural(count, 'replay')}`,
  draft: (count: number) => `Your texts were saved ${plural(count, 'time')}`,
  attempt: (count: number) => `You have taken ${plural(count, 'variant')}`,
  'attempt opened': (count: number) => `You have opened ${plural(count, 'variant')}`,
  answer: (count: number) => `You have sent ${plural(count, 'answer')}`,
  standing: (count: number) => `You have asked for your ranks ${plural(count, 'time')}`,
  course: (count: number) => `You have made ${plural(count, 'course')}`,
  'course change': (count: number) => `You have made ${plural(count, 'change')}`,
  join: (count: number) => `You have tried ${plural(count, 'code')}`,
  password: (count: number) => `The password was entered ${plural(count, 'time')}`,
  'sign out': (count: number) => `You have signed out everywhere ${plural(count, 'time')}`,
  reset: (count: number) => `You were sent ${plural(count, 'link')}`,
  setting: (count: number) => `You have changed settings ${plural(count, 'time')}`,
  package: (count: number) =>
    `You have begun ${plural(count, 'exercise or question', 'exercises and questions')} of your own`,
  'package change': (count: number) => `You have made ${plural(count, 'change')}`,
  preview: (count: number) => `You have looked at ${plural(count, 'preview')}`,
  'package version': (count: number) => `You have kept ${plural(count, 'version')}`,
  check: (count: number) => `You have asked for ${plural(count, 'check')}`,
  'package trial': (count: number) => `You have tried ${plural(count, 'run')}`,
  trial: (count: number) => `Visitors at your address have asked ${plural(count, 'time')}`,
} as const;

export const limits = {
  exceeded: (
    action: keyof typeof LIMITED,
    { count, minutes, nextAt }: { count: number; minutes: number; nextAt: Date },
    now: Date,
  ) =>
    `${LIMITED[action](count)} in the last ${minutes === 1 ? 'minute' : `${minutes} minutes`}, as many as anybody may; the next one in ${plural(Math.max(1, Math.ceil((nextAt.getTime() - now.getTime()) / 60_000)), 'minute')}.`,
  busy: 'Many visitors try questions at the moment. Try again in a minute.',
  waiting: (count: number) =>
    `${plural(count, 'submission')} of yours ${count === 1 ? 'waits' : 'wait'} to be graded, as many as anybody may have waiting. Submit again when one of them is graded.`,
  waitingReplays: (count: number) =>
    `${plural(count, 'case')} of yours ${count === 1 ? 'waits' : 'wait'} to be replayed, as many as anybody may have waiting. Try again when one of them is there.`,
  streams: (count: number) =>
    `${plural(count, 'page')} of yours ${count === 1 ? 'follows' : 'follow'} a submission, as many as anybody may have open. Close one of them.`,
} as const;

export const panels = {
  titles: { summary: 'Summary', replay: 'Replay', cases: 'Cases', console: 'Console' },
  passedOf: (passed: number, total: number) => `${passed}/${total}`,
  loading: 'One moment …',
  notLoaded:
    'This part of the page could not be loaded. Check the network and reload the page; what you typed is kept.',
} as const;

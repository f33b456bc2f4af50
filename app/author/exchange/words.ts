/** Words about questions and exercises of other systems. */
export const exchangeWords = {
  title: 'From another system',
  lead: 'An archive in QTI 2.1 or 3.0 (questions) or in the layout of Kattis (problems) becomes a package of yours for each of its items. What did not fit is named. A question that asks everybody the same may do so; variables, added in the form, give everybody numbers of their own.',
  archive: 'Archive',
  bring: 'Bring in',
  working: 'Reading the archive ...',
  made: (count: number) =>
    count === 0
      ? 'No package was begun.'
      : `${count} ${count === 1 ? 'package was' : 'packages were'} begun:`,
  report: 'What became of each',
  nothingLost: 'Nothing was lost.',
  out: 'For another system',
  outLead:
    'The draft as it stands. A question whose numbers are drawn is sent as several, each with its numbers.',
  formats: { 'qti-3.0': 'QTI 3.0', 'qti-2.1': 'QTI 2.1', kattis: 'Kattis' },
  download: (format: string) => `Download as ${format}`,
};

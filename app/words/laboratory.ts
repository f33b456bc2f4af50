export const laboratory = {
  title: 'Laboratories',
  lead: 'One part of the machine each, on an input of your own. Change a number and see what follows; the address holds the whole setting, so that you can hand it on.',
  toAll: 'Laboratories: schedules, page replacement, caches and more on an input of your own',
  setting: 'Setting',
  run: 'Run',
  examples: 'Examples',
  command: 'The same on the command line',
  noRun: 'Nothing is run with this setting. What is wrong stands at its field.',
  pictureOf: (title: string) => `Picture: ${title}`,
  tableOf: (title: string) => `Table: ${title}`,
  says: (title: string) => `${title}: the table says the same in numbers`,
  span: (label: string, from: number, to: number) => `${label}: ${from} to ${to}`,
  firstOf: (shown: number, all: number) =>
    `The first ${shown.toLocaleString('en')} of ${all.toLocaleString('en')}. The command line has all with --json.`,
  events: (count: number) => `What the machine did, event by event (${count.toLocaleString('en')})`,
  replay: 'Step by step',
  unit: (cycles: number) => `A unit of time is ${cycles.toLocaleString('en')} cycles.`,
} as const;

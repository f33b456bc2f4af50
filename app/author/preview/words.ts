/** Words of the page on which authors see a package as students will. */
export const previewWords = {
  title: 'Preview',
  lead: 'As students see the version that was checked last. Run tries the samples and Submit all cases; nothing is handed in, and nothing counts.',
  leadQuestion: 'As students see the version that was checked last. Nothing counts.',
  version: (version: string) => `Version ${version}`,
  none: 'A check makes what is seen here: check the package first.',
  goToCheck: 'Go to Check',
  back: 'The package',
};

/**
 * Every word of the interface that is not a page's own content. Plain English; another language is another set of
 * these files. Errors say what happened and what to do.
 *
 * `import * as words from './dictionary'` sends to a browser only those files of words/ whose words are used there. One
 * object with all of them would go to every page.
 */
export * from './words/account';
export * from './words/action';
export * from './words/catalogue';
export * from './words/conflict';
export * from './words/course';
export * from './words/draft';
export * from './words/editor';
export * from './words/home';
export * from './words/laboratory';
export * from './words/limits';
export * from './words/packages';
export * from './words/panels';
export * from './words/profile';
export * from './words/question';
export * from './words/results';
export * from './words/site';
export * from './words/statement';
export * from './words/submission';
export * from './words/trouble';
export * from './words/unreachable';
export * from './words/verdict';
export * from './words/workbench';

/** `23 Nov 2026, 19:05 UTC`. @param zone without one the machine's own, as Intl names it. */
export function formatMoment(moment: Date, zone: string | undefined): string {
  return moment.toLocaleString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone: zone,
  });
}

/** `remote-disks` as words: chapters have no title of their own. */
export function chapterTitle(name: string): string {
  const spaced = name.replaceAll('-', ' ');
  return spaced === 'rpc' ? 'Remote procedure call' : spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

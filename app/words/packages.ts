/** What students' pages say of exercises and questions of packages. */
import { plural } from './counted';

export const packages = {
  package: 'Package',
  home: 'All chapters',
  editPackage: 'The package in the workbench of authors',
  ofCourse: 'Exercises of this course',
  thisCourse: 'This course',
  contributedLead: 'Written by instructors who use this site, and given to everybody.',
  madeFrom: (title: string) => `Made from ${title}`,
  noLongerGiven: 'This exercise is no longer given; what was handed in stays here.',
  newVersion:
    'The question has a new version since this variant was opened. Load the page again: this attempt goes on with a variant of that.',
  questionTakenBack:
    'This question is no longer given to you, and this attempt cannot be answered any more. What you answered before stays.',
  runsAtSite: (samples: number) =>
    `Run tries your code on ${plural(samples, 'sample')} at the site: this exercise is a course's own, and runs in no browser. It needs an account and a connection. Failed rules show where the run went wrong, step by step.`,
  waiting: 'Waiting for a grader …',
  superseded: 'Another run of yours took the place of this one.',
  late: 'No grader came to it in three minutes. Run it again in a while.',
  refused: (problems: readonly string[]) =>
    `The samples could not be run, which is not your fault: ${problems.join(' ')}`,
} as const;

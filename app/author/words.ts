/** The words of the author's pages (dictionary.ts has those of the site). */
import type { EditorRole, ItemKind } from '../../db/schema';
import type { FamilyName } from '../../grader/packages/families';
import { plural } from '../words/counted';

/** Characters. */
export const LONGEST_NAME = 60;
export const LONGEST_COMMENT = 4_000;
export const LONGEST_PREVIEW = 100_000;
const kB = (bytes: number) => `${Math.floor(bytes / 1024).toLocaleString('en')} kB`;

const FAMILY_WORDS: Readonly<Record<FamilyName, { readonly title: string; readonly text: string }>> = {
  scheduler: { title: 'A scheduler', text: 'Cores ask which thread runs next.' },
  allocator: { title: 'An allocator', text: 'malloc and free on memory of the kernel.' },
  replacement: { title: 'A replacement policy', text: 'Choose the page that leaves memory.' },
  lock: {
    title: 'A lock, or other concurrent code',
    text: 'Several cores, every interleaving, counted bus cycles.',
  },
  codec: { title: 'A codec', text: 'Records to messages and back, and messages that lie.' },
  protocol: { title: 'A protocol table', text: 'States and events of caches, as a table.' },
  mechanism: {
    title: 'A kernel mechanism',
    text: 'A system call on frames, tables and records of a running kernel.',
  },
  file: { title: 'A file structure', text: 'Images on a disk that survive a crash.' },
};

export const authorWords = {
  title: 'Author',
  guide: 'Guide: an exercise from an empty folder to what students are given',
  reference: 'Reference of the format',
  lead: 'Exercises and questions of your own. Each is a package: a folder of files that proves itself before students get it.',
  signIn: 'Sign in to write exercises and questions.',
  begin: 'New exercise or question',
  none: 'Nothing is here yet.',
  yours: 'Those that you write',
  readable: 'Those that you may read',
  kind: { exercise: 'Exercise', question: 'Question' } satisfies Record<ItemKind, string>,
  columns: { title: 'Title', kind: 'Kind', state: 'State', role: 'You', updated: 'Changed' },
  state: {
    draft: 'Draft',
    withdrawn: 'Withdrawn',
    given: (titles: readonly (string | null)[]) =>
      `Published: ${titles.map((title) => title ?? 'the catalogue').join(', ')}`,
  },
  role: { owner: 'Owner', editor: 'Editor', reader: 'Reader' } satisfies Record<
    EditorRole | 'reader',
    string
  >,
  origin: (of: string) => `begun from ${of}`,
  parts: {
    files: 'Files',
    check: 'Check',
    preview: 'Preview',
    publish: 'Publish',
    history: 'History',
    people: 'People',
  },
  partsLabel: 'Parts of this package',

  // Beginning
  beginLead:
    'What you begin from decides the machine, the cases and the contract that you start with; all of it is yours to change.',
  beginFrom: 'Begin from',
  from: {
    family: 'a family of exercises',
    form: 'a question without code, in a form',
    question: 'a question made by code',
    catalogue: 'an exercise or question of the catalogue',
    package: 'a package that you may read',
    archive: 'a zip archive',
    empty: 'nothing',
  },
  family: FAMILY_WORDS,
  familyLabel: 'Family',
  item: 'Exercise or question',
  package: 'Package',
  archive: 'Archive',
  archiveHint: (most: number) => `A .zip of one package’s files, up to ${kB(most)}.`,
  chapter: 'Chapter',
  chapterHint: 'In which chapter’s folder it lies, for what its files import from beside it.',
  kindLabel: 'Kind',
  name: 'Name',
  nameHint: 'In addresses: small letters, digits and hyphens, as in least-recently-used.',
  titleLabel: 'Title',
  titleHint: 'As students read it.',
  make: 'Begin',
  making: 'Beginning …',
  noFile: 'Choose an archive first.',

  // What is refused
  badName:
    'The name needs small letters, digits and single hyphens, beginning with a letter, at most 60 characters.',
  unreadableTitle: 'The title needs a letter or digit, one line, and at most 100 characters.',
  nothingBuilt: 'The site has not built its exercises yet. Try again in a minute.',
  noPackage: 'There is no such package, or your account may not do this with it.',
  noItem: 'There is no such exercise or question in the catalogue.',
  noChapter: 'There is no such chapter.',
  badArchive: (why: string) => `This archive is not taken: ${why}.`,
  archiveTooLong: (most: number) => `This archive is too large: ${kB(most)} are the most.`,
  oneArchive: 'Another archive of yours is being read or made. Wait until it is.',
  otherKind: (kind: ItemKind) => `This archive holds no ${kind}, and this package is one.`,
  tooMuch: (files: number, bytes: number) =>
    `The package would have more than ${files} files or ${kB(bytes)} together. Remove something first.`,
  emptyDraft: 'The draft has no files.',
  noVersion: 'This package has no such version.',
  lastOwner: 'A package keeps an owner. Make somebody else one first.',
  noEditor: 'This person does not write this package.',
  emptyComment: 'The comment is empty.',
  tooManyComments: 'There are as many comments as a package may have.',
  tooManyCommentsOfReader: (most: number) =>
    `You have written ${most} comments on this package, as many as somebody may who does not write it.`,
  noComment: 'There is no such comment.',
  wrongName: 'That is not its name. Nothing was deleted.',
  wasPublished:
    'It was given to students, so it stays: what they handed in is about it. Take it back under Publish instead.',

  // Files
  files: 'Files',
  code: 'Code',
  add: 'Add',
  addLabel: 'Name of the new file',
  addHint: {
    exercise: 'such as judge.ts or wrong/lifo.ts',
    question: 'such as figure.svg',
  } satisfies Record<ItemKind, string>,
  rename: 'Rename',
  renameLabel: (path: string) => `New name of ${path}`,
  renameDone: (from: string, to: string) => `${from} is now ${to}.`,
  remove: 'Delete',
  removeSure: (path: string) => `Delete ${path}?`,
  removed: (path: string) => `${path} is deleted.`,
  added: (path: string) => `${path} is added.`,
  exists: (path: string) => `There is a file ${path} already.`,
  meanwhile: (path: string, by: string) => `${by || 'Somebody'} changed ${path} meanwhile. Look at it first.`,
  cancel: 'Cancel',
  noFiles:
    'This draft has no files yet. Add one: exercise.ts for an exercise, question.ts or question.json for a question.',
  problems: (count: number) => plural(count, 'problem'),
  unsaved: 'not saved yet',
  inConflict: 'changed by two',
  editor: (path: string) => `Text of ${path}`,
  editorLabel: 'Editor',
  back: 'Back to the package',
  readOnly: 'You may read and comment this draft, not change it.',
  conflictTitle: (path: string) => `${path} was changed elsewhere, too`,
  conflictRemoved: (path: string) => `${path} was deleted by somebody else while you changed it`,
  typesFailed:
    'The types of the simulator could not be loaded: unknown imports are underlined. Reload the page to try again.',
  preview: 'Preview',
  previewOf: (path: string) => `${path}, as students see it`,
  previewNone: 'Choose a Markdown file, question.json or a picture to see it as students do.',
  previewTooLong: 'This text is too long to be shown.',
  panes: 'Parts of the workbench',

  // Comments
  comments: 'Comments',
  commentCount: (count: number) => (count === 0 ? 'Comments' : `Comments (${count})`),
  comment: 'Comment',
  commentOn: (path: string | null, line: number | null) =>
    path === null ? 'the whole' : line === null ? path : `${path}, line ${line}`,
  commentAbout: 'About',
  aboutWhole: 'the whole package',
  aboutFile: (path: string) => `the file ${path}`,
  aboutLine: (path: string, line: number) => `${path}, line ${line}`,
  noComments: 'Nobody has commented yet.',
  resolve: 'Resolve',
  reopen: 'Open again',
  resolved: 'Resolved',
  showResolved: (count: number) => `Show resolved (${count})`,

  // History
  history: 'History',
  draft: 'The draft',
  keep: 'Keep the draft as a version',
  kept: (version: string) => `Kept as ${version}.`,
  noVersions: 'No version is kept yet. One is whenever the draft is checked, imported or restored.',
  reason: {
    checked: 'checked',
    kept: 'kept',
    imported: 'imported',
    restored: 'restored',
    published: 'published',
    'before restore': 'draft before a restore',
    'before import': 'draft before an import',
  } as Readonly<Record<string, string>>,
  versionColumns: { version: 'Version', when: 'When', who: 'Who', why: 'Why', what: 'What to do' },
  sameAsDraft: 'as the draft',
  publishedLast: 'published last',
  restore: 'Restore',
  restoreOf: (version: string) => `Restore ${version} into the draft`,
  restored: (version: string) => `${version} is the draft now; what stood there before is kept.`,
  zip: 'Zip',
  zipOf: (what: string) => `Download ${what} as a zip archive`,
  download: 'Download the draft as zip',
  upload: 'Replace the draft by a zip',
  uploadLead: 'What stands in the draft now is kept as a version first.',
  replace: 'Replace the draft',
  uploaded: (version: string) => `The draft is the archive’s now: version ${version}.`,
  compare: 'Differences',
  from_: 'From',
  to: 'To',
  show: 'Show',
  noDifference: 'The two are the same.',
  change: { added: 'added', removed: 'removed', changed: 'changed' },

  // People
  people: 'People',
  editors: 'Who writes it',
  email: 'Email',
  editorRole: 'Role',
  addEditor: 'Add',
  addedEditor: (name: string) => `${name} writes it, too.`,
  removeEditor: (name: string) => `Remove ${name}`,
  roleOf: (name: string) => `Role of ${name}`,
  removeShort: 'Remove',
  leave: 'Leave',
  shared: 'With which courses it is shared',
  sharedLead: 'Their staff may read it, comment it and begin from it.',
  share: 'Share',
  shareWith: 'Course',
  unshare: (course: string) => `No longer share with ${course}`,
  sharedNone: 'With none.',
  noCourse: 'You are on the staff of no other course.',
  deleteTitle: 'Delete',
  deleteLead: 'The package, its versions and its comments are gone at once, and for everybody who writes it.',
  deleteName: (name: string) => `To delete it, type its name: ${name}`,
  deleteNow: 'Delete this package',
};

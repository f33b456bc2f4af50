'use client';
/** What the workbench fetches when it has been drawn. */
import * as words from '../../../dictionary';
import { PlainEditor } from '../../../editor/plain-editor';
import { later } from '../../../later';

const loadEditor = () => import('../../../editor/solution-editor');
const loadResults = () => import('./results-pane');
const loadConflict = () => import('./source-conflict');

export const loadLaterParts = () => Promise.all([loadEditor(), loadResults(), loadConflict()]);

const SAID = 'p-4 text-sm text-text-muted';

export const SolutionEditor = later(async () => (await loadEditor()).SolutionEditor, {
  meanwhile: (
    <p role="status" className={SAID}>
      {words.workbench.editorLoading}
    </p>
  ),
  instead: PlainEditor,
});
export const ResultsPane = later(async () => (await loadResults()).ResultsPane, {
  meanwhile: <p className={SAID}>{words.panels.loading}</p>,
});
export const ResultInBrief = later(async () => (await loadResults()).ResultInBrief, { instead: () => null });
export const SourceConflict = later(async () => (await loadConflict()).SourceConflict);

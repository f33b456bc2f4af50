'use client';
/** The workbench of students, of a version that is not given to them: all runs are trials, and nothing is handed in. */
import { useMemo } from 'react';
import type { Grading } from '../../exercises/[chapter]/[name]/use-runs';
import { Workbench, type WorkbenchProps } from '../../exercises/[chapter]/[name]/workbench';
import { followTrial } from '../../packages/package-trial';
import { tryDraftAction } from '../check/actions';

export function PreviewWorkbench({
  packageId,
  version,
  ...props
}: Omit<WorkbenchProps, 'grading' | 'owner' | 'draft'> & { packageId: string; version: string }) {
  const grading = useMemo<Grading>(
    () => ({
      kind: 'server',
      isPreview: true,
      run: (source, cases, follow) =>
        followTrial(() => tryDraftAction({ packageId, version, source, cases }), follow),
    }),
    [packageId, version],
  );
  // As a visitor's, what is written stays in this browser: it is nobody's solution.
  return <Workbench {...props} owner={{ kind: 'visitor' }} draft={null} grading={grading} />;
}

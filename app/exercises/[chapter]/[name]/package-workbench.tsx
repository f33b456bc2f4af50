'use client';
/** The workbench of a package's exercise, whose samples run at the site. */
import { useMemo } from 'react';
import { tryPackageAction } from '../../../packages/actions';
import { followTrial } from '../../../packages/package-trial';
import type { Grading } from './use-runs';
import { Workbench, type WorkbenchProps } from './workbench';

export function PackageWorkbench(props: Omit<WorkbenchProps, 'grading'>) {
  const { id } = props.exercise;
  const grading = useMemo<Grading>(
    () => ({
      kind: 'server',
      run: (source, _samples, follow) =>
        followTrial(() => tryPackageAction({ exercise: id, source }), follow),
    }),
    [id],
  );
  return <Workbench {...props} grading={grading} />;
}

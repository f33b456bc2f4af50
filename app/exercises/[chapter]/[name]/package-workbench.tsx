'use client';
/** The workbench of a package's exercise, whose samples run at the site. */
import { useMemo } from 'react';
import * as words from '../../../dictionary';
import { tryPackageAction } from '../../../packages/actions';
import { RunRefused } from '../../../packages/run-refused';
import type { Grading } from './use-runs';
import { Workbench, type WorkbenchProps } from './workbench';

export function PackageWorkbench(props: Omit<WorkbenchProps, 'grading'>) {
  const { id } = props.exercise;
  const grading = useMemo<Grading>(
    () => ({
      kind: 'server',
      async run(source, _samples, follow) {
        // Not sent with the pages of all other exercises.
        const { followTrial } = await import('../../../packages/package-trial').catch(() => {
          throw new RunRefused(words.panels.notLoaded);
        });
        return followTrial(() => tryPackageAction({ exercise: id, source }), follow);
      },
    }),
    [id],
  );
  return <Workbench {...props} grading={grading} />;
}

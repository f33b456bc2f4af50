'use client';
/** Markdown of a package as students see it, a moment after it was typed: of the file that is shown, else of the statement. */
import { useEffect, useState } from 'react';
import * as words from '../../dictionary';
import { Prose } from '../../markdown/prose';
import { previewAction } from '../actions';
import type { DraftFileView } from '../package-draft';
import { authorWords, LONGEST_PREVIEW } from '../words';

const DELAY_MS = 600;

export function MarkdownPreview(props: {
  packageId: string;
  files: readonly DraftFileView[];
  shown: string | undefined;
}) {
  const { packageId, files, shown } = props;
  const isMarkdown = (path: string | undefined) => path?.endsWith('.md') === true;
  const file =
    files.find(({ path }) => path === shown && isMarkdown(path)) ??
    files.find(({ path }) => path === 'statement.md');
  const text = file?.text ?? '';
  const [drawn, setDrawn] = useState<{ readonly path: string; readonly html: string }>();
  const [problem, setProblem] = useState('');
  const path = file?.path;
  const isFirst = drawn?.path !== path;

  useEffect(() => {
    if (path === undefined) return;
    let left = false;
    const timer = setTimeout(
      async () => {
        if (text.length > LONGEST_PREVIEW) return setProblem(authorWords.previewTooLong);
        const result = await previewAction({ packageId, markdown: text }).catch(() => null);
        if (left) return;
        setProblem(result?.ok ? '' : (result?.message ?? words.unreachable));
        if (result?.ok) setDrawn({ path, html: result.value });
      },
      isFirst ? 0 : DELAY_MS,
    );
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [packageId, path, text, isFirst]);

  if (file === undefined) return <p className="text-sm text-text-muted">{authorWords.previewNone}</p>;
  return (
    <>
      <h2 className="mb-3 text-sm text-text-muted">{authorWords.previewOf(file.path)}</h2>
      {problem !== '' && <p className="notice notice-warning mb-3">{problem}</p>}
      {drawn?.path === file.path && <Prose html={drawn.html} />}
    </>
  );
}

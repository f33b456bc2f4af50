/** The exercise format, told by its own source. */
import type { Metadata } from 'next';
import Link from 'next/link';
import { Prose } from '../../markdown/prose';
import { renderMarkdown } from '../../markdown/render-markdown';
import { authorWords } from '../words';
import { type Declaration, declarationsOf, REFERENCE_FILES } from './format-reference';

const TITLE = 'Reference of the format';

export const metadata: Metadata = { title: TITLE };

const anchorOf = (path: string) => path.replace(/\W+/g, '-');

const told = ({ name, text, code }: Declaration) =>
  `### ${name}\n\n${text.replace(/^(?=@)/gm, '\n')}\n\n\`\`\`ts\n${code}\n\`\`\`\n`;

export default async function ReferencePage() {
  const files = await Promise.all(
    REFERENCE_FILES.map(async ({ path, title }) => {
      const declarations = await declarationsOf(path);
      const html = await renderMarkdown(declarations.map(told).join('\n'));
      return { path, title, html, names: declarations.map(({ name }) => name) };
    }),
  );
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:py-12">
      <h1 className="mb-2 text-xl font-semibold tracking-tight">{TITLE}</h1>
      <p className="mb-5">
        <Link className="link" href="/author/guide">
          {authorWords.guide}
        </Link>
      </p>
      <nav aria-label={TITLE} className="panel mb-8 p-3">
        <ul className="space-y-1 text-sm">
          {files.map(({ path, title, names }) => (
            <li key={path}>
              <a className="link" href={`#${anchorOf(path)}`}>
                {title}
              </a>{' '}
              <span className="text-text-muted wrap-anywhere">{names.join(', ')}</span>
            </li>
          ))}
        </ul>
      </nav>
      {files.map(({ path, title, html }) => (
        <section key={path} aria-labelledby={anchorOf(path)} className="mb-10">
          <h2 id={anchorOf(path)} className="mb-1 text-lg font-semibold">
            {title}
          </h2>
          <p className="mb-3 font-mono text-xs text-text-muted">{path}</p>
          {/* Its sentences stand in comments: nobody scrolls sideways to read them. */}
          <Prose html={html} className="[&_pre]:whitespace-pre-wrap [&_pre]:wrap-anywhere" />
        </section>
      ))}
    </div>
  );
}

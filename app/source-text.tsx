/** A submission's source, read only, with line numbers; coloured on the server unless it is very long. */
import { codeToHtml } from 'shiki';
import { lineAnchor } from './line-anchor';
import './source-text.css';

const MOST_COLOURED_CHARACTERS = 60_000;

export async function SourceText({ source, label }: { source: string; label: string }) {
  const lang = source.length > MOST_COLOURED_CHARACTERS ? 'text' : 'typescript';
  const html = await codeToHtml(source, {
    lang,
    themes: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    defaultColor: 'light-dark()',
    transformers: [
      {
        line(node, line) {
          node.properties.id = lineAnchor(line);
        },
      },
    ],
  });
  return (
    <section className="source-text panel overflow-x-auto" aria-label={label}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: Shiki escapes the source */}
      <div dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  );
}

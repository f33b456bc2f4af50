/** Rendered Markdown on a page, and its styles. Its HTML comes from renderMarkdown only. */
import 'katex/dist/katex.min.css';
import './figure.css';
import './prose.css';

export function Prose({ html, className = '' }: { html: string; className?: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made and sanitised on the server by renderMarkdown
  return <div className={`prose ${className}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

/**
 * Statements in TeX as Markdown: what the statements of problem packages are made of (sections, lists, emphasis, code,
 * formulas, which stay as they are). Whatever else there is is told as lost.
 */
import { escapedMarkdown } from './xhtml-markdown';

const MOST_CHARACTERS = 100_000;
const MOST_NESTING = 20;

/** By command: what stands before and after its argument. */
const AROUND: Readonly<Record<string, readonly [string, string]>> = {
  ...{
    emph: ['*', '*'],
    textit: ['*', '*'],
    textsl: ['*', '*'],
    textbf: ['**', '**'],
    texttt: ['`', '`'],
    url: ['<', '>'],
  },
  ...{
    underline: ['', ''],
    text: ['', ''],
    textrm: ['', ''],
    textsc: ['', ''],
    textsf: ['', ''],
    mbox: ['', ''],
  },
  ...{
    section: ['\n\n## ', '\n\n'],
    subsection: ['\n\n### ', '\n\n'],
    paragraph: ['\n\n**', '** '],
    caption: ['\n\n*', '*\n\n'],
  },
};
/** By command without an argument. */
const SIGNS: Readonly<Record<string, string>> = {
  ...{
    dots: '…',
    ldots: '…',
    textbackslash: '\\\\',
    item: '\n- ',
    par: '\n\n',
    LaTeX: 'LaTeX',
    TeX: 'TeX',
    '\\': '\\\n',
    newline: '\\\n',
  },
  ...{
    '%': '%',
    '&': '&',
    _: '\\_',
    '#': '#',
    $: '\\$',
    '{': '{',
    '}': '}',
    ' ': ' ',
    ',': ' ',
    ';': ' ',
    '-': '',
    '/': '',
    quad: ' ',
    qquad: ' ',
  },
  ...{
    noindent: '',
    centering: '',
    bigskip: '',
    medskip: '',
    smallskip: '',
    hfill: ' ',
    newpage: '',
    small: '',
    footnotesize: '',
    sampleinputname: '',
    rm: '',
    bf: '',
    it: '',
    tt: '',
  },
};
const HEADINGS: Readonly<Record<string, string>> = {
  Input: '## Input',
  Output: '## Output',
  Interaction: '## Interaction',
};
const QUIET = new Set([
  'center',
  'figure',
  'itemize',
  'enumerate',
  'description',
  'flushleft',
  'quote',
  'wrapfigure',
]);

/** @param lost is told of each kind once. */
export function markdownOfTex(tex: string, lost: (what: string) => void): string {
  if (tex.length > MOST_CHARACTERS) lost(`the statement beyond ${MOST_CHARACTERS} characters`);
  const plain = tex.slice(0, MOST_CHARACTERS).replace(/(?<!\\)%.*(?:\n|$)/g, '');
  return new TexReader(withMacros(plain), lost)
    .read()
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n(?: *\n)+/g, '\n\n')
    .replace(/^(- .*)\n\n(?=- )/gm, '$1\n')
    .trim();
}

/** Names of the author's own without arguments, put in once: what they stand for is not looked through again. */
function withMacros(tex: string): string {
  const known = new Map<string, string>();
  const rest = tex.replace(
    /\\(?:newcommand|renewcommand|def)\*?\s*\{?\\([A-Za-z]+)\}?\s*\{([^{}]{0,200}|[^{}]{0,100}\{[^{}]{0,100}\}[^{}]{0,100})\}/g,
    (_, name: string, text: string) => {
      known.set(name, text);
      return '';
    },
  );
  if (known.size === 0) return rest;
  return rest
    .replace(/\\([A-Za-z]+)(\{\})?/g, (whole, name: string) => known.get(name) ?? whole)
    .slice(0, MOST_CHARACTERS);
}

class TexReader {
  private at = 0;
  private nesting = 0;

  constructor(
    private readonly tex: string,
    private readonly lost: (what: string) => void,
  ) {}

  /** Up to the bracket that closes, or the end. */
  read(): string {
    let text = '';
    while (this.at < this.tex.length) {
      const sign = this.tex[this.at] as string;
      if (sign === '}') {
        this.at++;
        if (this.nesting > 0) return text;
      } else if (sign === '{') {
        this.at++;
        text += this.nested();
      } else if (sign === '$') text += this.formula();
      else if (sign === '\\') text += this.command();
      else text += this.words();
    }
    return text;
  }

  private nested(): string {
    if (this.nesting >= MOST_NESTING) {
      this.lost(`brackets more than ${MOST_NESTING} deep`);
      return '';
    }
    this.nesting++;
    const inside = this.read();
    this.nesting--;
    return inside;
  }

  private words(): string {
    const found = /[^\\{}$]+/y;
    found.lastIndex = this.at;
    const [words = ''] = found.exec(this.tex) ?? [];
    this.at += words.length;
    const typed = words
      .replace(/``|''/g, '"')
      .replace(/---?/g, '–')
      .replaceAll('~', ' ')
      .replace(/^[ \t]+/gm, ' ');
    return typed
      .split('\n')
      .map((line, index) => escapedMarkdown(index === 0 ? line : line.trimStart()))
      .join('\n');
  }

  /** As it is: KaTeX reads it. */
  private formula(): string {
    const isBlock = this.tex.startsWith('$$', this.at);
    const sign = isBlock ? '$$' : '$';
    const end = this.tex.indexOf(sign, this.at + sign.length);
    if (end < 0) {
      this.at = this.tex.length;
      this.lost('a formula without an end');
      return '';
    }
    const inside = this.tex
      .slice(this.at + sign.length, end)
      .replace(/\s+/g, ' ')
      .trim();
    this.at = end + sign.length;
    return isBlock ? `\n\n$$\n${inside}\n$$\n\n` : `$${inside}$`;
  }

  private command(): string {
    const found = /\\(?:([A-Za-z]+\*?)[ \t]*|([^A-Za-z]))/y;
    found.lastIndex = this.at;
    const [whole = '\\', letters, sign = ''] = found.exec(this.tex) ?? [];
    const word = letters ?? sign;
    this.at += whole.length;
    const name = word.replace(/\*$/, '');
    if (name === '(' || name === '[') return this.bracketed(name);
    if (name === 'begin' || name === 'end') return this.environment(name);
    if (
      name === 'problemname' ||
      name === 'label' ||
      name === 'vspace' ||
      name === 'hspace' ||
      name === 'ref' ||
      name === 'setlength'
    ) {
      this.argument();
      return '';
    }
    if (name === 'includegraphics' || name === 'illustration') return this.picture(name);
    if (name === 'href') {
      const address = this.raw();
      return `[${this.argument()}](${/^https?:[^\s()<>]+$/.test(address) ? address : '#'})`;
    }
    const around = Object.hasOwn(AROUND, name) ? AROUND[name] : undefined;
    if (around !== undefined) {
      const inside =
        name === 'texttt' || name === 'url' ? this.raw().replace(/\\([_%&#$ {}])/g, '$1') : this.argument();
      return inside.trim() === '' ? '' : around[0] + inside.trim() + around[1];
    }
    if (Object.hasOwn(SIGNS, name)) return SIGNS[name] as string;
    this.lost(`\\${name} of the statement`);
    return '';
  }

  private bracketed(open: string): string {
    const close = open === '(' ? '\\)' : '\\]';
    const end = this.tex.indexOf(close, this.at);
    const inside = this.tex
      .slice(this.at, end < 0 ? undefined : end)
      .replace(/\s+/g, ' ')
      .trim();
    this.at = end < 0 ? this.tex.length : end + 2;
    return open === '(' ? `$${inside}$` : `\n\n$$\n${inside}\n$$\n\n`;
  }

  private environment(name: string): string {
    const kind = this.raw().replace(/\*$/, '');
    if (name === 'end') return '\n\n';
    const from = this.at;
    if (['verbatim', 'lstlisting'].includes(kind))
      return `\n\n\`\`\`\n${this.upTo(kind).replace(/^\n|\n$/g, '')}\n\`\`\`\n\n`;
    if (/^(?:equation|align|displaymath|gather)$/.test(kind))
      return `\n\n$$\n${this.upTo(kind).trim()}\n$$\n\n`;
    if (/^(?:tabular|tikzpicture|table|minipage)/.test(kind)) {
      this.lost(`a ${kind} of the statement`);
      this.at = from;
      this.upTo(kind);
      return '';
    }
    if (Object.hasOwn(HEADINGS, kind)) return `\n\n${HEADINGS[kind]}\n\n`;
    if (!QUIET.has(kind)) this.lost(`the frame of ${kind}`);
    this.options();
    return '\n\n';
  }

  private upTo(kind: string): string {
    this.options();
    const end = this.tex.indexOf(`\\end{${kind}`, this.at);
    const inside = this.tex.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.tex.length : this.tex.indexOf('}', end) + 1 || this.tex.length;
    return inside;
  }

  private picture(name: string): string {
    this.options();
    const given = name === 'illustration' ? [this.raw(), this.raw(), this.argument()][1] : this.raw();
    if (given !== '') this.lost(`the picture ${given ?? ''}`);
    return '';
  }

  private options(): void {
    if (this.tex[this.at] !== '[') return;
    const end = this.tex.indexOf(']', this.at);
    this.at = end < 0 ? this.tex.length : end + 1;
  }

  private argument(): string {
    this.options();
    if (this.tex[this.at] !== '{') return '';
    this.at++;
    return this.nested();
  }

  /** The argument, unread. */
  private raw(): string {
    if (this.tex[this.at] !== '{') return '';
    let depth = 0;
    for (let end = this.at; end < this.tex.length; end++) {
      if (this.tex[end] === '\\') end++;
      else if (this.tex[end] === '{') depth++;
      else if (this.tex[end] === '}' && --depth === 0) {
        const inside = this.tex.slice(this.at + 1, end);
        this.at = end + 1;
        return inside;
      }
    }
    this.at = this.tex.length;
    return '';
  }
}

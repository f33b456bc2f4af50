/**
 * As much YAML as a problem.yaml has: keys with scalars, lists of scalars, and keys below a key, one level deep. Nothing is
 * expanded, there are no types, anchors or tags; what is deeper is not read, and its line told.
 *
 *      name: Odd Echo            keywords: [a, b]          limits:
 *      source: "Some: where"     keywords:                   memory: 512
 *                                  - a
 */
export type YamlValue = string | readonly string[] | ReadonlyMap<string, string>;

const MOST_LINES = 2_000;
const KEY = /^([A-Za-z][\w-]{0,60}):(?:\s+(.*))?$/;

export function readSmallYaml(text: string): {
  readonly values: ReadonlyMap<string, YamlValue>;
  readonly unread: readonly string[];
} {
  const values = new Map<string, YamlValue>();
  const unread: string[] = [];
  let open:
    | { readonly key: string; readonly list: string[]; readonly map: Map<string, string>; indent: number }
    | undefined;
  const close = () => {
    if (open !== undefined && open.list.length + open.map.size > 0)
      values.set(open.key, open.map.size > 0 ? open.map : open.list);
    open = undefined;
  };
  for (const line of text.split(/\r\n?|\n/).slice(0, MOST_LINES)) {
    const plain = withoutComment(line).trimEnd();
    const inside = plain.trimStart();
    const indent = plain.length - inside.length;
    if (inside === '' || inside === '---') continue;
    const [, key, given = ''] = KEY.exec(inside) ?? [];
    if (indent === 0 && !inside.startsWith('- ')) {
      close();
      if (key === undefined) unread.push(inside);
      else if (given === '') open = { key, list: [], map: new Map(), indent: -1 };
      else
        values.set(
          key,
          /^\[.*\]$/.test(given)
            ? given
                .slice(1, -1)
                .split(',')
                .map(scalar)
                .filter((each) => each !== '')
            : scalar(given),
        );
      continue;
    }
    if (open === undefined) {
      unread.push(inside);
      continue;
    }
    if (open.indent < 0) open.indent = indent;
    if (indent === open.indent && inside.startsWith('- ')) open.list.push(scalar(inside.slice(2)));
    else if (indent === open.indent && key !== undefined && given !== '') open.map.set(key, scalar(given));
    else unread.push(inside);
  }
  close();
  return { values, unread };
}

/** A number sign begins a comment at the beginning, and behind a blank outside quotation marks. */
function withoutComment(line: string): string {
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string;
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if ((sign === '"' || sign === "'") && /[\s:[,]/.test(line[at - 1] ?? ' ')) quote = sign;
    else if (sign === '#' && /\s/.test(line[at - 1] ?? ' ')) return line.slice(0, at);
  }
  return line;
}

function scalar(given: string): string {
  const text = given.trim();
  if (/^"(?:[^"\\]|\\.)*"$/.test(text)) {
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  }
  if (/^'.*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  return text === 'null' || text === '~' ? '' : text;
}

/** A text as one. */
export const yamlText = (text: string) => JSON.stringify(text.replace(/\s+/g, ' ').trim());

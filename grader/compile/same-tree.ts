/**
 * Whether a printed text, read again, is the tree that was printed. Compared are node types and the fields of
 * syntax-fields.ts: not places, raw texts or parentheses.
 *
 * A `Verbatim` node has no tree: it stands for the nodes, one or several neighbours of a list, whose text it is.
 */
import { SYNTAX_FIELDS } from './syntax-fields';
import { isNode, type SyntaxNode } from './syntax-tree';

/** @param text that `read` was read from. @returns the innermost node of `printed` that came back as something else. */
export function firstDifference(printed: SyntaxNode, read: SyntaxNode, text: string): SyntaxNode | undefined {
  if (printed.type === 'Verbatim') return isVerbatim(printed, read, text) ? undefined : printed;
  if (printed.type !== read.type) return printed;
  const fields = SYNTAX_FIELDS[printed.type];
  if (fields === undefined) return printed;
  for (const field of fields) {
    const different = differenceIn(printed, field, read, text);
    if (different !== undefined) return different;
  }
  return undefined;
}

function differenceIn(
  printed: SyntaxNode,
  field: string,
  read: SyntaxNode,
  text: string,
): SyntaxNode | undefined {
  const before = printed[field];
  const after = read[field];
  if (Array.isArray(before)) {
    if (!Array.isArray(after)) return printed;
    let at = 0;
    for (const element of before) {
      const found: unknown = after[at];
      if (isNode(element) && element.type === 'Verbatim') {
        const next = afterVerbatim(element, after, at, text);
        if (next === undefined) return element;
        at = next;
        continue;
      }
      at++;
      if (isNode(element) && isNode(found)) {
        const different = firstDifference(element, found, text);
        if (different !== undefined) return withPlace(different, element);
      } else if ((element ?? null) !== (found ?? null)) return printed;
    }
    return at === after.length ? undefined : printed;
  }
  if (isNode(before)) {
    if (!isNode(after)) return printed;
    const different = firstDifference(before, after, text);
    return different === undefined ? undefined : withPlace(different, printed);
  }
  if (isNode(after)) return printed;
  return sameValue(printed.type, before, after) ? undefined : printed;
}

/** Our own nodes have no place in the student's text: then the nearest one around them that has. */
function withPlace(node: SyntaxNode, around: SyntaxNode): SyntaxNode {
  return node.loc === undefined ? around : node;
}

function sameValue(type: string, before: unknown, after: unknown): boolean {
  if (type === 'TemplateElement')
    return (before as { cooked: unknown }).cooked === (after as { cooked: unknown }).cooked;
  return Object.is(before ?? false, after ?? false);
}

interface Positioned {
  readonly start: number;
  readonly end: number;
}

function isVerbatim(verbatim: SyntaxNode, read: SyntaxNode, text: string): boolean {
  const { start, end } = read as unknown as Positioned;
  return text.slice(start, end) === verbatim.text;
}

/** The index behind the neighbours that the verbatim text was read as. */
function afterVerbatim(
  verbatim: SyntaxNode,
  list: readonly unknown[],
  from: number,
  text: string,
): number | undefined {
  const written = String(verbatim.text);
  const first = list[from] as Positioned | undefined | null;
  if (first == null || !text.startsWith(written, first.start)) return undefined;
  const end = first.start + written.length;
  let at = from;
  for (; at < list.length; at++) {
    const next = list[at] as Positioned;
    if (next.start >= end) break;
    if (next.end > end) return undefined;
  }
  return at;
}

/** The parts in which two answers differ, side by side in words. */
import type { PartResponse } from '../../../../exercises/question-definition';
import * as words from '../../../dictionary';
import type { PublicPart } from '../../../question-parts/public-part';
import { WideTable } from '../../../wide-table';
import type { Responses } from '../../entered';

export function EnteredDifference(props: {
  parts: readonly PublicPart[];
  mine: Responses;
  other: Responses;
}) {
  const rows = props.parts
    .map((part) => ({
      part,
      mine: inWords(part, props.mine[part.id]),
      other: inWords(part, props.other[part.id]),
    }))
    .filter(({ mine, other }) => mine !== other);
  return (
    <WideTable label={words.conflict.compare}>
      <thead>
        <tr>
          <th scope="col">{words.question.part}</th>
          <th scope="col">{words.question.mine}</th>
          <th scope="col">{words.question.other}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ part, mine, other }) => (
          <tr key={part.id}>
            <th scope="row" className="min-w-28 align-top whitespace-normal">
              {part.label}
            </th>
            {[mine, other].map((text, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns, always in this order
              <td key={column} className="font-mono text-xs whitespace-pre">
                {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** A row of a table or of a chart on each line. */
function inWords(part: PublicPart, response: PartResponse | undefined): string {
  if (response === undefined || response.length === 0) return words.question.empty;
  if (typeof response === 'string') return response;
  return response
    .map((each) =>
      typeof each === 'number'
        ? part.kind === 'choice'
          ? part.options[each]
          : String(each)
        : each.map((cell) => (cell === '' ? '·' : cell)).join(' '),
    )
    .join('\n');
}

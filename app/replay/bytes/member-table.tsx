/** The members of a record: declaration, value, where they stand in the message, and which of them the event is about. */
import type { Grid } from '../../../exercises/question-definition';
import { PartBox } from '../described/part-box';
import { HERE, Now } from '../described/touched';
import { seriesBackground, seriesEdge } from '../series-color';
import type { Round } from './bytes-model';
import { recordWords as words } from './bytes-words';
import type { MemberNow } from './members-model';
import { typeText } from './record-model';

const CELL = 'px-2 py-0.5 text-left align-top';

export function MemberTable(props: { round: Round; members: readonly MemberNow[]; index: number }) {
  const { columns, rows } = memberGrid(props.round, props.members);
  return (
    <PartBox label={words.caption} index={props.index}>
      <table className="w-full min-w-[30rem] border-collapse text-sm tabular-nums">
        <caption className="pb-1 text-left text-xs text-text-muted">{words.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column}
                scope="col"
                className={`${CELL} border-b border-border font-medium text-text-muted`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, number) => {
            const { now, isWrong } = props.members[number] as MemberNow;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a member is its number
              <tr key={number} style={now === '' ? undefined : HERE}>
                <th scope="row" className={`${CELL} whitespace-nowrap font-medium`}>
                  <Swatch member={number} /> {cells[0]}
                  {now !== '' && <Now />}
                </th>
                {columns.slice(1).map((column, i) => (
                  <td
                    key={column}
                    className={`${CELL} wrap-break-word ${isWrong && column === BUILT ? 'font-medium text-bad' : ''} ${column === RANGE ? 'whitespace-nowrap' : ''}`}
                  >
                    {cells[i + 1]}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </PartBox>
  );
}

/** The colour of a member's bytes. */
export function Swatch({ member }: { member: number }) {
  return (
    <span
      aria-hidden="true"
      className="inline-block h-3.5 w-4"
      style={{ background: seriesBackground(member), boxShadow: `inset 0 -3px 0 ${seriesEdge(member)}` }}
    />
  );
}

const BUILT = words.unmarshalColumns[3];
const RANGE = words.unmarshalColumns[4];

export function memberGrid(round: Round, members: readonly MemberNow[]): Grid {
  const isMarshal = round.direction === 'marshal';
  return {
    caption: words.caption,
    columns: isMarshal ? words.marshalColumns : words.unmarshalColumns,
    rows: members.map(({ type, text, built, isWrong, from, to, now }, number) => [
      String(number),
      typeText(type),
      text,
      ...(isMarshal ? [] : [(built ?? words.notYet) + (isWrong ? ` (${words.differs})` : '')]),
      words.range(from, to),
      now,
    ]),
  };
}

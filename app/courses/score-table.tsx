/** The scores of a course's students: found, sorted and turned page by page by the server; every choice is an address. */
import Link from 'next/link';
import type { StudentScores } from '../../db/course-scores';
import * as words from '../dictionary';
import { EmptyState } from '../empty-state';
import { ChoiceField, FilterForm, PersonField, ShowButton } from '../filter-fields';
import { addressWith, PageLinks } from '../page-links';
import { WideTable } from '../wide-table';
import type { Column } from './score-columns';

export const SCORES_A_PAGE = 50;

interface Asked {
  readonly find: string;
  readonly chapter: string | undefined;
  readonly sort: string;
  readonly isDescending: boolean;
  readonly page: number;
}

interface ScoreTableProps {
  /** Of the course. */
  readonly path: string;
  readonly rows: readonly StudentScores[];
  readonly found: number;
  readonly columns: readonly Column[];
  readonly chapters: readonly { readonly name: string; readonly title: string }[];
  readonly asked: Asked;
}

export function ScoreTable(props: ScoreTableProps) {
  const { path, rows, found, columns, asked } = props;
  const { find, chapter } = asked;
  const address = (changes: Partial<Asked>) => {
    const { sort, isDescending, page } = { ...asked, page: 1, ...changes };
    return addressWith(path, {
      find: find || undefined,
      chapter,
      sort: sort === 'name' ? undefined : sort,
      order: isDescending ? 'descending' : undefined,
      page: page === 1 ? undefined : String(page),
    });
  };
  return (
    <>
      <FilterForm path={path}>
        <PersonField find={find} />
        <ChoiceField
          name="chapter"
          label={words.course.chapter}
          chosen={chapter}
          any={words.course.allChapters}
          options={props.chapters.map(({ name, title }) => ({ value: name, text: title }))}
        />
        <ShowButton />
        <a className="button min-h-9" href={`${path}/scores.csv`} download>
          {words.course.export}
        </a>
      </FilterForm>
      {rows.length === 0 ? (
        find === '' ? (
          <p className="notice mt-4">{words.course.noStudents}</p>
        ) : (
          <EmptyState
            className="mt-4"
            text={words.course.nobodyFound}
            href={path}
            link={words.course.everybody}
          />
        )
      ) : (
        <WideTable label={words.course.scores}>
          <thead>
            <tr>
              <SortHeader column="name" asked={asked} address={address} title={words.course.student} />
              {columns.map(({ key, title, maxScore, isQuestion }) => (
                <SortHeader key={key} column={key} asked={asked} address={address} title={title} isNumber>
                  {maxScore !== undefined && <>/ {maxScore}</>}
                  {isQuestion && words.course.questionColumn}
                </SortHeader>
              ))}
              <SortHeader
                column="total"
                asked={asked}
                address={address}
                title={words.course.total}
                isNumber
              />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.userId}>
                <td className="max-w-64 break-words">
                  <Link
                    className="link"
                    prefetch={false}
                    href={addressWith(`${path}/submissions`, { student: row.userId })}
                  >
                    <bdi>{row.name}</bdi>
                  </Link>
                  <span className="block text-xs text-text-muted">
                    {row.isDeleted ? words.course.deleted : row.email}
                  </span>
                </td>
                {columns.map(({ key, pointsIn }) => (
                  <Points key={key} points={pointsIn(row.points)} />
                ))}
                <td className="number font-medium">{row.total.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </WideTable>
      )}
      <PageLinks
        page={asked.page}
        pageSize={SCORES_A_PAGE}
        shown={rows.length}
        found={found}
        address={(page) => address({ page })}
      />
      <p className="mt-6 text-sm text-text-muted">{words.course.noAssignments}</p>
    </>
  );
}

function SortHeader(props: {
  column: string;
  asked: Asked;
  address: (changes: Partial<Asked>) => string;
  title: string;
  isNumber?: boolean;
  children?: React.ReactNode;
}) {
  const { column, asked, address, title, isNumber = false, children } = props;
  const isSorted = asked.sort === column;
  const { isDescending } = asked;
  // Points are looked at from the top, names from A.
  const next = isSorted ? !isDescending : isNumber;
  return (
    <th
      scope="col"
      className={isNumber ? 'number max-w-40 whitespace-normal' : undefined}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : undefined}
    >
      <Link className="hover:underline" prefetch={false} href={address({ sort: column, isDescending: next })}>
        {title}
        {isSorted && <span aria-hidden="true">{isDescending ? ' ↓' : ' ↑'}</span>}
      </Link>
      <span className="block text-xs font-normal">{children}</span>
    </th>
  );
}

function Points({ points }: { points: number | null }) {
  if (points !== null) return <td className="number">{points.toLocaleString('en')}</td>;
  return (
    <td className="number">
      <span aria-hidden="true" className="text-text-muted">
        –
      </span>
      <span className="sr-only">{words.course.emptyCell}</span>
    </td>
  );
}

/** Who is in a course, and who is what in it: its staff sees it, its instructors change it. */
import type { Metadata } from 'next';
import { type CourseMember, courseMembers } from '../../../../db/courses';
import { ROLES } from '../../../../db/schema';
import * as words from '../../../dictionary';
import { EmptyState } from '../../../empty-state';
import { ChoiceField, FilterForm, PersonField, ShowButton } from '../../../filter-fields';
import { addressWith, chosen, PageLinks, pageNumber, type Query } from '../../../page-links';
import { may } from '../../../rights';
import { WideTable } from '../../../wide-table';
import { CourseFrame } from '../../course-frame';
import { RoleMenu } from '../../role-menu';

export const metadata: Metadata = { title: words.course.people };

const PEOPLE_A_PAGE = 50;

interface Address {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Query>;
}

export default async function CoursePeoplePage({ params, searchParams }: Address) {
  const { slug } = await params;
  const query = await searchParams;
  const find = chosen(query.find) ?? '';
  const role = ROLES.find((each) => each === chosen(query.role));
  const page = pageNumber(query.page);
  const path = `/courses/${slug}/people`;
  return (
    <CourseFrame
      slug={slug}
      part="people"
      right="see its students"
      load={({ course }) =>
        courseMembers(course.id, { find, role, limit: PEOPLE_A_PAGE, offset: (page - 1) * PEOPLE_A_PAGE })
      }
    >
      {({ rows, found }, { standing }) => (
        <>
          <h2 className="sr-only">{words.course.people}</h2>
          <FilterForm path={path}>
            <PersonField find={find} />
            <ChoiceField
              name="role"
              label={words.course.roleColumn}
              chosen={role}
              any={words.course.anyRole}
              options={ROLES.map((value) => ({ value, text: words.course.role[value] }))}
            />
            <ShowButton />
          </FilterForm>
          {rows.length === 0 ? (
            <EmptyState
              className="mt-4"
              text={words.course.nobodyFound}
              href={path}
              link={words.course.everybody}
            />
          ) : (
            <People slug={slug} people={rows} mayChange={may(standing, 'run a course')} />
          )}
          <PageLinks
            page={page}
            pageSize={PEOPLE_A_PAGE}
            shown={rows.length}
            found={found}
            address={(other) => addressWith(path, { find: find || undefined, role, page: String(other) })}
          />
        </>
      )}
    </CourseFrame>
  );
}

function People(props: { slug: string; people: readonly CourseMember[]; mayChange: boolean }) {
  const { slug, people, mayChange } = props;
  return (
    <WideTable label={words.course.people}>
      <thead>
        <tr>
          <th scope="col">{words.course.person}</th>
          <th scope="col">{words.course.roleColumn}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ userId, name, email, isDeleted, role }) => (
          <tr key={userId}>
            <td className="max-w-80 break-words">
              <bdi>{name}</bdi>
              <span className="block text-xs text-text-muted">
                {isDeleted ? words.course.deleted : email}
              </span>
            </td>
            <td>
              {mayChange ? (
                <RoleMenu slug={slug} userId={userId} name={name} role={role} />
              ) : (
                words.course.role[role]
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

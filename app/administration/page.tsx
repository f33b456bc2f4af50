/** Who may make courses, and who may name them. Whoever is no administrator finds nothing here. */
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { siteRoleOf, siteRoles } from '../../db/site-roles';
import { fromDatabase } from '../database-call';
import { DatabaseDown } from '../database-down';
import * as words from '../dictionary';
import { Moment } from '../moment';
import { may } from '../rights';
import { SignInNeeded } from '../sign-in-needed';
import { currentViewer } from '../viewer';
import { WideTable } from '../wide-table';
import { SiteRoleFields, TakeRoleButton } from './site-role-fields';

export const metadata: Metadata = { title: words.administration.title };

const MOST_SHOWN = 500;

export default async function AdministrationPage() {
  const viewer = await currentViewer();
  if (viewer.kind === 'unknown') return <DatabaseDown />;
  if (viewer.kind === 'visitor')
    return (
      <SignInNeeded title={words.administration.title} text={words.course.signIn} next="/administration" />
    );
  const found = await fromDatabase(async () => {
    const standing = { role: null, siteRole: await siteRoleOf(viewer.user.id) };
    return may(standing, 'name instructors') ? await siteRoles(MOST_SHOWN) : null;
  });
  if (!found.available) return <DatabaseDown />;
  if (found.value === null) notFound();
  return (
    <div className="mx-auto w-full max-w-3xl px-4 py-8">
      <h1 className="text-xl font-semibold tracking-tight">{words.administration.title}</h1>
      <p className="mt-2 max-w-[65ch] text-text-muted">{words.administration.lead}</p>
      <h2 className="mb-2 mt-8 text-lg font-semibold">{words.administration.name}</h2>
      <SiteRoleFields />
      <WideTable label={words.administration.title}>
        <thead>
          <tr>
            <th scope="col">{words.course.person}</th>
            <th scope="col">{words.course.roleColumn}</th>
            <th scope="col">{words.administration.since}</th>
            <th scope="col">
              <span className="sr-only">{words.administration.takeShort}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {found.value.map(({ userId, name, email, role, createdAt }) => (
            <tr key={userId}>
              <td className="max-w-64 break-words">
                <bdi>{name}</bdi>
                <span className="block text-xs text-text-muted">{email}</span>
              </td>
              <td>{words.administration.role[role]}</td>
              <td className="whitespace-nowrap">
                <Moment at={createdAt} />
              </td>
              <td>
                <TakeRoleButton name={name} email={email} />
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
    </div>
  );
}

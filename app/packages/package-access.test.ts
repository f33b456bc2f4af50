/** Guarantee: who may do what with a package, as one table. */
import { expect, test } from 'vitest';
import type { PackageStanding } from '../../db/packages';
import { mayWithPackage } from './package-access';

const NOBODY: PackageStanding = { package: {} as never, role: null, isReader: false, siteRole: null };

test.each([
  ['a stranger', {}, []],
  ['an instructor of the site who does not write it', { siteRole: 'instructor' }, []],
  ['staff of a course that it is shared with', { isReader: true }, ['read']],
  ['an editor', { role: 'editor' }, ['read', 'write']],
  ['an owner', { role: 'owner' }, ['read', 'write', 'manage']],
  ['an administrator', { siteRole: 'administrator' }, ['read', 'write', 'manage']],
] as const)('%s', (_, is, expected) => {
  const may = (['read', 'write', 'manage'] as const).filter((right) =>
    mayWithPackage({ ...NOBODY, ...is }, right),
  );
  expect(may).toEqual(expected);
});

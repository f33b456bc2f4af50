/** Of the question of operation tables: longest mount point, default, error, and what a refused module leaves behind. */
import { expect, it } from 'vitest';
import { ModularKernel, type Module, NOT_SUPPORTED } from './question';

const complete = (name: string, mountPoint: string, ...more: ('write' | 'seek')[]): Module => ({
  name,
  mountPoint,
  table: Object.fromEntries(
    ['open', 'read', ...more].map((operation) => [operation, `${name}_${operation}`]),
  ),
});

it('finds module and function by the rules of the prompt', () => {
  const kernel = new ModularKernel();
  for (const module of [
    complete('ext', '/', 'write'),
    complete('fat', '/mnt'),
    complete('zip', '/mnt/a', 'seek'),
  ])
    expect(kernel.load(module)).toEqual([]);
  expect(kernel.load({ name: 'nfs', mountPoint: '/mnt/a/b', table: { read: 'nfs_read' } })).toEqual(['open']);
  for (const [path, operation, name] of [
    ['/etc/x', 'write', 'ext_write'],
    ['/mnt/x', 'write', NOT_SUPPORTED],
    ['/mnt/x', 'seek', 'generic_seek'],
    ['/mnt/a/x', 'seek', 'zip_seek'],
    ['/mnt/a', 'read', 'zip_read'],
    ['/mnt/ab/x', 'read', 'fat_read'],
    ['/mnt/a/b/x', 'read', 'zip_read'],
    ['/mnt/a/b/x', 'lock', NOT_SUPPORTED],
    ['/mnt-old/x', 'read', 'ext_read'],
  ] as const)
    expect(kernel.functionFor(path, operation), `${operation} ${path}`).toBe(name);
});

/**
 * Address spaces of a described picture: regions, mapped pages, the frames by owner, and the address that the current
 * event is about. `layoutOf` is one address space from its highest address down, gaps included.
 */

import type { SpaceEffect, SpacePart } from '../../../exercises/picture-description';
import type { Grid } from '../../../exercises/question-definition';
import { describedWords as words } from './described-words';
import { freshState, isPlace, nameOf, type PartState, type Reading } from './reading';

export interface Region {
  start: number;
  /** First address beyond. */
  end: number;
  rights: string;
}

export interface Mapping {
  readonly frame: number;
  readonly rights: string;
}

export interface AddressSpace {
  /** By name. */
  readonly regions: Map<string, Region>;
  /** By page. */
  readonly pages: Map<number, Mapping>;
}

export interface Access {
  readonly space: number;
  readonly address: number;
  /** Empty: it went well. */
  readonly fault: string;
}

export interface SpaceState extends PartState {
  readonly pageBytes: number;
  readonly frames: number | undefined;
  readonly spaces: Map<number, AddressSpace>;
  access: Access | undefined;
}

const DEFAULT_PAGE_BYTES = 4096;

export function startSpace(pageBytes: number | undefined, frames: number | undefined): SpaceState {
  return {
    ...freshState(),
    pageBytes: pageBytes ?? DEFAULT_PAGE_BYTES,
    frames,
    spaces: new Map(),
    access: undefined,
  };
}

export const regionKey = (space: number, region: string) => `${space}/region ${region}`;
export const pageKey = (space: number, page: number) => `${space}/page ${page}`;

export function applyToSpace(
  state: SpaceState,
  part: SpacePart,
  effect: SpaceEffect,
  reading: Reading,
): void {
  const number = effect.space === undefined ? 0 : reading.number(effect.space);
  if (number === undefined) return;
  if (effect.clear) {
    state.spaces.delete(number);
    if (Object.keys(effect).every((key) => key === 'part' || key === 'space' || key === 'clear')) return;
  }
  const space = state.spaces.get(number) ?? { regions: new Map(), pages: new Map() };
  state.spaces.set(number, space);
  state.touched.add(String(number));
  applyToRegion(state, part, effect, reading, number, space);
  const unmapped = reading.number(effect.unmap);
  if (unmapped !== undefined) {
    if (!space.pages.delete(unmapped)) state.notes.push(words.notMapped(hexadecimal(unmapped)));
  }
  const page = reading.number(effect.map);
  const frame = reading.number(effect.frame);
  if (page !== undefined && !isPlace(page, undefined))
    state.notes.push(words.noSuch(words.page(String(page)), undefined));
  else if (page !== undefined && frame !== undefined) {
    if (!isPlace(frame, state.frames))
      state.notes.push(words.noSuch(nameOf({ noun: words.frame }, frame), state.frames));
    space.pages.set(page, { frame, rights: reading.told(effect.rights) ?? '' });
    state.touched.add(pageKey(number, page));
  }
  const address = reading.number(effect.access);
  if (address !== undefined)
    state.access = { space: number, address, fault: reading.told(effect.fault) ?? '' };
}

function applyToRegion(
  state: SpaceState,
  part: SpacePart,
  effect: SpaceEffect,
  reading: Reading,
  number: number,
  space: AddressSpace,
): void {
  const name = reading.choice(effect.region, part.regions ?? [], state, words.region);
  if (name === undefined) return;
  if (effect.remove) {
    space.regions.delete(name);
    return;
  }
  const before = space.regions.get(name);
  const start = reading.number(effect.start) ?? before?.start ?? 0;
  const region: Region = {
    start,
    end: reading.number(effect.end) ?? before?.end ?? start,
    rights: reading.told(effect.rights) ?? before?.rights ?? '',
  };
  space.regions.set(name, region);
  state.touched.add(regionKey(number, name));
  if (region.end < region.start) state.notes.push(words.endsBeforeItStarts(name));
  for (const [other, { start: from, end: to }] of space.regions)
    if (other !== name && from < region.end && region.start < to)
      state.notes.push(words.overlaps(name, other));
}

export interface MappedPage extends Mapping {
  readonly page: number;
}

/** One piece of an address space, from the highest address down. */
export interface Piece {
  /** Undefined: mapped pages outside all regions, or nothing. */
  readonly region?: string;
  readonly start: number;
  readonly end: number;
  readonly rights: string;
  /** Mapped pages that begin in it, ascending. */
  readonly pages: readonly MappedPage[];
  /** The current event's access goes here. */
  readonly accessed: boolean;
  /** It shares addresses with a region below it. */
  readonly overlaps: boolean;
}

export function layoutOf(state: SpaceState, number: number): readonly Piece[] {
  const space = state.spaces.get(number);
  if (space === undefined) return [];
  const { pageBytes } = state;
  const access = state.access?.space === number ? state.access.address : undefined;
  const pages = [...space.pages]
    .map(([page, mapping]) => ({ page, ...mapping }))
    .sort((first, second) => first.page - second.page);
  const regions = [...space.regions].sort(
    ([, first], [, second]) => first.start - second.start || first.end - second.end,
  );
  const pieces: Piece[] = [];
  let taken = 0;
  let reached = 0;
  const add = (start: number, end: number, region?: string, rights = '') => {
    const from = taken;
    while (taken < pages.length && (pages[taken]?.page ?? 0) * pageBytes < end) taken++;
    pieces.push({
      ...(region !== undefined && { region }),
      start,
      end,
      rights,
      pages: pages.slice(from, taken),
      accessed:
        access !== undefined && access >= start && access < end && !pieces.some(({ accessed }) => accessed),
      overlaps: start < reached && start < end,
    });
  };
  /** Outside all regions: each run of mapped pages, and the gaps around them. */
  const addBetween = (start: number, end: number) => {
    let at = start;
    while (taken < pages.length) {
      const first = (pages[taken] as MappedPage).page * pageBytes;
      if (first >= end) break;
      let run = taken;
      for (let next = pages[run + 1]; next !== undefined; next = pages[run + 1]) {
        if (next.page !== (pages[run] as MappedPage).page + 1 || next.page * pageBytes >= end) break;
        run++;
      }
      const last = Math.min(end, ((pages[run] as MappedPage).page + 1) * pageBytes);
      if (first > at) add(at, first);
      add(Math.max(at, first), Math.max(at, last));
      // Where numbers are too large to tell neighbours apart, the run still goes on.
      taken = Math.max(taken, run + 1);
      at = Math.max(at, last);
    }
    if (end > at) add(at, end);
  };
  // From the lowest address up.
  for (const [name, region] of regions) {
    if (region.start > reached) addBetween(reached, region.start);
    add(region.start, Math.max(region.start, region.end), name, region.rights);
    reached = Math.max(reached, region.end);
  }
  const last = taken < pages.length ? pages.at(-1) : undefined;
  const beyond = Math.max((access ?? -1) + 1, last === undefined ? 0 : (last.page + 1) * pageBytes);
  if (beyond > reached) addBetween(reached, beyond);
  return pieces.reverse();
}

export interface FrameOwner {
  readonly frame: number;
  readonly owners: readonly { readonly space: number; readonly page: number }[];
}

/** Who has each frame, by number: all of them when it is known how many there are, at most `most`. */
export function frameOwners(state: SpaceState, most: number): readonly FrameOwner[] {
  const owners = new Map<number, { space: number; page: number }[]>();
  for (const [space, { pages }] of state.spaces)
    for (const [page, { frame }] of pages) {
      const known = owners.get(frame) ?? [];
      owners.set(frame, known);
      known.push({ space, page });
    }
  const all = new Set(owners.keys());
  for (let frame = 0; frame < Math.min(state.frames ?? 0, most); frame++) all.add(frame);
  return [...all]
    .sort((first, second) => first - second)
    .slice(0, most)
    .map((frame) => ({ frame, owners: owners.get(frame) ?? [] }));
}

export const hexadecimal = (address: number) =>
  address < 0 || !Number.isInteger(address) ? String(address) : `0x${address.toString(16)}`;

export function spaceGrids(part: SpacePart, state: SpaceState, spaces: readonly number[]): readonly Grid[] {
  const several = spaces.length > 1 || part.noun !== undefined;
  const name = (space: number) => nameOf({ noun: part.noun ?? words.space }, space);
  const layouts = spaces.map((space) => [space, layoutOf(state, space)] as const);
  const of = (space: number) => (several ? [name(space)] : []);
  return [
    {
      caption: part.title,
      columns: [
        ...(several ? [part.noun ?? words.space] : []),
        words.region,
        words.from,
        words.to,
        words.rights,
        words.pages,
      ],
      rows: layouts.flatMap(([space, pieces]) =>
        pieces
          .filter(({ region, pages, accessed }) => region !== undefined || pages.length > 0 || accessed)
          .slice(0, words.most.rows)
          .map(({ region, start, end, rights, pages, accessed, overlaps }) => [
            ...of(space),
            `${region ?? (pages.length > 0 ? words.mappedPages : words.gap)}${overlaps ? ` (${words.overlapsHere})` : ''}${accessed && state.access ? ` (${words.access(hexadecimal(state.access.address), state.access.fault)})` : ''}`,
            hexadecimal(start),
            hexadecimal(end),
            rights,
            pages
              .slice(0, words.most.items)
              .map(({ page, frame, rights }) => `${hexadecimal(page)} → ${frame} ${rights}`.trimEnd())
              .join(', ') +
              (pages.length > words.most.items ? words.andMore(pages.length - words.most.items) : ''),
          ]),
      ),
    },
    {
      caption: words.frames,
      columns: [words.frame, words.owner],
      rows: frameOwners(state, words.most.rows).map(({ frame, owners }) => [
        String(frame),
        owners
          .map(({ space, page }) => `${several ? `${name(space)}, ` : ''}${words.page(hexadecimal(page))}`)
          .join('; ') || words.free,
      ]),
    },
  ];
}

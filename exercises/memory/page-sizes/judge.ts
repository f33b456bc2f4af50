/**
 * The judge of page sizes: for each region the least that waste and tables can be, worked out over the tree of pages,
 * and what one size for all would cost.
 */
import { counted } from '../../../simulator/engine/counted';
import { sizeInWords } from '../../../simulator/engine/event-words';
import type { PageSizes } from '../../../simulator/kernel/memory/page-sizes/page-size-choice';
import type { Check, JudgeInput } from '../../exercise-definition';
import { Events } from '../../judging/events';
import { RuleBook } from '../../judging/rule-book';
import { EVENTS, MACHINES, type PageSizeParameters } from './simulation';

const RULES = ['PS1', 'PS2', 'PS3', 'PS4'] as const;
/** Regions that show a rule kept. */
const ENOUGH = 3;

/** Of all layouts with the least cost: the fewest and the most pages. */
interface Least {
  readonly cost: number;
  readonly fewest: number;
  readonly most: number;
}

export function judge({ trace, parameters }: JudgeInput<PageSizeParameters, null>): readonly Check[] {
  const book = new RuleBook(RULES);
  const sizes: PageSizes = MACHINES[parameters.machine];
  const names = sizes.bytes.map((bytes, size) => `${size} (${sizeInWords(bytes)})`);
  let mixed = 0;
  let ties = 0;
  let region = { start: 0, bytes: 0 };
  let laid = '';
  for (const event of new Events(trace, EVENTS.kinds).of()) {
    switch (event.name) {
      case 'region':
        region = event;
        laid = '';
        break;
      case 'laid':
        laid += `${laid === '' ? '' : ', '}${event.count} of size ${names[event.size]}`;
        break;
      case 'refused':
        book.broken(
          'PS1',
          event.index,
          `choose answers ${names[event.answer] ?? event.answer} at 0x${event.at.toString(16)}, where the largest size that may lie is ${names[event.largest]}.`,
        );
        break;
      case 'covered': {
        const { waste, tables, pages, index } = event;
        const cost = waste + tables;
        const least = leastOf(region.start, region.start + region.bytes, sizes);
        const [one, single] = cheapestOfOneSize(region, sizes);
        const yours = () =>
          `The region of ${sizeInWords(region.bytes)} at 0x${region.start.toString(16)} gets ${counted(pages, 'pages')}: ${sizeInWords(waste)} wasted, ${sizeInWords(tables)} of tables`;
        const how = `\nYour layout: ${laid}.`;
        if (cost > single)
          book.broken(
            'PS2',
            index,
            `${yours()}. With size ${names[one]} throughout it would be ${sizeInWords(single)} together.${how}`,
          );
        else if (cost > least.cost)
          book.broken(
            'PS3',
            index,
            `${yours()}. ${sizeInWords(least.cost)} together are enough, with ${counted(least.fewest, 'pages')}.${how}`,
          );
        else if (pages > least.fewest)
          book.broken(
            'PS4',
            index,
            `${yours()}. With ${counted(least.fewest, 'pages')} it costs the same.${how}`,
          );
        if (cost === least.cost && cost < single) mixed++;
        if (cost === least.cost && least.most > least.fewest) ties++;
        break;
      }
    }
  }
  if (mixed >= ENOUGH) book.kept('PS1', 'PS2', 'PS3');
  if (mixed >= ENOUGH && ties >= ENOUGH) book.kept('PS4');
  return book.checks();
}

/** Of the part from `from` to `end` of memory, in pages of this size and smaller ones. */
function leastOf(from: number, end: number, sizes: PageSizes, size = sizes.bytes.length - 1): Least {
  const bytes = sizes.bytes[size];
  const firstWhole = Math.ceil(from / bytes) * bytes;
  const endOfWhole = Math.floor(end / bytes) * bytes;
  if (endOfWhole < firstWhole) return leastOfPart(from, end, sizes, size);
  // Pages that the region fills need no table, and waste nothing.
  const whole = (endOfWhole - firstWhole) / bytes;
  return sum(
    sum({ cost: 0, fewest: whole, most: whole }, leastOfPart(from, firstWhole, sizes, size)),
    leastOfPart(endOfWhole, end, sizes, size),
  );
}

/** Of less than one page of this size: all of that page, if it begins there, or a table for it. */
function leastOfPart(from: number, end: number, sizes: PageSizes, size: number): Least {
  if (from === end) return { cost: 0, fewest: 0, most: 0 };
  const bytes = sizes.bytes[size];
  const whole = { cost: bytes - (end - from), fewest: 1, most: 1 };
  if (size === 0) return whole;
  const divided = sum({ cost: sizes.tableBytes, fewest: 0, most: 0 }, leastOf(from, end, sizes, size - 1));
  if (from % bytes !== 0 || divided.cost < whole.cost) return divided;
  if (whole.cost < divided.cost) return whole;
  return { cost: whole.cost, fewest: Math.min(1, divided.fewest), most: Math.max(1, divided.most) };
}

const sum = (a: Least, b: Least): Least => ({
  cost: a.cost + b.cost,
  fewest: a.fewest + b.fewest,
  most: a.most + b.most,
});

/** The size, where it may lie, and what waste and tables are together. */
function cheapestOfOneSize(
  { start, bytes }: { readonly start: number; readonly bytes: number },
  sizes: PageSizes,
): readonly [size: number, cost: number] {
  let cheapest = 0;
  let cost = Number.POSITIVE_INFINITY;
  for (let one = 0; one < sizes.bytes.length; one++) {
    const own = costOfOneSize(start, start + bytes, sizes, one);
    if (own >= cost) continue;
    cheapest = one;
    cost = own;
  }
  return [cheapest, cost];
}

/** Pages of size `one`, and before the first place where one may lie the largest that may. */
function costOfOneSize(start: number, end: number, sizes: PageSizes, one: number): number {
  let tables = 0;
  let waste = 0;
  sizes.bytes.forEach((bytes, size) => {
    const [first, last] = [Math.ceil(start / bytes) * bytes, Math.ceil(end / bytes) * bytes];
    // Each larger page is divided; of smaller ones that in whose middle the region begins.
    if (size > one) tables += last / bytes - Math.floor(start / bytes);
    else if (first > start) tables++;
    if (size <= one && first < end) waste = last - end;
  });
  return waste + tables * sizes.tableBytes;
}

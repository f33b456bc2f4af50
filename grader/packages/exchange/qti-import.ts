/**
 * A content package of QTI 2.x or 3.0: imsmanifest.xml names items, tests and what they need. Each item becomes a question
 * of its own (qti-item.ts); of tests, which say how items are drawn and shown, each thing is told as lost.
 */
import { PackageRefused } from '../package-files';
import { pictureProblem } from '../svg-picture';
import { eachElement, readXml, type XmlElement } from '../xml-tree';
import { type ExchangeReport, excerpt, freeName, type NamedPackage } from './exchange-report';
import { type ForeignArchive, MAX_FOREIGN_NODES, placeIn } from './foreign-archive';
import { questionOfItem } from './qti-item';
import { olderNames } from './qti-names';
import { childOf, childrenOf, textOf } from './qti-scoring';
import { plainTextOf } from './xhtml-markdown';
import { element } from './xml-text';

export const MANIFEST = 'imsmanifest.xml';
const ITEM = /^imsqti_item_xmlv(?:2p[012]|3p0)$|^imsqti_item_xmlv2p2p\d$/;
const TEST = /^imsqti_(?:test|assessment|section)_xmlv/;
const OLD = /^imsqti_xmlv1p\d|^imsqti_.*xmlv1p/;

/** What of a test has no place here. */
const OF_TESTS: Readonly<Record<string, string>> = {
  selection: 'items are drawn from a pool; here all are there',
  ordering: 'their order is drawn',
  timeLimits: 'a time limit',
  preCondition: 'a condition for what is shown',
  branchRule: 'a way from one to another',
  outcomeProcessing: 'what is computed of all answers',
  testFeedback: 'a feedback of the test',
  itemSessionControl: 'how often an item may be answered',
  adaptiveSelection: 'items that depend on answers before',
  weight: 'a weight of an item',
  templateDefault: 'values given to an item',
  sectionPart: 'a part of another file',
};

const typeOf = ({ attributes }: XmlElement) => (attributes.get('type') ?? '').toLowerCase();

/** @param manifest its name in the archive. @throws PackageRefused when nothing in it can be read. */
export function importQti(archive: ForeignArchive, manifest: string, report: ExchangeReport): NamedPackage[] {
  const shared = new SharedFiles(archive);
  const root = shared.xml(archive.text(manifest) ?? '', manifest);
  const named = eachElement(root).filter(({ name }) => name === 'resource');
  const resources = named.toSorted((a, b) => Number(TEST.test(typeOf(a))) - Number(TEST.test(typeOf(b))));
  const packages: NamedPackage[] = [];
  const names = new Set<string>();
  let [whole, refused] = [0, 0];
  const seen = new Set<string>();
  // Grows by items that only a test names.
  for (const resource of resources) {
    const href = resource.attributes.get('href') ?? childOf(resource, 'file')?.attributes.get('href') ?? '';
    const place = placeIn(manifest, href);
    const type = typeOf(resource);
    const isItem = ITEM.test(type) || OLD.test(type);
    try {
      if (OLD.test(type)) throw new PackageRefused('QTI 1 is not read; export it as QTI 2.1');
      if (TEST.test(type)) {
        const test = shared.file(place, href);
        tellTest(test, href, report);
        resources.push(...itemsNamedBy(test, href));
      }
      if (!isItem || seen.has(place ?? href)) continue;
      seen.add(place ?? href);
      const { name, files } = importItem(place, href, resource, report, names, shared);
      names.add(name);
      packages.push({ name, files });
      if (report.isWhole(href)) whole++;
    } catch (error) {
      if (!(error instanceof PackageRefused)) throw error;
      report.say(href, 'refused', error.message);
      if (isItem) refused++;
    }
  }
  const count = packages.length + refused;
  if (count === 0) throw new PackageRefused(`${manifest} names no items of QTI 2 or 3`);
  report.lines.unshift(
    `${count} ${count === 1 ? 'item' : 'items'}: ${whole} whole, ${packages.length - whole} with something lost or changed, ${refused} refused`,
  );
  return packages;
}

function importItem(
  place: string | undefined,
  href: string,
  resource: XmlElement,
  report: ExchangeReport,
  taken: ReadonlySet<string>,
  shared: SharedFiles,
): NamedPackage {
  const item = shared.file(place, href);
  if (item.name !== 'assessmentItem') throw new PackageRefused(`it is <${item.name}>, and no item`);
  const files = questionOfItem(
    item,
    {
      pictureAt: (reference) => shared.picture(placeIn(place ?? href, reference), reference),
      elementAt: (reference) => shared.element(placeIn(place ?? href, reference), reference),
      say: (fate, what) => report.say(href, fate, what),
    },
    factsIn(resource),
  );
  const identifier = item.attributes.get('identifier') ?? '';
  const isWords = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(identifier);
  return {
    name: freeName(isWords ? identifier : (item.attributes.get('title') ?? '') || identifier, taken),
    files,
  };
}

/** What many items refer to, read once. */
class SharedFiles {
  private readonly pictures = new Map<string, { readonly svg: string } | { readonly problem: string }>();
  private readonly elements = new Map<string, XmlElement | undefined>();

  private readonly budget = { nodes: MAX_FOREIGN_NODES };

  constructor(private readonly archive: ForeignArchive) {}

  /** @throws PackageRefused */
  xml(text: string, href: string): XmlElement {
    return readXml(text, href, this.budget);
  }

  /** By names of 2.1. @throws PackageRefused */
  file(place: string | undefined, href: string): XmlElement {
    const text = place === undefined ? undefined : this.archive.text(place);
    if (text === undefined) throw new PackageRefused('it is not in the archive');
    return olderNames(this.xml(text, href));
  }

  picture(place: string | undefined, href: string): { readonly svg: string } | { readonly problem: string } {
    if (!/\.svg$/i.test(place ?? href)) return { problem: 'only SVG is kept in a package' };
    const svg = place === undefined ? undefined : this.archive.text(place);
    if (place === undefined || svg === undefined) return { problem: 'it is not in the archive' };
    const known = this.pictures.get(place);
    if (known !== undefined) return known;
    const problem = pictureProblem(svg, this.budget);
    const found = problem === undefined ? { svg } : { problem };
    this.pictures.set(place, found);
    return found;
  }

  /** @throws PackageRefused */
  element(place: string | undefined, href: string): XmlElement | undefined {
    if (place === undefined) return undefined;
    if (!this.elements.has(place)) {
      const text = this.archive.text(place);
      this.elements.set(place, text === undefined ? undefined : olderNames(this.xml(text, href)));
    }
    return this.elements.get(place);
  }
}

/** What its metadata say that a question does too. */
function factsIn(resource: XmlElement): { readonly summary: string; readonly rows: readonly number[] } {
  const metadata = childOf(resource, 'metadata');
  const found = metadata === undefined ? [] : eachElement(metadata);
  const description = found.find(({ name }) => name === 'description');
  const rows = found.flatMap((each) => {
    const row = each.name === 'keyword' ? /^row (\d{1,4})$/.exec(textOf(each).trim()) : null;
    return row === null ? [] : [Number(row[1])];
  });
  return { summary: description === undefined ? '' : plainTextOf(description.children), rows };
}

/** As resources of the manifest, from where the test is. */
function itemsNamedBy(test: XmlElement, href: string): XmlElement[] {
  return eachElement(test).flatMap(({ name, attributes }) => {
    const place = name === 'assessmentItemRef' ? placeIn(href, attributes.get('href') ?? '') : undefined;
    const at = place?.split('/').map(encodeURIComponent).join('/');
    return at === undefined ? [] : [element('resource', { type: 'imsqti_item_xmlv2p1', href: at })];
  });
}

function tellTest(test: XmlElement, href: string, report: ExchangeReport): void {
  report.say(
    href,
    'lost',
    `the test ${excerpt(test.attributes.get('title') ?? '')} around its items, with its sections and their order`,
  );
  const within = (element: XmlElement, section: string): void => {
    for (const child of childrenOf(element)) {
      const inside =
        child.name === 'assessmentSection' ? (child.attributes.get('title') ?? section) : section;
      const told = OF_TESTS[child.name];
      const where = inside === '' ? '' : ` (${inside})`;
      if (child.name === 'rubricBlock')
        report.say(href, 'lost', `instructions${where}: ${excerpt(plainTextOf(child.children))}`);
      else if (child.name === 'selection')
        report.say(
          href,
          'lost',
          `a pool${where}, of which ${child.attributes.get('select') ?? 'some'} are drawn; here all are there`,
        );
      else if (told !== undefined) report.say(href, 'lost', `${told}${where}`);
      if (child.name !== 'outcomeProcessing') within(child, inside);
    }
  };
  within(test, '');
}

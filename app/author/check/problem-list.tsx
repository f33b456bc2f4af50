/** Sentences of graders about a package: each place in a file leads to it. */
import Link from 'next/link';
import { placeHref, placesIn } from '../file-places';
import { checkWords as words } from './words';

export interface PackageFacts {
  readonly packageId: string;
  readonly home: string;
  /** Of the version that was checked. */
  readonly files: ReadonlyMap<string, string>;
}

export function ProblemList({ problems, of }: { problems: readonly string[]; of: PackageFacts }) {
  return (
    <ul className="panel divide-y divide-border text-sm">
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may be told twice
        <li key={index} className="px-3 py-2 wrap-anywhere whitespace-pre-wrap">
          <PlacedSentence text={problem} of={of} />
        </li>
      ))}
    </ul>
  );
}

export function PlacedSentence({ text, of }: { text: string; of: PackageFacts }) {
  const pieces = placesIn(text, new Set(of.files.keys()), of.home);
  return pieces.map((piece, index) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <Link
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no identity but their place
        key={index}
        className="link font-mono"
        href={placeHref(of.packageId, piece)}
        title={words.openAt(piece.text)}
        prefetch={false}
      >
        {piece.text}
      </Link>
    ),
  );
}

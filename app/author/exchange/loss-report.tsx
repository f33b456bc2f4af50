import { exchangeWords as words } from './words';

/** A line for each thing that did not fit. */
export function LossReport({ report }: { report: readonly string[] }) {
  if (report.length === 0) return <p>{words.nothingLost}</p>;
  return (
    <>
      <p className="font-medium">{words.report}</p>
      <ul className="list-disc pl-5 text-sm wrap-anywhere">
        {report.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}

'use client';
/** Where the units of a run of the samples went: by function and by line, the most expensive first. The editor's margin has all lines. */
import type { Profile } from '../../grader/browser/browser-grader';
import * as words from '../dictionary';

/** Lines that are listed; the margin of the editor shows them all. */
const MOST_LINES = 10;

const figure = (value: number) => value.toLocaleString('en');

export function ProfileTable({
  profile,
  onReveal,
}: {
  profile: Profile;
  onReveal?(line: number, column: number): void;
}) {
  const { functions, lines, totalUnits } = profile;
  const expensive = lines.toSorted((a, b) => b.units - a.units).slice(0, MOST_LINES);
  const told = functions.reduce((sum, { units }) => sum + units, 0);
  const share = (units: number) => `${((100 * units) / Math.max(1, totalUnits)).toFixed(1)} %`;
  return (
    <details className="panel mt-5">
      <summary className="px-3 py-2 text-sm font-medium">
        {words.spent.title} <span className="text-text-muted">({words.spent.total(totalUnits)})</span>
      </summary>
      <table className="data-table">
        <thead>
          <tr>
            <th>{words.spent.function}</th>
            <th className="number">{words.spent.calls}</th>
            <th className="number">{words.spent.units}</th>
            <th className="number">{words.spent.share}</th>
          </tr>
        </thead>
        <tbody>
          {functions.map(({ name, line, calls, units }) => (
            <tr key={`${name}:${line}`}>
              <td>
                {name === '' ? (
                  words.spent.module
                ) : (
                  <button type="button" className="link font-mono" onClick={() => onReveal?.(line, 1)}>
                    {name}
                  </button>
                )}
              </td>
              <td className="number">{name === '' ? '' : figure(calls)}</td>
              <td className="number">{figure(units)}</td>
              <td className="number">{share(units)}</td>
            </tr>
          ))}
          <tr>
            <td>{words.spent.other}</td>
            <td />
            <td className="number">{figure(totalUnits - told)}</td>
            <td className="number">{share(totalUnits - told)}</td>
          </tr>
        </tbody>
      </table>
      <table className="data-table border-t border-border">
        <thead>
          <tr>
            <th>{words.spent.line}</th>
            <th className="number">{words.spent.units}</th>
            <th className="number">{words.spent.share}</th>
          </tr>
        </thead>
        <tbody>
          {expensive.map(({ line, units }) => (
            <tr key={line}>
              <td>
                <button type="button" className="link" onClick={() => onReveal?.(line, 1)}>
                  {words.spent.lineNumber(line)}
                </button>
              </td>
              <td className="number">{figure(units)}</td>
              <td className="number">{share(units)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

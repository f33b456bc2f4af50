/** Cells in rows and columns, those that stand out in colour: what each frame holds after each reference. */
import type { Grid } from '../../simulator/laboratories/laboratory';
import * as words from '../dictionary';
import { ScrollRegion } from '../question-parts/scroll-region';
import { toneStyle } from './tone';

export function GridPicture({ title, grid: { columns, rows } }: { title: string; grid: Grid }) {
  return (
    <ScrollRegion label={words.laboratory.pictureOf(title)} className="pb-2">
      <table className="border-separate border-spacing-0.5 text-xs">
        <thead>
          <tr>
            <td className="sticky left-0 z-10 bg-surface" />
            {columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={index} scope="col" className="whitespace-nowrap px-1 font-medium text-text-muted">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, cells }) => (
            <tr key={label}>
              <th
                scope="row"
                className="sticky left-0 z-10 whitespace-nowrap bg-surface pr-2 text-left font-medium text-text-muted"
              >
                {label}
              </th>
              {cells.map(({ text, tone }, index) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  key={index}
                  className="h-7 min-w-8 whitespace-nowrap rounded-sm bg-surface-sunken px-1 text-center"
                  style={tone === undefined ? undefined : toneStyle(tone)}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

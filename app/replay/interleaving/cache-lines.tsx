/** In which state each core's cache has each line, after one event. Told by the letter; the colour only helps. */
import { ScrollRegion } from '../../question-parts/scroll-region';
import type { InterleavingModel } from './interleaving-model';
import { interleavingWords as words } from './interleaving-words';

const COLORS: Readonly<Record<string, string>> = {
  M: 'interrupt',
  O: 'switching',
  E: 'kernel',
  S: 'ready',
  I: 'idle',
};

export function CacheLines({ model, index }: { model: InterleavingModel; index: number }) {
  const cores = Array.from({ length: model.lanes }, (_, core) => core);
  return (
    <ScrollRegion label={words.lines}>
      <table className="border-separate border-spacing-0.5 text-sm tabular-nums">
        <caption className="pb-1 text-left text-text-muted">
          {words.lines} ({words.lineLegend})
        </caption>
        <thead>
          <tr>
            <th scope="col" className="px-2 text-left font-medium">
              {words.line}
            </th>
            {cores.map((core) => (
              <th key={core} scope="col" className="min-w-8 px-1 font-medium">
                {core}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {model.lines.map((line) => (
            <tr key={line}>
              <th scope="row" className="px-2 text-left font-normal">
                {model.place(line)}
              </th>
              {cores.map((core) => {
                const history = model.lineStates.get(`${line}/${core}`);
                const letter = history?.at(index) ?? 'I';
                const color = COLORS[letter] ?? 'idle';
                const changed = history?.since(index) === index;
                return (
                  <td
                    key={core}
                    className="h-7 text-center font-medium"
                    style={{
                      background: `var(--${color})`,
                      color: `var(--${color}-text)`,
                      outline: changed ? '2px solid var(--text)' : undefined,
                    }}
                  >
                    {letter}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

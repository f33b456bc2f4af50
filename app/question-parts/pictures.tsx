/** The pictures of a question, as images from their own text: nothing in one runs, nothing is loaded for it. */
import type { Picture } from '../../exercises/question-definition';

export function Pictures({ pictures }: { pictures: readonly Picture[] }) {
  return pictures.map(({ svg, alternative }) => (
    // On paper in both themes: its colours are the author's.
    // biome-ignore lint/performance/noImgElement: there is nothing to fetch, and nothing to make smaller
    <img
      key={svg}
      src={dataAddress(svg)}
      alt={alternative}
      className="mt-4 max-h-96 max-w-full rounded-sm bg-white"
    />
  ));
}

const dataAddress = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg.toWellFormed())}`;

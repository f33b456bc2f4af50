/** Sentences under a heading, as points. */
export function PointList({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <>
      <h2 className="mb-2 mt-6 text-lg font-semibold">{title}</h2>
      <ul className="list-disc space-y-1 pl-5">
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </>
  );
}

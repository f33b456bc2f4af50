/** What a course has of its own, with the viewer's progress. */
import type { CatalogueItem, Progress } from '../catalogue-items';
import * as words from '../dictionary';
import { ItemList } from '../item-list';

export function CourseItems({ items, progress }: { items: readonly CatalogueItem[]; progress: Progress }) {
  if (items.length === 0) return null;
  return (
    <section className="mt-8" aria-labelledby="course-items">
      <h2 id="course-items" className="mb-2 text-lg font-semibold">
        {words.packages.ofCourse}
      </h2>
      <ItemList items={items} progress={progress} />
    </section>
  );
}

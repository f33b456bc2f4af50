/** In the place of a page that cannot be made without the database. */
import { words } from './dictionary';

export function DatabaseDown() {
  return (
    <div className="mx-auto w-full max-w-md px-4 py-16" role="alert">
      <h1 className="text-xl font-semibold">{words.databaseDown.title}</h1>
      <p className="mt-2 text-text-muted">{words.databaseDown.page}</p>
    </div>
  );
}

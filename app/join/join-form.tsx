/** Where a code is typed; an address with one in it is the link that a course gives out. */
import * as words from '../dictionary';

export function JoinForm({ code }: { code?: string }) {
  return (
    <form method="get" action="/join" className="flex flex-wrap items-end gap-3">
      <label className="min-w-48 flex-1 text-sm sm:max-w-64">
        <span className="mb-1 block">{words.join.code}</span>
        <input
          className="field font-mono"
          name="code"
          required
          maxLength={40}
          defaultValue={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </label>
      <button type="submit" className="button min-h-9">
        {words.join.look}
      </button>
    </form>
  );
}

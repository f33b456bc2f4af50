/** Which thread each core has, with the number that it is compared by. */
import { HERE, Now } from '../described/touched';
import { coresWords as words } from './cores-words';
import type { OnCore } from './on-cores-model';

export function OnCores({ cores, unit }: { cores: readonly OnCore[]; unit: string }) {
  return (
    <ul className="m-0 flex list-none flex-wrap gap-1.5 p-0.5">
      {cores.map(({ thread, number, makesRoomFor, changed }, core) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a core is its number
          key={core}
          className="rounded-xs border border-border-strong bg-surface-raised px-1.5 py-0.5 leading-5 tabular-nums text-text"
          style={changed ? HERE : undefined}
        >
          <span className="text-text-muted">{words.core(core)} </span>
          {thread !== undefined ? (
            <>
              {words.numbered(thread, number, unit)}
              {makesRoomFor.length > 0 && (
                <strong className="font-medium">: {words.makesRoom(makesRoomFor)}</strong>
              )}
            </>
          ) : makesRoomFor.length > 0 ? (
            <strong className="font-medium">{words.promised(makesRoomFor)}</strong>
          ) : (
            <span className="text-text-muted italic">{words.noThread}</span>
          )}
          {changed && <Now />}
        </li>
      ))}
    </ul>
  );
}

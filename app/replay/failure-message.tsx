/** What a judge says of a failure. What stands behind a line break is how it came to it: folded away. */
import { replayWords as words } from './replay-words';

export function FailureMessage({ text }: { text: string }) {
  const [told, ...further] = text.split('\n');
  return (
    <>
      {told}
      {further.length > 0 && (
        <details>
          <summary className="text-text-muted">{words.howItCame}</summary>
          {further.join(' ')}
        </details>
      )}
    </>
  );
}

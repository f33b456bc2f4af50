/** A score as figures and as a bar; full scores say so in a word too. */
import * as words from './dictionary';

export function ScoreBar({ score, maxScore }: { score: number; maxScore: number }) {
  const full = score === maxScore && maxScore > 0;
  const share = maxScore === 0 ? 0 : Math.max(0, Math.min(1, score / maxScore));
  return (
    <div>
      <p>
        {full && <span className="mr-2 font-medium text-good">{words.catalogue.solved}</span>}
        {words.catalogue.scoreOf(score, maxScore)}
      </p>
      <div className="mt-1 h-1 overflow-hidden rounded-full bg-idle" aria-hidden="true">
        <div className={`h-full ${full ? 'bg-good' : 'bg-accent'}`} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}

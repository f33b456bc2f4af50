'use client';
/** The draft for another system: an archive to keep, and what it could not take along. */
import { useState } from 'react';
import type { ActionResult } from '../../action';
import { BusyButton } from '../../busy-button';
import { Problem } from '../../problem';
import { useAction } from '../../use-action';
import type { SentOut } from './exchange-changes';
import { LossReport } from './loss-report';
import { exchangeWords as words } from './words';

type Format = keyof typeof words.formats;

async function sentOut({
  packageId,
  format,
}: {
  packageId: string;
  format: Format;
}): Promise<ActionResult<SentOut>> {
  const response = await fetch(`/author/${packageId}/exchange?format=${format}`, { method: 'POST' });
  return response.json();
}

export function SendOut({ packageId, formats }: { packageId: string; formats: readonly Format[] }) {
  const { run, isWorking, problem } = useAction(sentOut);
  const [report, setReport] = useState<readonly string[] | null>(null);

  const send = async (format: Format) => {
    setReport(null);
    const result = await run({ packageId, format });
    if (result === null) return;
    const { archive, name } = result.value;
    const bytes = Uint8Array.from(atob(archive), (character) => character.charCodeAt(0));
    const address = URL.createObjectURL(new Blob([bytes], { type: 'application/zip' }));
    Object.assign(document.createElement('a'), { href: address, download: name }).click();
    URL.revokeObjectURL(address);
    setReport(result.value.report);
  };

  return (
    <section aria-labelledby="for-elsewhere" className="mt-8">
      <h2 id="for-elsewhere" className="text-lg font-semibold">
        {words.out}
      </h2>
      <p className="mt-1 mb-3 text-text-muted">{words.outLead}</p>
      <div className="flex flex-wrap gap-3">
        {formats.map((format) => (
          <BusyButton
            key={format}
            type="button"
            className="button min-h-9"
            isBusy={isWorking}
            onClick={() => void send(format)}
          >
            {words.download(words.formats[format])}
          </BusyButton>
        ))}
      </div>
      <div className="mt-3 space-y-2">
        <Problem text={problem} />
        <div role="status">{report !== null && <LossReport report={report} />}</div>
      </div>
    </section>
  );
}

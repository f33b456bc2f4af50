/** A table that scrolls sideways by itself where the page is narrower, by keyboard too. */
import type { ReactNode } from 'react';

export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="panel mt-4 overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="data-table">{children}</table>
    </section>
  );
}

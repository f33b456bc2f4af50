/** A button that does nothing while its work goes on. Not `disabled`, which would let the focus fall to the page's body. */
import type { ComponentProps } from 'react';

export function BusyButton({
  isBusy,
  onClick,
  ...props
}: Omit<ComponentProps<'button'>, 'disabled'> & { isBusy: boolean }) {
  return (
    <button
      {...props}
      aria-disabled={isBusy}
      onClick={(event) => {
        // Of a form's button, too: nothing is sent twice.
        if (isBusy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

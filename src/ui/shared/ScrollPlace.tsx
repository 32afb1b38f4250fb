import type { ReactNode } from 'react';

interface ScrollPlaceProps {
  readonly label: string;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

/** A part of a page that scrolls by itself, by keyboard too. */
export function ScrollPlace({ label, className, children }: ScrollPlaceProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
    <div className={className} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}

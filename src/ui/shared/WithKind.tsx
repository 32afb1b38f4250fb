import type { ReactNode } from 'react';

import { KindIcon, type KindIconProps } from './KindIcon';

interface WithKindProps extends KindIconProps {
  readonly children: ReactNode;
}

/** A name that may be cut, after the icon of what kind of thing has it. */
export function WithKind({ children, ...icon }: WithKindProps) {
  return (
    <span style={{ display: 'flex', alignItems: 'center', gap: 10, minWidth: 0 }}>
      <KindIcon {...icon} />
      {children}
    </span>
  );
}

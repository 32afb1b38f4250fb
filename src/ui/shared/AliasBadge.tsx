import { IconFlag3 } from '@tabler/icons-react';

import classes from './AliasBadge.module.css';
import { cutMiddle } from './cutMiddle';

/** An alias that stands on what it is beside: shape and word. */
export function AliasBadge({ name }: { readonly name: string }) {
  return (
    <span className={classes.badge} title={`The alias ${name} stands here`}>
      <IconFlag3 size={11} aria-hidden />
      {cutMiddle(name, 20)}
    </span>
  );
}

/** Several in a row; nothing where there is none. */
export function AliasBadges({ names }: { readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className={classes.row}>
      {names.map((name) => (
        <AliasBadge key={name} name={name} />
      ))}
    </span>
  );
}

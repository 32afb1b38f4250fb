import { VisuallyHidden } from '@mantine/core';

import classes from './MiddleCut.module.css';

const tailLength = 10;

/** A name that is cut in the middle where it doesn't fit, whatever the width; whole to readers, on hover and when copied. `whole` is the name that `text` is short for. */
export function MiddleCut({ text, whole = text }: { readonly text: string; readonly whole?: string }) {
  const characters = [...text];
  const at = Math.max(Math.ceil(characters.length / 2), characters.length - tailLength);
  return (
    <span className={classes.root} title={whole} dir="auto">
      {/* Two boxes side by side would be read as two words. */}
      <VisuallyHidden className={classes.whole ?? ''}>{whole}</VisuallyHidden>
      <span className={classes.head} aria-hidden>
        {characters.slice(0, at).join('')}
      </span>
      <span className={classes.tail} aria-hidden>
        {characters.slice(at).join('')}
      </span>
    </span>
  );
}

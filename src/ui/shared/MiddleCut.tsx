import { VisuallyHidden } from '@mantine/core';

import classes from './MiddleCut.module.css';

const tailLength = 10;

/** A name that is cut in the middle where it doesn't fit, whatever the width; whole to readers, on hover and when copied. */
export function MiddleCut({ text }: { readonly text: string }) {
  const characters = [...text];
  const at = Math.max(Math.ceil(characters.length / 2), characters.length - tailLength);
  return (
    <span className={classes.root} title={text} dir="auto">
      {/* Two boxes side by side would be read as two words. */}
      <VisuallyHidden className={classes.whole ?? ''}>{text}</VisuallyHidden>
      <span className={classes.head} aria-hidden>
        {characters.slice(0, at).join('')}
      </span>
      <span className={classes.tail} aria-hidden>
        {characters.slice(at).join('')}
      </span>
    </span>
  );
}

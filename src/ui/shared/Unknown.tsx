import { VisuallyHidden } from '@mantine/core';

/** In place of a value that is not there: what is so, `not read` or `none`, and why, on hover and for who cannot see it. */
export function Unknown({ words, why }: { readonly words: string; readonly why?: string }) {
  return (
    <span style={{ color: 'var(--mantine-color-dimmed)' }} title={why}>
      {words}
      {why !== undefined && <VisuallyHidden>: {why}</VisuallyHidden>}
    </span>
  );
}

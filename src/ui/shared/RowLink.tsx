import { Anchor } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

import { MiddleCut } from './MiddleCut';

interface RowLinkProps extends Omit<ComponentProps<'a'>, 'children' | 'color'> {
  readonly text: string;
  /** The name that `text` is short for. */
  readonly whole?: string;
}

/** The name in a row of a `VirtualTable`, as a link whose target is the whole row. */
export const RowLink = createLink(({ text, whole = text, ...props }: RowLinkProps) => (
  <Anchor inherit c="inherit" fw={500} underline="never" display="flex" miw={0} data-covers-row {...props}>
    <MiddleCut text={text} whole={whole} />
  </Anchor>
));

import { Anchor, type AnchorProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';

type TextLinkProps = AnchorProps & Omit<ComponentProps<'a'>, keyof AnchorProps>;

/** A link to a view, as text in its surroundings. */
export const TextLink = createLink((props: TextLinkProps) => <Anchor {...props} />);

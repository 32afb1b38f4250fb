import { Button, type ButtonProps } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyButtonProps extends Omit<ButtonProps, 'children'> {
  readonly text: string;
  readonly label: string;
  readonly title?: string;
}

/** Copies a text, and says for a moment that it did. */
export function CopyButton({ text, label, ...button }: CopyButtonProps) {
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => copy(text)}
      {...button}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}

import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
}

/** Copies a text, and says for a moment that it did. */
export function CopyButton({ text, label }: CopyButtonProps) {
  const { copied, copy } = useClipboard({ timeout: 1500 });
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => copy(text)}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}

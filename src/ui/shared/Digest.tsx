import { UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';

import { shortDigest } from '../../versioning/digest';
import classes from './Digest.module.css';

interface DigestProps {
  readonly digest: string | null;
  /** What it is called to a screen reader: `digest` unless told, such as `MD5`. */
  readonly label?: string;
}

/** The first 12 characters of a digest; one click copies the whole. */
export function Digest({ digest, label = 'digest' }: DigestProps) {
  const clipboard = useClipboard({ timeout: 1500 });
  if (digest === null) return <span title="Only the name of this version is known">not known</span>;
  return (
    <UnstyledButton
      className={classes.root}
      data-copied={clipboard.copied || undefined}
      title={clipboard.copied ? 'Copied' : `${digest}\nClick to copy`}
      aria-label={clipboard.copied ? `Copied ${label}` : `Copy ${label} ${shortDigest(digest)}`}
      onClick={(event) => {
        event.stopPropagation();
        clipboard.copy(digest);
      }}
    >
      {shortDigest(digest)}
      {clipboard.copied ? (
        <IconCheck className={classes.icon} size={12} aria-hidden />
      ) : (
        <IconCopy className={classes.icon} size={12} aria-hidden />
      )}
    </UnstyledButton>
  );
}

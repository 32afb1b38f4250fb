import { Button, Group, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { ReactNode } from 'react';

import classes from './ExchangePage.module.css';

interface ExportFrameProps {
  readonly title: string;
  readonly about: string;
  readonly isDownloading: boolean;
  readonly onDownload: () => void;
  /** Beside the button that downloads. */
  readonly buttons?: ReactNode;
  /** Below the buttons. */
  readonly said?: ReactNode;
  /** Stands above the buttons. */
  readonly children?: ReactNode;
}

/** A format to export in: what it is, its choices, and the button that downloads it. */
export function ExportFrame({
  title,
  about,
  isDownloading,
  onDownload,
  buttons,
  said,
  children,
}: ExportFrameProps) {
  return (
    <section className={classes.format} aria-label={title}>
      <Title order={3} className={classes.formatTitle}>
        {title}
      </Title>
      <div className={classes.about}>{about}</div>
      {children}
      <Group gap="xs">
        <Button
          size="xs"
          leftSection={<IconDownload size={15} aria-hidden />}
          loading={isDownloading}
          aria-label={`Download ${title}`}
          onClick={onDownload}
        >
          Download
        </Button>
        {buttons}
      </Group>
      {said}
    </section>
  );
}

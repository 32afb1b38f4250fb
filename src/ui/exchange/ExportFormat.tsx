import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';

import type { Result } from '../../lib/result';
import type { OperationFailure } from '../../operations/core/outcome';
import { useWorkspaceName } from '../../state/currentWorkspace';
import { copyText } from '../shared/copyText';
import { download } from '../shared/download';
import { formatBytes } from '../shared/format';
import { showFailure } from '../shared/useEdit';
import { ExportFrame } from './ExportFrame';
import { exportName } from './exportName';

interface ExportFormatProps {
  readonly title: string;
  readonly about: string;
  /** Of the file's name, with its type. */
  readonly ending: string;
  readonly write: () => Promise<Result<string, OperationFailure>>;
  /** Stands above the buttons. */
  readonly children?: ReactNode;
}

/** One format to export in: download it, or copy it. */
export function ExportFormat({ title, about, ending, write, children }: ExportFormatProps) {
  const workspaceName = useWorkspaceName();
  const [busy, setBusy] = useState<'download' | 'copy' | null>(null);
  const run = async (way: 'download' | 'copy'): Promise<void> => {
    setBusy(way);
    const result = await write();
    setBusy(null);
    if (!result.ok) {
      showFailure(result.error);
      return;
    }
    const size = formatBytes(new Blob([result.value]).size);
    if (way === 'download') {
      const name = exportName(workspaceName, ending, new Date());
      download(result.value, name);
      notifications.show({ message: `${name}, ${size}, is in your downloads` });
    } else {
      await copyText(result.value, `${title}, ${size}, copied`);
    }
  };
  return (
    <ExportFrame
      title={title}
      about={about}
      isDownloading={busy === 'download'}
      onDownload={() => void run('download')}
      buttons={
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCopy size={15} aria-hidden />}
          loading={busy === 'copy'}
          aria-label={`Copy ${title}`}
          onClick={() => void run('copy')}
        >
          Copy
        </Button>
      }
    >
      {children}
    </ExportFrame>
  );
}

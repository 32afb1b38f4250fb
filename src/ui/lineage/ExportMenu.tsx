import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsExchange, IconClipboard, IconDownload, IconFileExport } from '@tabler/icons-react';

import type { Result } from '../../lib/result';
import type { NodeKey } from '../../lineage/graph';
import type { OperationFailure } from '../../operations/core/outcome';
import { useServices } from '../../state/services';
import { copyText } from '../shared/copyText';
import { download } from '../shared/download';
import { showFailure } from '../shared/useEdit';
import { exchangeHref } from './links';

interface ExportMenuProps {
  /** The selected node, whose closure is exported; everything where null. */
  readonly within: NodeKey | null;
  readonly name: string | null;
}

interface Format {
  readonly label: string;
  readonly suffix: string;
  readonly make: () => Promise<Result<string, OperationFailure>>;
}

/** Exports the closure of the selection, or everything, as OpenLineage events or as a lossless bundle. */
export function ExportMenu({ within, name }: ExportMenuProps) {
  const services = useServices();
  const formats: readonly Format[] = [
    {
      label: 'OpenLineage events',
      suffix: 'openlineage.json',
      make: () => services.exportOpenLineage(within),
    },
    { label: 'Throughline bundle', suffix: 'throughline.json', make: () => services.exportBundle(within) },
  ];
  const stem = (name ?? 'lineage').replaceAll(/[^\w.-]+/g, '_');
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconFileExport size={15} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {name === null ? 'Everything' : `${name} with all that it comes from and leads to`}
        </Menu.Label>
        {formats.map(({ label, suffix, make }) => (
          <Menu.Item
            key={suffix}
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() => void handOn(make, (text) => downloadAs(text, `${stem}.${suffix}`))}
          >
            Download {label}
          </Menu.Item>
        ))}
        {formats.map(({ label, suffix, make }) => (
          <Menu.Item
            key={`copy ${suffix}`}
            leftSection={<IconClipboard size={15} aria-hidden />}
            onClick={() => void handOn(make, (text) => copyText(text, `${label} copied`))}
          >
            Copy {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          component="a"
          href={exchangeHref(within)}
          leftSection={<IconArrowsExchange size={15} aria-hidden />}
        >
          More in Exchange
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

async function handOn(make: Format['make'], hand: (text: string) => Promise<void> | void): Promise<void> {
  const made = await make();
  if (made.ok) await hand(made.value);
  else showFailure(made.error);
}

function downloadAs(text: string, file: string): void {
  download(text, file);
  notifications.show({ message: `${file} is in your downloads` });
}

import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowsExchange, IconClipboard, IconDownload, IconFileExport } from '@tabler/icons-react';

import type { NodeKey } from '../../lineage/graph';
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

/** Exports the closure of the selection, or everything, as OpenLineage events or as a lossless bundle. */
export function ExportMenu({ within, name }: ExportMenuProps) {
  const services = useServices();
  const formats = [
    {
      label: 'OpenLineage events',
      suffix: 'openlineage.json',
      make: () => services.exportOpenLineage(within),
    },
    { label: 'Throughline bundle', suffix: 'throughline.json', make: () => services.exportBundle(within) },
  ] as const;
  const stem = (name ?? 'lineage').replaceAll(/[^\w.-]+/g, '_');

  const run = async (format: (typeof formats)[number], hand: (text: string) => Promise<void> | void) => {
    const made = await format.make();
    if (!made.ok) {
      showFailure(made.error);
      return;
    }
    await hand(made.value);
  };
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
        {formats.map((format) => (
          <Menu.Item
            key={format.suffix}
            leftSection={<IconDownload size={15} aria-hidden />}
            onClick={() =>
              void run(format, (text) => {
                const file = `${stem}.${format.suffix}`;
                download(text, file);
                notifications.show({ message: `${file} is in your downloads` });
              })
            }
          >
            Download {format.label}
          </Menu.Item>
        ))}
        {formats.map((format) => (
          <Menu.Item
            key={`copy ${format.suffix}`}
            leftSection={<IconClipboard size={15} aria-hidden />}
            onClick={() => void run(format, (text) => copyText(text, `${format.label} copied`))}
          >
            Copy {format.label}
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

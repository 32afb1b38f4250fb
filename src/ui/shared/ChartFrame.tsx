import { ActionIcon, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCopy, IconDotsVertical, IconDownload } from '@tabler/icons-react';
import { type CSSProperties, type ReactNode, useRef } from 'react';

import classes from './ChartFrame.module.css';
import type { ChartTable } from './chartTable';

const pictures = [
  { format: 'png', label: 'Download PNG' },
  { format: 'svg', label: 'Download SVG' },
  { format: 'csv', label: 'Download CSV' },
] as const;

interface ChartFrameProps {
  /** The heading of the picture, and the name of the file. */
  readonly name: string;
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  readonly table: () => ChartTable;
  /** Stands beside the menu. */
  readonly caption?: ReactNode;
  readonly className?: string | undefined;
  readonly style?: CSSProperties;
  readonly children: ReactNode;
}

/** A chart with the menu that hands it on. What writes the files is loaded when one is asked for. */
export function ChartFrame({ name, label, table, caption, className, style, children }: ChartFrameProps) {
  const chart = useRef<HTMLDivElement>(null);
  const save = async (format: (typeof pictures)[number]['format']): Promise<void> => {
    const { saveChart } = await import('./chartFiles');
    if (chart.current) await saveChart(format, { chart: chart.current, name, table: table() });
  };
  const copy = async (): Promise<void> => {
    const png = async (): Promise<Blob> => {
      const { chartPng } = await import('./chartFiles');
      return chartPng({ chart: chart.current!, name, table: table() });
    };
    // The clipboard asks for the promise: a click counts for a moment only.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png() })]);
    notifications.show({ message: `The chart of ${name} is copied` });
  };
  return (
    <div>
      <div className={classes.head}>
        <div className={classes.caption}>{caption}</div>
        <Menu position="bottom-end" width={180}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Export the chart of ${name}`}>
              <IconDotsVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {pictures.map(({ format, label: words }) => (
              <Menu.Item
                key={format}
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={() => void save(format).catch(tellFailure)}
              >
                {words}
              </Menu.Item>
            ))}
            {canCopyPictures() && (
              <Menu.Item
                leftSection={<IconCopy size={16} aria-hidden />}
                onClick={() => void copy().catch(tellFailure)}
              >
                Copy PNG
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      </div>
      <div ref={chart} role="img" aria-label={label} className={className} style={style}>
        {children}
      </div>
    </div>
  );
}

function canCopyPictures(): boolean {
  return typeof ClipboardItem !== 'undefined' && 'write' in (navigator.clipboard ?? {});
}

function tellFailure(): void {
  notifications.show({
    color: 'bad',
    role: 'alert',
    message: 'The browser did not make the picture. Download the SVG or CSV instead.',
  });
}

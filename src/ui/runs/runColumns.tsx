import { Text } from '@mantine/core';

import type { RunView } from '../../operations/core/workspace';
import { timeWidth } from '../shared/columnWidths';
import { formatCountOrNone, formatDuration } from '../shared/format';
import { RelativeTime } from '../shared/RelativeTime';
import { RowLink } from '../shared/RowLink';
import type { TableColumn } from '../shared/VirtualTable';
import { Unknown } from '../shared/Unknown';
import { metricWords } from './metricWords';
import { RunStateMark } from './RunStateMark';
import { noDurationReason } from './runWords';

export const runColumns: readonly TableColumn<RunView>[] = [
  {
    id: 'job',
    title: 'Run of',
    width: 'minmax(96px, 1fr)',
    cell: ({ run, job }) => (
      <span style={{ display: 'flex', alignItems: 'baseline', gap: 8, minWidth: 0 }}>
        <RowLink to="/runs/$runId" params={{ runId: run.id }} text={job.name} />
        <Text component="code" visibleFrom="sm" c="dimmed" fz="0.9em" ff="monospace">
          {run.id.slice(0, 8)}
        </Text>
      </span>
    ),
  },
  { id: 'state', title: 'State', width: '100px', cell: ({ run }) => <RunStateMark state={run.state} /> },
  {
    id: 'inputs',
    title: 'Inputs',
    width: '56px',
    isNumber: true,
    isExtra: true,
    cell: ({ inputs }) => formatCountOrNone(inputs.length),
  },
  {
    id: 'outputs',
    title: 'Outputs',
    width: '60px',
    isNumber: true,
    isExtra: true,
    cell: ({ outputs }) => formatCountOrNone(outputs.length),
  },
  {
    id: 'metrics',
    title: 'Metrics',
    width: 'minmax(120px, 0.7fr)',
    isExtra: true,
    cell: ({ run }) =>
      Object.keys(run.metrics).length === 0 ? (
        <Unknown words="none" />
      ) : (
        <span title={metricWords(run.metrics)}>{metricWords(run.metrics)}</span>
      ),
  },
  {
    id: 'duration',
    title: 'Duration',
    width: '84px',
    isNumber: true,
    isExtra: true,
    cell: ({ run, durationMs }) =>
      durationMs === null ? (
        <Unknown words="not known" why={noDurationReason(run)} />
      ) : (
        formatDuration(durationMs)
      ),
  },
  { id: 'time', title: 'When', width: timeWidth, cell: ({ time }) => <RelativeTime at={time} /> },
];

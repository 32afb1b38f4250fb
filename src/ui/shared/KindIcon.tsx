import {
  IconBroadcast,
  IconBrain,
  IconCode,
  IconDatabase,
  IconFile,
  IconPlayerPlay,
  IconReportAnalytics,
  IconSettingsAutomation,
  IconTableColumn,
  type Icon,
} from '@tabler/icons-react';

import { kindNames, type NodeKind } from './kindNames';

const icons: Readonly<Record<NodeKind, Icon>> = {
  dataset: IconDatabase,
  features: IconTableColumn,
  model: IconBrain,
  endpoint: IconBroadcast,
  report: IconReportAnalytics,
  code: IconCode,
  other: IconFile,
  job: IconSettingsAutomation,
  run: IconPlayerPlay,
};

export interface KindIconProps {
  readonly kind: NodeKind;
  readonly size?: number;
  /** Set where the kind is already said in words beside it. */
  readonly isDecorative?: boolean;
}

export function KindIcon({ kind, size = 18, isDecorative = false }: KindIconProps) {
  const Shape = icons[kind];
  if (isDecorative) return <Shape size={size} stroke={1.6} aria-hidden style={{ flex: 'none' }} />;
  return (
    <span
      role="img"
      aria-label={kindNames[kind]}
      title={kindNames[kind]}
      style={{ display: 'inline-flex', flex: 'none' }}
    >
      <Shape size={size} stroke={1.6} aria-hidden />
    </span>
  );
}

import {
  IconArrowsDiff,
  IconArrowsExchange,
  IconBinaryTree2,
  IconDatabase,
  IconHistory,
  IconPlayerPlay,
  IconRocket,
  IconSettings,
  IconShieldCheck,
  IconStack2,
  type Icon,
} from '@tabler/icons-react';

/** The views of the rail, in its order; `key` follows `g`. */
export const views = [
  { to: '/lineage', label: 'Lineage', icon: IconBinaryTree2, key: 'l' },
  { to: '/artifacts', label: 'Artifacts', icon: IconStack2, key: 'a' },
  { to: '/compare', label: 'Compare', icon: IconArrowsDiff, key: 'c' },
  { to: '/runs', label: 'Runs', icon: IconPlayerPlay, key: 'r' },
  { to: '/gates', label: 'Gates', icon: IconShieldCheck, key: 'k' },
  { to: '/releases', label: 'Releases', icon: IconRocket, key: 'e' },
  { to: '/audit', label: 'Audit', icon: IconHistory, key: 'u' },
  { to: '/exchange', label: 'Exchange', icon: IconArrowsExchange, key: 'x' },
  { to: '/storage', label: 'Storage', icon: IconDatabase, key: 't' },
  { to: '/settings', label: 'Settings', icon: IconSettings, key: 's' },
] as const satisfies readonly { to: string; label: string; icon: Icon; key: string }[];

import { views } from './views';

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export const commandKey = isApple ? '⌘' : 'Ctrl';

interface KeyGroup {
  readonly title: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** What `?` shows. */
export const keyGroups: readonly KeyGroup[] = [
  {
    title: 'Anywhere',
    keys: [
      { keys: [commandKey, 'K'], does: 'Search, or run a command' },
      { keys: ['/'], does: 'Search' },
      { keys: ['y'], does: 'Copy the link to what is shown' },
      { keys: ['?'], does: 'Show all keys' },
      { keys: ['Escape'], does: 'Close what is open' },
    ],
  },
  {
    title: 'Go to',
    keys: views.map(({ key, label }) => ({ keys: ['g', key], does: label })),
  },
  {
    title: 'In the lineage graph',
    keys: [
      { keys: ['/'], does: 'Find in the graph' },
      { keys: ['←', '→', '↑', '↓'], does: 'Walk along the links' },
      { keys: ['Enter'], does: 'Open the selected node or group' },
      { keys: ['Backspace'], does: 'Close the group around the selected node' },
      { keys: ['f'], does: 'Focus on the selected node' },
      { keys: ['['], does: 'One hop less around the focus' },
      { keys: [']'], does: 'One hop more around the focus' },
      { keys: ['Escape'], does: 'Go back one step' },
    ],
  },
];

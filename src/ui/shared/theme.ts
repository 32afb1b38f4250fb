import { createTheme, type MantineColorsTuple } from '@mantine/core';

// The colours of the interface; style sheets use the `--tl-…` properties of theme.css.
// Index 6 is the colour itself; from 7 on dark enough to read as text on white, up to 4 light enough on dark.
const reference: MantineColorsTuple = [
  '#e6f4fc',
  '#cde6f6',
  '#9bcded',
  '#66b3e4',
  '#4aa5df',
  '#1a8bcb',
  '#0077bb',
  '#00699f',
  '#005b8f',
  '#004a75',
];
const current: MantineColorsTuple = [
  '#fef0e7',
  '#fbe0d0',
  '#f7c09f',
  '#f39e6b',
  '#f18e52',
  '#f0823f',
  '#ee7733',
  '#a8480f',
  '#94400e',
  '#7a340a',
];
const good: MantineColorsTuple = [
  '#e3f7f4',
  '#ccefea',
  '#99ded5',
  '#5fcabd',
  '#33bbab',
  '#12a898',
  '#009988',
  '#00756a',
  '#00665c',
  '#00524a',
];
const bad: MantineColorsTuple = [
  '#fdecea',
  '#f9d8d2',
  '#f2b0a3',
  '#ea8671',
  '#e56c53',
  '#da4a2c',
  '#cc3311',
  '#b32c0e',
  '#99260c',
  '#7d1f0a',
];
const selection: MantineColorsTuple = [
  '#ffe9f1',
  '#fdd0df',
  '#f99fbf',
  '#f56b9c',
  '#f25489',
  '#f04480',
  '#ee3377',
  '#c71f5b',
  '#ad194e',
  '#8f1240',
];

export const theme = createTheme({
  primaryColor: 'reference',
  primaryShade: { light: 6, dark: 6 },
  colors: { reference, current, good, bad, selection },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '600' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Combobox: { defaultProps: { shadow: 'md' } },
    // Without the placeholder the first item has the focus, and a menu has nothing but items.
    Menu: {
      defaultProps: {
        shadow: 'md',
        transitionProps: { duration: 100 },
        withInitialFocusPlaceholder: false,
      },
    },
    Portal: { defaultProps: { target: overlays() } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, transitionProps: { duration: 100 } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    // Its header is no banner of the page.
    Modal: {
      defaultProps: { transitionProps: { duration: 150 }, attributes: { header: { role: 'presentation' } } },
    },
    Drawer: {
      defaultProps: { transitionProps: { duration: 150 }, attributes: { header: { role: 'presentation' } } },
    },
  },
});

/** Where menus and messages are put: a landmark of their own, since they are outside the page's others. */
function overlays(): HTMLElement {
  const node = document.createElement('div');
  node.setAttribute('role', 'region');
  node.setAttribute('aria-label', 'Menus and messages');
  document.body.append(node);
  return node;
}

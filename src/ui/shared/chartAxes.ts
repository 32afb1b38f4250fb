const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

/** How the horizontal axis of every chart looks. */
export const horizontalAxis = { tick, tickLine: false, axisLine: { stroke: 'var(--tl-line)' } };

/** How the vertical axis of every chart looks. */
export const verticalAxis = { tick, tickLine: false, axisLine: false };

const tickFigure = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `10.5 %`, without a break before the sign. */
export function formatShareTick(share: number): string {
  return `${formatTick(share * 100)}\u00a0%`;
}

/** A tick's number as it stands: `0.075`, `10.5`; a rounded one would stand beside the wrong line. */
export function formatTick(value: number): string {
  return tickFigure.format(value);
}

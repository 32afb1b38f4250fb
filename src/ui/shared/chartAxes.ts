const tick = { fontSize: 11, fill: 'var(--mantine-color-dimmed)' };

/** How the horizontal axis of every chart looks. */
export const horizontalAxis = { tick, tickLine: false, axisLine: { stroke: 'var(--tl-line)' } };

/** How the vertical axis of every chart looks. */
export const verticalAxis = { tick, tickLine: false, axisLine: false };

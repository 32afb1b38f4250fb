import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';

import { profileOfColumn } from '../../../src/profile/columnProfile';
import { TablePartBuilder } from '../../../src/profile/tablePartBuilder';
import { ColumnProfileDetail } from '../../../src/ui/profile/ColumnProfileDetail';

afterEach(cleanup);

function show(values: readonly string[]): void {
  const builder = new TablePartBuilder({ columnNames: ['x'] });
  for (const value of values) {
    builder.value(0, value);
    builder.endRow();
  }
  const part = builder.finish();
  if (!part.ok) throw new Error(part.error.message);
  const column = profileOfColumn('x', values.length, 'string', part.value.columns[0]!);
  render(
    <MantineProvider>
      <ColumnProfileDetail column={column} />
    </MantineProvider>,
  );
}

const many = Array.from({ length: 20_000 }, (_, at) => `value ${at}`);

describe('the most frequent values of a column', () => {
  it('are listed with what their counts may be short of', () => {
    show([...many, ...Array.from({ length: 500 }, () => 'Oslo')]);
    expect(screen.getByRole('row', { name: /Oslo/ })).toBeTruthy();
    expect(screen.getByText(/^Counts may be short by up to \d+\.$/)).toBeTruthy();
  });

  it('are not listed where their counts tell nothing', () => {
    show(many);
    expect(screen.getByText(/^No value occurs more than \d+ times\.$/)).toBeTruthy();
    expect(screen.queryByRole('table')).toBeNull();
  });
});

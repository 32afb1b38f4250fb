import { Button, Loader, Select, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff, IconFilter } from '@tabler/icons-react';
import { useState } from 'react';

import { formatCount, formatCounted } from '../shared/format';
import classes from './Contents.module.css';
import type { GridLayout } from './gridLayout';
import type { ArrangedRows } from './useArrangement';

/** Columns whose cells are hidden until somebody asks for them. */
export interface ColumnMask {
  readonly count: number;
  readonly isShown: boolean;
  readonly onChange: (isShown: boolean) => void;
}

interface RowsToolbarProps {
  readonly layout: GridLayout;
  readonly mask: ColumnMask;
  readonly filter: { readonly text: string; readonly column: number };
  readonly onFilter: (filter: { text: string; column: number }) => void;
  readonly canArrange: boolean;
  readonly arranged: ArrangedRows;
  /** How many are shown. */
  readonly rowCount: number;
  readonly ofRows: number;
  readonly isWhole: boolean;
  readonly onJump: (row: number) => void;
}

export function RowsToolbar(props: RowsToolbarProps) {
  const { layout, mask, filter, onFilter, canArrange, arranged, rowCount, ofRows, isWhole, onJump } = props;
  const named = layout.columns.flatMap(({ name, isMasked }, at) =>
    isMasked ? [] : [{ value: String(at), label: name }],
  );
  return (
    <div className={classes.toolbar}>
      <TextInput
        size="xs"
        className={classes.filter ?? ''}
        aria-label="Filter rows"
        placeholder="Filter: words, > 5, = x"
        title="Words find cells that contain them; = finds missing cells"
        leftSection={<IconFilter size={14} aria-hidden />}
        value={filter.text}
        disabled={!canArrange}
        onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
      />
      <Select
        size="xs"
        className={classes.column ?? ''}
        aria-label="In column"
        placeholder="in any column"
        data={named}
        value={filter.column < 0 ? null : String(filter.column)}
        onChange={(value) => onFilter({ ...filter, column: value === null ? -1 : Number(value) })}
        disabled={!canArrange}
        clearable
        searchable
        limit={200}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <JumpBox rowCount={rowCount} onJump={onJump} />
      <span className={classes.count} role="status" data-testid="row-count">
        {arranged.share === null ? (
          countWords(rowCount, ofRows, isWhole)
        ) : (
          <>
            <Loader size={14} /> {Math.round(arranged.share * 100)} %
            <Button size="compact-xs" variant="default" onClick={arranged.cancel}>
              Cancel
            </Button>
          </>
        )}
      </span>
      {mask.count > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={
            mask.isShown ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />
          }
          onClick={() => mask.onChange(!mask.isShown)}
        >
          {mask.isShown ? 'Mask' : 'Show'} {formatCounted(mask.count, 'personal column')}
        </Button>
      )}
    </div>
  );
}

function countWords(rowCount: number, ofRows: number, isWhole: boolean): string {
  const all = isWhole ? formatCounted(ofRows, 'row') : `the first ${formatCounted(ofRows, 'row')}`;
  return rowCount === ofRows ? all : `${formatCount(rowCount)} of ${all}`;
}

function JumpBox({
  rowCount,
  onJump,
}: {
  readonly rowCount: number;
  readonly onJump: (row: number) => void;
}) {
  const [typed, setTyped] = useState('');
  const row = Number(typed.replaceAll(',', ''));
  const isGood = typed === '' || (Number.isInteger(row) && row >= 1 && row <= rowCount);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (typed !== '' && isGood) onJump(row - 1);
      }}
    >
      <TextInput
        size="xs"
        className={classes.jump ?? ''}
        aria-label="Go to row"
        placeholder="Go to row"
        inputMode="numeric"
        value={typed}
        error={!isGood}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </form>
  );
}

import { Chip, Group } from '@mantine/core';

import { checkOutcomes, type CheckOutcome } from '../../operations/taking/checkOutcomes';
import { formatCount } from '../shared/format';
import { outcomeMarks } from './outcomeWords';

interface OutcomeFilterProps {
  readonly counts: Readonly<Record<CheckOutcome, number>>;
  readonly value: CheckOutcome | null;
  readonly onChange: (value: CheckOutcome | null) => void;
}

/** One chip for each outcome that there is, with its count; the chosen one is shown alone. */
export function OutcomeFilter({ counts, value, onChange }: OutcomeFilterProps) {
  return (
    <Group gap={6} role="group" aria-label="Show only">
      {checkOutcomes
        .filter((outcome) => counts[outcome] > 0 || outcome === value)
        .map((outcome) => (
          <Chip
            key={outcome}
            size="xs"
            variant="outline"
            checked={value === outcome}
            onChange={(isChecked) => onChange(isChecked ? outcome : null)}
          >
            {outcomeMarks[outcome].word} {formatCount(counts[outcome])}
          </Chip>
        ))}
    </Group>
  );
}

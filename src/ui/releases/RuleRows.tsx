import { ActionIcon, Button, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';

import {
  guardrailActions,
  guardrailComparisons,
  type GuardrailAction,
  type GuardrailComparison,
} from '../../gates/guardrail';
import { comparisonNames } from '../../operations/releases/guardrailWords';
import classes from './Releases.module.css';

export interface RuleRow {
  readonly id: number;
  readonly comparison: GuardrailComparison;
  readonly threshold: number | string;
  readonly action: GuardrailAction;
}

/** The rules of a guardrail, in the order in which they are asked. */
export function RuleRows({
  rules,
  onChange,
}: {
  readonly rules: readonly RuleRow[];
  readonly onChange: (rules: readonly RuleRow[]) => void;
}) {
  const add = (): void =>
    onChange([
      ...rules,
      {
        id: Math.max(...rules.map(({ id }) => id)) + 1,
        comparison: 'above',
        threshold: '',
        action: 'escalate',
      },
    ]);
  return (
    <div role="group" aria-label="Rules">
      <Text size="sm" fw={500}>
        Rules
      </Text>
      <Text size="xs" c="dimmed" mb={6}>
        The first rule that a value meets decides; a value that meets none is allowed.
      </Text>
      <Stack gap={6}>
        {rules.map((rule, at) => (
          <RuleFields
            key={rule.id}
            rule={rule}
            number={at + 1}
            isOnly={rules.length === 1}
            onChange={(change) =>
              onChange(rules.map((other) => (other.id === rule.id ? { ...other, ...change } : other)))
            }
            onRemove={() => onChange(rules.filter((other) => other !== rule))}
          />
        ))}
      </Stack>
      <Button
        mt={6}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={15} aria-hidden />}
        onClick={add}
      >
        Add a rule
      </Button>
    </div>
  );
}

function RuleFields({
  rule,
  number,
  isOnly,
  onChange,
  onRemove,
}: {
  readonly rule: RuleRow;
  readonly number: number;
  readonly isOnly: boolean;
  readonly onChange: (change: Partial<RuleRow>) => void;
  readonly onRemove: () => void;
}) {
  return (
    <div className={classes.rule}>
      <NativeSelect
        aria-label={`Comparison of rule ${number}`}
        value={rule.comparison}
        data={guardrailComparisons.map((value) => ({ value, label: comparisonNames[value] }))}
        onChange={(event) =>
          onChange({
            comparison: guardrailComparisons.find((value) => value === event.currentTarget.value) ?? 'above',
          })
        }
      />
      <NumberInput
        aria-label={`Threshold of rule ${number}`}
        placeholder="0.7"
        value={rule.threshold}
        onChange={(threshold) => onChange({ threshold })}
      />
      <NativeSelect
        aria-label={`Action of rule ${number}`}
        value={rule.action}
        data={guardrailActions.map((value) => ({ value, label: value }))}
        onChange={(event) =>
          onChange({
            action: guardrailActions.find((value) => value === event.currentTarget.value) ?? 'block',
          })
        }
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Remove rule ${number}`}
        disabled={isOnly}
        onClick={onRemove}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}

import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  Modal,
  NativeSelect,
  NumberInput,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';

import {
  guardrailActions,
  guardrailComparisons,
  guardrailStatistics,
  type GuardrailAction,
  type GuardrailComparison,
  type GuardrailStatistic,
} from '../../gates/guardrail';
import { describeFailure } from '../../operations/core/describeFailure';
import { comparisonNames, statisticNames } from '../../operations/releases/guardrailWords';
import type { GuardrailOutcome } from '../../operations/releases/promotionEvidence';
import type { ArtifactView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { showDone } from '../shared/useEdit';
import classes from './Releases.module.css';

interface RuleRow {
  readonly id: number;
  readonly comparison: GuardrailComparison;
  readonly threshold: number | string;
  readonly action: GuardrailAction;
}

const missingLabels: Readonly<Record<GuardrailAction, string>> = {
  allow: 'is left out and allowed',
  escalate: 'escalates',
  block: 'blocks',
};

interface GuardrailDialogProps {
  readonly artifact: ArtifactView;
  /** Null for a new one. */
  readonly before: GuardrailOutcome['guardrail'] | null;
  readonly metrics: readonly string[];
  readonly onClose: () => void;
}

/** A decision table, rule by rule; the first that a value meets decides. */
export function GuardrailDialog({ artifact, before, metrics, onClose }: GuardrailDialogProps) {
  const services = useServices();
  const [name, setName] = useState(before?.name ?? '');
  const [metric, setMetric] = useState(before?.metric ?? metrics[0] ?? '');
  const [statistic, setStatistic] = useState<GuardrailStatistic>(before?.statistic ?? 'each');
  const [rules, setRules] = useState<readonly RuleRow[]>(
    before?.rules.map((rule, id) => ({ ...rule, id })) ?? [
      { id: 0, comparison: 'above', threshold: '', action: 'block' },
    ],
  );
  const [missing, setMissing] = useState(before?.missing);
  const [fault, setFault] = useState<string | null>(null);
  const set = (id: number, change: Partial<RuleRow>): void =>
    setRules(rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule)));
  const save = async (): Promise<void> => {
    const result = await services.releases.setGuardrail({
      artifactId: artifact.artifact.id,
      name,
      metric,
      statistic,
      rules: rules.map(({ comparison, threshold, action }) => ({
        comparison,
        threshold: typeof threshold === 'number' ? threshold : NaN,
        action,
      })),
      ...(missing && { missing }),
    });
    if (!result.ok) {
      setFault(describeFailure(result.error));
      return;
    }
    showDone(`Guardrail “${name.trim()}” set`, result.value.auditSequence, services);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={before ? `Guardrail “${before.name}”` : `New guardrail of ${artifact.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack gap="md">
          <div className={classes.ruled}>
            <TextInput
              label="Name"
              placeholder="Slow answers"
              value={name}
              disabled={before !== null}
              data-autofocus={before === null || undefined}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Autocomplete
              label="Metric"
              placeholder="latency_ms"
              data={[...metrics]}
              value={metric}
              onChange={setMetric}
            />
            <NativeSelect
              label="Judged is"
              value={statistic}
              data={guardrailStatistics.map((value) => ({ value, label: statisticNames[value] }))}
              onChange={(event) =>
                setStatistic(
                  guardrailStatistics.find((value) => value === event.currentTarget.value) ?? 'each',
                )
              }
            />
          </div>
          <div role="group" aria-label="Rules">
            <Text size="sm" fw={500}>
              Rules
            </Text>
            <Text size="xs" c="dimmed" mb={6}>
              The first rule that a value meets decides; a value that meets none is allowed.
            </Text>
            <Stack gap={6}>
              {rules.map((rule, at) => (
                <div key={rule.id} className={classes.rule}>
                  <NativeSelect
                    aria-label={`Comparison of rule ${at + 1}`}
                    value={rule.comparison}
                    data={guardrailComparisons.map((value) => ({ value, label: comparisonNames[value] }))}
                    onChange={(event) =>
                      set(rule.id, {
                        comparison:
                          guardrailComparisons.find((value) => value === event.currentTarget.value) ??
                          'above',
                      })
                    }
                  />
                  <NumberInput
                    aria-label={`Threshold of rule ${at + 1}`}
                    placeholder="0.7"
                    value={rule.threshold}
                    onChange={(threshold) => set(rule.id, { threshold })}
                  />
                  <NativeSelect
                    aria-label={`Action of rule ${at + 1}`}
                    value={rule.action}
                    data={guardrailActions.map((value) => ({ value, label: value }))}
                    onChange={(event) =>
                      set(rule.id, {
                        action:
                          guardrailActions.find((value) => value === event.currentTarget.value) ?? 'block',
                      })
                    }
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={`Remove rule ${at + 1}`}
                    disabled={rules.length === 1}
                    onClick={() => setRules(rules.filter((other) => other !== rule))}
                  >
                    <IconX size={16} aria-hidden />
                  </ActionIcon>
                </div>
              ))}
            </Stack>
            <Button
              mt={6}
              variant="subtle"
              size="compact-sm"
              leftSection={<IconPlus size={15} aria-hidden />}
              onClick={() =>
                setRules([
                  ...rules,
                  {
                    id: Math.max(...rules.map(({ id }) => id)) + 1,
                    comparison: 'above',
                    threshold: '',
                    action: 'escalate',
                  },
                ])
              }
            >
              Add a rule
            </Button>
          </div>
          <NativeSelect
            label="A missing value"
            description="A run or row without a number: empty, NaN or infinite"
            value={missing ?? ''}
            data={[
              { value: '', label: 'makes the verdict unknown, which is no pass' },
              ...guardrailActions.map((value) => ({ value, label: missingLabels[value] })),
            ]}
            onChange={(event) =>
              setMissing(guardrailActions.find((value) => value === event.currentTarget.value))
            }
          />
          {fault !== null && (
            <Text size="sm" c="var(--tl-bad-text)" role="alert">
              {fault}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">{before ? 'Change it' : 'Set it'}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

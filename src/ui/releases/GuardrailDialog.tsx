import { Autocomplete, Button, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';

import {
  guardrailActions,
  guardrailStatistics,
  type GuardrailAction,
  type GuardrailStatistic,
} from '../../gates/guardrail';
import { describeFailure } from '../../operations/core/describeFailure';
import { statisticNames } from '../../operations/releases/guardrailWords';
import type { GuardrailOutcome } from '../../operations/releases/promotionEvidence';
import type { ArtifactView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { showDone } from '../shared/useEdit';
import classes from './Releases.module.css';
import { type RuleRow, RuleRows } from './RuleRows';

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
  const form = useGuardrailForm({ artifact, before, metrics, onClose });
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
          void form.save();
        }}
      >
        <Stack gap="md">
          <MetricFields form={form} metrics={metrics} isNew={before === null} />
          <RuleRows rules={form.rules} onChange={form.setRules} />
          <MissingValueSelect missing={form.missing} onChange={form.setMissing} />
          {form.fault !== null && (
            <Text size="sm" c="var(--tl-bad-text)" role="alert">
              {form.fault}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">Save guardrail</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type GuardrailForm = ReturnType<typeof useGuardrailForm>;

/** What was entered, and the saving of it. */
function useGuardrailForm({ artifact, before, metrics, onClose }: GuardrailDialogProps) {
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
  return {
    name,
    setName,
    metric,
    setMetric,
    statistic,
    setStatistic,
    rules,
    setRules,
    missing,
    setMissing,
    fault,
    save,
  };
}

function MetricFields({
  form,
  metrics,
  isNew,
}: {
  readonly form: GuardrailForm;
  readonly metrics: readonly string[];
  readonly isNew: boolean;
}) {
  return (
    <div className={classes.ruled}>
      <TextInput
        label="Name"
        placeholder="Slow answers"
        value={form.name}
        disabled={!isNew}
        data-autofocus={isNew || undefined}
        onChange={(event) => form.setName(event.currentTarget.value)}
      />
      <Autocomplete
        label="Metric"
        placeholder="latency_ms"
        data={[...metrics]}
        value={form.metric}
        onChange={form.setMetric}
      />
      <NativeSelect
        label="Judged is"
        value={form.statistic}
        data={guardrailStatistics.map((value) => ({ value, label: statisticNames[value] }))}
        onChange={(event) =>
          form.setStatistic(
            guardrailStatistics.find((value) => value === event.currentTarget.value) ?? 'each',
          )
        }
      />
    </div>
  );
}

function MissingValueSelect({
  missing,
  onChange,
}: {
  readonly missing: GuardrailAction | undefined;
  readonly onChange: (missing: GuardrailAction | undefined) => void;
}) {
  return (
    <NativeSelect
      label="A missing value"
      description="A run or row without a number: empty, NaN or infinite"
      value={missing ?? ''}
      data={[
        { value: '', label: 'makes the verdict unknown, which is no pass' },
        ...guardrailActions.map((value) => ({ value, label: missingLabels[value] })),
      ]}
      onChange={(event) => onChange(guardrailActions.find((value) => value === event.currentTarget.value))}
    />
  );
}

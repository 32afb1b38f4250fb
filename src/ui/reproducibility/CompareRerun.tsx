import { Button, FileButton, Group, NumberInput, Select, Text } from '@mantine/core';
import { useState } from 'react';

import { noTolerance, type Tolerance } from '../../gates/reproducibility/tolerance';
import type { RunView, Workspace } from '../../operations/core/workspace';
import type { RerunVerdict } from '../../operations/lineage/compareRerun';
import type { DroppedOutput } from '../../state/compareRerunInWorker';
import { type DroppedItem, useServices } from '../../state/services';
import { useDropPurpose } from '../drop/dropPurpose';
import { Section } from '../inspector/Facts';
import classes from './Reproducibility.module.css';
import { rerunWords } from './reproducibilityWords';
import { TruthMark } from './TruthMark';

interface CompareRerunProps {
  readonly workspace: Workspace;
  readonly run: RunView;
}

const fields: readonly { readonly name: keyof Tolerance; readonly label: string; readonly step: number }[] = [
  { name: 'absolute', label: 'Cells, absolute', step: 0.001 },
  { name: 'relative', label: 'Cells, relative', step: 0.001 },
  { name: 'metric', label: 'Metrics', step: 0.001 },
  { name: 'psi', label: 'PSI below', step: 0.01 },
];

/** Holds what a second run wrote against the outputs of the first; nothing is stored. */
export function CompareRerun({ workspace, run }: CompareRerunProps) {
  const [tolerance, setTolerance] = useState(noTolerance);
  const { second, isBusy, verdict, fault, compare } = useRerun(workspace, run, tolerance);
  useDropPurpose('compared with the outputs of this run; nothing is stored', (items) => {
    void compare(items.flatMap(outputsIn));
  });
  return (
    <Section title="Compare a second run">
      <Text size="sm" c="dimmed">
        Drop what a second run of {run.job.name} wrote. Its files are compared with the outputs of this run by
        name: by digest, by rows, then within the tolerance that you state. Or choose a stored run: its
        outputs are read from their stored files. Nothing is stored.
      </Text>
      <ToleranceFields tolerance={tolerance} onChange={setTolerance} />
      <Group gap="xs">
        <FileButton
          multiple
          onChange={(chosen) => void compare(chosen.map((file) => ({ path: file.name, file })))}
        >
          {(props) => (
            <Button {...props} size="compact-sm" variant="default" loading={isBusy}>
              Choose outputs
            </Button>
          )}
        </FileButton>
        <StoredRun workspace={workspace} run={run} onChoose={(other) => void compare(other)} />
        {second !== null && (
          <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => void compare(second)}>
            Compare again
          </Button>
        )}
      </Group>
      {fault !== null && (
        <Text size="sm" c="var(--tl-bad-text)" role="alert">
          {fault}
        </Text>
      )}
      {verdict && !isBusy && <Verdict verdict={verdict} />}
    </Section>
  );
}

/** The outputs of a second run that a person gave, and what they came to. */
function useRerun(workspace: Workspace, run: RunView, tolerance: Tolerance) {
  const services = useServices();
  const [second, setSecond] = useState<readonly DroppedOutput[] | RunView | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [verdict, setVerdict] = useState<RerunVerdict | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const compare = async (given: readonly DroppedOutput[] | RunView): Promise<void> => {
    if (!('run' in given) && given.length === 0) return;
    setSecond(given);
    setIsBusy(true);
    setFault(null);
    try {
      setVerdict(await services.compareRerun(workspace, run, given, tolerance));
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return { second, isBusy, verdict, fault, compare };
}

/** The other runs of the job that wrote something, the latest first; nothing where there are none. */
function StoredRun({
  workspace,
  run,
  onChoose,
}: CompareRerunProps & { readonly onChoose: (run: RunView) => void }) {
  const others = (workspace.jobs.get(run.job.id)?.runs ?? [])
    .filter((each) => each.run.id !== run.run.id && each.outputs.length > 0)
    .toReversed();
  if (others.length === 0) return null;
  const labelOf = ({ run: { id, startedAt, endedAt } }: RunView): string =>
    [id.slice(0, 8), (endedAt ?? startedAt)?.slice(0, 16).replace('T', ' ')].filter(Boolean).join(' · ');
  return (
    <Select
      size="xs"
      aria-label="A stored run to compare with"
      placeholder="Choose a stored run"
      data={others.map((each) => ({ value: each.run.id, label: labelOf(each) }))}
      value={null}
      onChange={(id) => {
        const chosen = others.find((each) => each.run.id === id);
        if (chosen) onChoose(chosen);
      }}
      searchable
      limit={100}
      w={230}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

interface ToleranceFieldsProps {
  readonly tolerance: Tolerance;
  readonly onChange: (tolerance: Tolerance) => void;
}

function ToleranceFields({ tolerance, onChange }: ToleranceFieldsProps) {
  return (
    <div className={classes.tolerance}>
      {fields.map(({ name, label, step }) => (
        <NumberInput
          key={name}
          size="xs"
          label={label}
          placeholder="none"
          min={0}
          step={step}
          value={tolerance[name] ?? ''}
          onChange={(value) => onChange({ ...tolerance, [name]: typeof value === 'number' ? value : null })}
        />
      ))}
    </div>
  );
}

function Verdict({ verdict }: { readonly verdict: RerunVerdict }) {
  return (
    <div role="status">
      <p className={classes.verdict}>
        <TruthMark holds={verdict.kind === 'claimed' ? null : verdict.kind === 'verified'} />
        {rerunWords(verdict)}
      </p>
      <ul className={classes.clauses}>
        {verdict.outputs.map(({ name, file, kind, message }) => (
          <li key={name}>
            <TruthMark holds={kind === 'unknown' ? null : kind === 'equal'} />
            <span>
              <b>{name}</b>
              {file !== null && ` = ${file}`}: {message}.
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function outputsIn(item: DroppedItem): readonly DroppedOutput[] {
  if (item.kind === 'file') return [{ path: item.path, file: item.file }];
  return item.files.map(({ path, file }) => ({ path: `${item.name}/${path}`, file }));
}

import {
  Button,
  FileButton,
  Group,
  Modal,
  MultiSelect,
  NativeSelect,
  NumberInput,
  Stack,
  Tabs,
  Text,
  TextInput,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFile } from '@tabler/icons-react';
import { useState } from 'react';

import type { SampleTable } from '../../formats/samples/sampleRows';
import type { MeasurementDraft } from '../../operations/releases/addMeasurements';
import { describeFailure } from '../../operations/core/describeFailure';
import {
  draftsFromColumns,
  suggestColumns,
  type ColumnChoice,
} from '../../operations/releases/measuredColumns';
import { numberColumns, sampleColumns } from '../../operations/releases/sampleColumns';
import { setAsideWords } from '../../operations/releases/sampleWords';
import { useServices } from '../../state/services';
import type { SnapshotId } from '../../versioning/records';
import { useDropPurpose } from '../drop/dropPurpose';
import { formatCounted } from '../shared/format';
import { showDone } from '../shared/useEdit';
import type { ReleaseSubject } from './releaseContext';
import classes from './Releases.module.css';
import { versionWords } from './releaseWords';

interface AddMeasurementsDialogProps {
  readonly subject: ReleaseSubject;
  readonly onClose: () => void;
}

/** Samples of one version: the columns of a file, or one value by hand. */
export function AddMeasurementsDialog({ subject, onClose }: AddMeasurementsDialogProps) {
  const { artifact, candidate, now } = subject;
  const [snapshotId, setSnapshotId] = useState<string>((candidate ?? now)?.snapshot.id ?? '');
  const [unit, setUnit] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const add = useAddMeasurements(setFault, onClose);
  const of = (source: string) => ({
    snapshotId: snapshotId as SnapshotId,
    source,
    unit: unit.trim() === '' ? null : unit.trim(),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Measurements of ${artifact.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <VersionAndUnit {...{ subject, snapshotId, setSnapshotId, unit, setUnit }} />
        <Tabs defaultValue="file" keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="file">From a file</Tabs.Tab>
            <Tabs.Tab value="hand">By hand</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="file" pt="md">
            <FromFile
              onFault={setFault}
              onAdd={(table, choice, name) => {
                const drafts = draftsFromColumns(table, choice, of(name));
                if (drafts.ok) void add(drafts.value);
                else setFault(`${drafts.error}. Choose another column, or correct the file.`);
              }}
            />
          </Tabs.Panel>
          <Tabs.Panel value="hand" pt="md">
            <ByHand
              onAdd={(metric, value) =>
                void add([{ ...of('by hand'), metric, values: [value], cases: null }])
              }
            />
          </Tabs.Panel>
        </Tabs>
        {fault !== null && (
          <Text size="sm" c="var(--tl-bad-text)" role="alert">
            {fault}
          </Text>
        )}
      </Stack>
    </Modal>
  );
}

/** Adds measurements and says so, or why they cannot be. */
function useAddMeasurements(onFault: (fault: string) => void, onDone: () => void) {
  const services = useServices();
  return async (drafts: readonly MeasurementDraft[]): Promise<void> => {
    const added = await services.releases.addMeasurements(drafts);
    if (!added.ok) {
      onFault(describeFailure(added.error));
      return;
    }
    const metrics = drafts.map(({ metric }) => metric).join(', ');
    const { auditSequence } = added.value;
    if (auditSequence === null) notifications.show({ message: `${metrics}: measured so already` });
    else showDone(`Measurements of ${metrics} added`, auditSequence, services);
    onDone();
  };
}

interface VersionAndUnitProps {
  readonly subject: ReleaseSubject;
  readonly snapshotId: string;
  readonly setSnapshotId: (id: string) => void;
  readonly unit: string;
  readonly setUnit: (unit: string) => void;
}

/** Which version is measured, and in which unit. */
function VersionAndUnit({ subject, snapshotId, setSnapshotId, unit, setUnit }: VersionAndUnitProps) {
  return (
    <Group grow>
      <NativeSelect
        label="Version"
        data-autofocus
        value={snapshotId}
        data={subject.artifact.snapshots.toReversed().map((view) => ({
          value: view.snapshot.id as string,
          label: versionWords(view),
        }))}
        onChange={(event) => setSnapshotId(event.currentTarget.value)}
      />
      <TextInput
        label="Unit"
        placeholder="ms, optional"
        value={unit}
        onChange={(event) => setUnit(event.currentTarget.value)}
      />
    </Group>
  );
}

interface FromFileProps {
  readonly onFault: (fault: string | null) => void;
  readonly onAdd: (table: SampleTable, choice: ColumnChoice, fileName: string) => void;
}

const rowNumber = 'row number';

interface ReadFile {
  readonly name: string;
  readonly table: SampleTable;
  /** What is no metric by itself, and why. */
  readonly leftWords: string | null;
}

function FromFile({ onFault, onAdd }: FromFileProps) {
  const { isReading, read, choice, setChoice, take } = useSampleFile(onFault);
  useDropPurpose('read as samples; no version is made', ([item]) => {
    if (item?.kind === 'file') void take(item.file);
    else onFault('A folder has no samples. Drop a CSV, JSON or Parquet file.');
  });
  return (
    <Stack gap="md">
      <div className={classes.dropSamples}>
        <FileButton
          onChange={(file) => void take(file)}
          accept=".csv,.tsv,.json,.jsonl,.ndjson,.parquet,.arrow,.feather,.gz,text/csv,application/json"
        >
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={isReading}
              leftSection={<IconFile size={16} aria-hidden />}
            >
              {read ? 'Choose another file' : 'Choose a table'}
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed">
          {read
            ? `${read.name}: ${formatCounted(read.table.rows.length, 'row')}, ${formatCounted(read.table.columnNames.length, 'column')}`
            : 'CSV, JSON, Parquet or Arrow; or drop it anywhere. It is read, and not kept as a version.'}
        </Text>
      </div>
      {read && (
        <ColumnChoices
          read={read}
          choice={choice}
          onChange={setChoice}
          onAdd={() => onAdd(read.table, choice, read.name)}
        />
      )}
    </Stack>
  );
}

/** The file that is read last, and what was chosen of its columns. */
function useSampleFile(onFault: FromFileProps['onFault']) {
  const services = useServices();
  const [isReading, setIsReading] = useState(false);
  const [read, setRead] = useState<ReadFile | null>(null);
  const [choice, setChoice] = useState<ColumnChoice>({ metrics: [], cases: null });
  const take = async (file: File | null | undefined): Promise<void> => {
    if (!file) return;
    setIsReading(true);
    const result = await services.releases.readSampleFile(file);
    setIsReading(false);
    setRead(null);
    if (!result.ok) {
      onFault(describeFailure(result.error));
      return;
    }
    const table = result.value;
    if (numberColumns([table]).length === 0) {
      onFault(`${file.name} has no column of numbers, so there is nothing to measure by.`);
      return;
    }
    onFault(null);
    setRead({ name: file.name, table, leftWords: setAsideWords(sampleColumns([table]).setAside) });
    setChoice(suggestColumns(table));
  };
  return { isReading, read, choice, setChoice, take };
}

function ColumnChoices({
  read,
  choice,
  onChange,
  onAdd,
}: {
  readonly read: ReadFile;
  readonly choice: ColumnChoice;
  readonly onChange: (choice: ColumnChoice) => void;
  readonly onAdd: () => void;
}) {
  return (
    <>
      <MultiSelect
        label="Metrics"
        description="Each column becomes a metric of its name"
        data={[...numberColumns([read.table])]}
        value={[...choice.metrics]}
        onChange={(metrics) => onChange({ ...choice, metrics })}
      />
      <MultiSelect
        label="Cases"
        description="What a row is of: versions with the same cases are compared pair by pair"
        placeholder={caseValues(choice).length === 0 ? 'Not known' : undefined}
        data={[
          { value: rowNumber, label: 'The row number: the same rows in every file' },
          ...read.table.columnNames
            .filter((name) => !choice.metrics.includes(name))
            .map((name) => ({ value: `column ${name}`, label: name })),
        ]}
        value={caseValues(choice)}
        onChange={(values) => onChange({ ...choice, cases: casesOf(values) })}
      />
      {read.leftWords !== null && (
        <Text size="sm" c="dimmed">
          {read.leftWords}
        </Text>
      )}
      <Group justify="flex-end">
        <Button disabled={choice.metrics.length === 0} onClick={onAdd}>
          Add {formatCounted(choice.metrics.length, 'metric')}
        </Button>
      </Group>
    </>
  );
}

function caseValues({ cases }: ColumnChoice): string[] {
  if (cases === null) return [];
  return cases === 'rowNumber' ? [rowNumber] : cases.columns.map((name) => `column ${name}`);
}

/** The row number says it alone: whichever was chosen last stays. */
function casesOf(values: readonly string[]): ColumnChoice['cases'] {
  if (values.at(-1) === rowNumber) return 'rowNumber';
  const columns = values.flatMap((value) => (value === rowNumber ? [] : [value.slice('column '.length)]));
  return columns.length === 0 ? null : { columns };
}

function ByHand({ onAdd }: { readonly onAdd: (metric: string, value: number) => void }) {
  const [metric, setMetric] = useState('');
  const [value, setValue] = useState<number | string>('');
  const isReady = metric.trim() !== '' && typeof value === 'number';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) onAdd(metric.trim(), value);
      }}
    >
      <Group align="flex-end">
        <TextInput
          label="Metric"
          placeholder="accuracy"
          value={metric}
          onChange={(event) => setMetric(event.currentTarget.value)}
        />
        <NumberInput label="Value" placeholder="0.93" value={value} onChange={setValue} decimalScale={12} />
        <Button type="submit" disabled={!isReady}>
          Add it
        </Button>
      </Group>
    </form>
  );
}

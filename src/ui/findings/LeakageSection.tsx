import { Button, Group, Progress, Select, Text } from '@mantine/core';
import { useMemo, useState } from 'react';

import type { SnapshotView, Workspace } from '../../operations/core/workspace';
import type { Leakage, SharedRows } from '../../versioning/leakage';
import { type LeakagePair, leakagePairs } from '../../operations/findings/leakagePairs';
import { leakageOf } from '../../operations/findings/keptLeakage';
import { type LeakageLook, leakageKey, lookForLeakage, useLeakageLooks } from '../../state/leakage';
import { useServices } from '../../state/services';
import { rowDiffSide } from '../compare/rowDiffSide';
import { optionGroups } from '../compare/SidePicker';
import { formatCounted } from '../shared/format';
import { Section } from '../shared/Section';
import classes from './Findings.module.css';

/** Compares test sets with training sets, by the kept bytes of both: those that belong together, and any that a person chooses. */
export function LeakageSection({ workspace }: { readonly workspace: Workspace }) {
  const pairs = useMemo(() => leakagePairs(workspace), [workspace]);
  const [chosen, setChosen] = useState<readonly LeakagePair[]>([]);
  const all = [...pairs, ...chosen.filter((pair) => !pairs.some((other) => keyOf(other) === keyOf(pair)))];
  return (
    <Section label="Compare test and training rows">
      <Text size="sm" c="dimmed">
        Searches the stored files, on this device, for rows of a test set that also stand in its training set.
        The result is stored with the test set. Columns that tell each row apart are left out. A pair comes
        from the purpose that runs told, or from the names.
      </Text>
      <ul className={classes.list}>
        {all.map((pair) => (
          <PairLine key={keyOf(pair)} pair={pair} workspace={workspace} />
        ))}
      </ul>
      <ChoosePair workspace={workspace} onChoose={(pair) => setChosen((before) => [...before, pair])} />
    </Section>
  );
}

function keyOf({ training, test }: Pick<LeakagePair, 'training' | 'test'>): string {
  return leakageKey(training.snapshot.id, test.snapshot.id);
}

function PairLine({ pair, workspace }: { readonly pair: LeakagePair; readonly workspace: Workspace }) {
  const services = useServices();
  const running = useLeakageLooks(({ looks }) => looks.get(keyOf(pair)));
  const look = running ?? keptLook(pair);
  const [target, setTarget] = useState<string | null>(null);
  const [training, test] = [pair.training, pair.test].map((view) => {
    const name = workspace.artifacts.get(view.artifactId)?.name ?? '';
    return rowDiffSide(view, name);
  });
  const isHere = [pair.training, pair.test].every(({ bytes }) => bytes.kind === 'here');
  const columns = sharedColumns(pair);
  return (
    <li>
      <span className={classes.name}>{test!.title}</span>
      <span className={classes.found}>
        against {training!.title}
        {!isHere && <span className={classes.accepted}>Both files have to be stored to be compared.</span>}
        {look && <LookWords look={look} />}
      </span>
      {isHere && look?.status !== 'running' && (
        <Group gap="xs" align="flex-start">
          <Select
            size="xs"
            aria-label={`The column that a model predicts, for ${test!.title}`}
            placeholder="Target: by its name"
            data={columns}
            value={target}
            onChange={setTarget}
            clearable
            searchable
            w={190}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`Compare the rows of ${test!.title} with ${training!.title}`}
            onClick={() => void lookForLeakage(services, { training: training!, test: test!, target })}
          >
            {look ? 'Compare again' : 'Compare rows'}
          </Button>
        </Group>
      )}
      {look?.status === 'running' && (
        <Group gap="xs">
          <Progress value={100 * look.share} w={140} aria-label={`Comparing ${test!.title}`} />
          <Button size="compact-sm" variant="default" onClick={look.cancel}>
            Cancel
          </Button>
        </Group>
      )}
    </li>
  );
}

/** What an earlier look found, here or elsewhere. */
function keptLook({ training, test }: LeakagePair): LeakageLook | undefined {
  const leakage = leakageOf(test, training.snapshot.id);
  return leakage === null ? undefined : { status: 'done', leakage };
}

function sharedColumns({ training, test }: LeakagePair): readonly string[] {
  const names = new Set(training.reading?.columns.map(({ name }) => name));
  return (test.reading?.columns ?? []).map(({ name }) => name).filter((name) => names.has(name));
}

function LookWords({ look }: { readonly look: LeakageLook }) {
  if (look.status === 'running') return null;
  if (look.status === 'failed')
    return (
      <span className={classes.fault} role="alert">
        {look.message}
      </span>
    );
  return (
    <span className={classes.accepted} role="status">
      {look.leakage === null ? 'They share no column.' : resultWords(look.leakage)}
    </span>
  );
}

function resultWords({ whole, withoutTarget, target, leftOut, columns, repeatedShare }: Leakage): string {
  const most = withoutTarget ?? whole;
  return [
    `${sharedWords(whole)} also stand in the training set.`,
    ...(withoutTarget ? [`Without ${target ?? 'the target'}: ${sharedWords(withoutTarget)}.`] : []),
    ...(most.rows.length > 0 ? [`First rows, test = training: ${rowWords(most)}.`] : []),
    `Compared by ${formatCounted(columns.length, 'column')}${leftOut.length > 0 ? `, without ${leftOut.join(', ')}` : ''}.`,
    ...(repeatedShare > 0.1
      ? [`${percent(repeatedShare)} of the training rows repeat by themselves, so some of it may be chance.`]
      : []),
  ].join(' ');
}

function sharedWords({ count, share }: SharedRows): string {
  return `${formatCounted(count, 'test row')} (${percent(share)})`;
}

function rowWords({ rows }: SharedRows): string {
  return rows.map(({ test, training }) => `${test} = ${training}`).join(', ');
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

interface ChoosePairProps {
  readonly workspace: Workspace;
  readonly onChoose: (pair: LeakagePair) => void;
}

function ChoosePair({ workspace, onChoose }: ChoosePairProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [test, setTest] = useState<SnapshotView | null>(null);
  const [training, setTraining] = useState<SnapshotView | null>(null);
  if (!isOpen)
    return (
      <Button size="compact-sm" variant="default" onClick={() => setIsOpen(true)}>
        Choose two versions
      </Button>
    );
  return (
    <Group gap="xs" align="flex-end">
      <VersionChoice label="Test set" workspace={workspace} value={test} onChange={setTest} />
      <VersionChoice label="Training set" workspace={workspace} value={training} onChange={setTraining} />
      <Button
        size="compact-sm"
        disabled={!test || !training || test === training}
        onClick={() => {
          if (test && training) onChoose({ training, test, why: 'name' });
          setIsOpen(false);
        }}
      >
        Add the pair
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setIsOpen(false)}>
        Cancel
      </Button>
    </Group>
  );
}

interface VersionChoiceProps {
  readonly label: string;
  readonly workspace: Workspace;
  readonly value: SnapshotView | null;
  readonly onChange: (view: SnapshotView | null) => void;
}

function VersionChoice({ label, workspace, value, onChange }: VersionChoiceProps) {
  const groups = useMemo(() => {
    const tables = [...workspace.snapshots.values()].filter(({ reading }) => reading !== null);
    return optionGroups(workspace, tables, null);
  }, [workspace]);
  return (
    <Select
      size="xs"
      label={label}
      placeholder="Choose a version"
      data={groups}
      value={value?.snapshot.id ?? null}
      onChange={(id) => onChange(id === null ? null : (workspace.snapshots.get(id) ?? null))}
      searchable
      limit={300}
      w={300}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}

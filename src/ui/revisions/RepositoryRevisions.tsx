import { Autocomplete, Button, Group, Table, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import type { Json } from '../../lib/json';
import type { RevisionComparison } from '../../formats/gitHistory/compareRevisions';
import type { OpenedRepository } from '../../state/openRepository';
import { Digest } from '../shared/Digest';
import { formatBytes, formatCounted } from '../shared/format';
import { formatTime } from '../shared/formatTime';
import { Section } from '../shared/Section';
import { WideTable } from '../shared/WideTable';
import classes from './Revisions.module.css';

interface RepositoryRevisionsProps {
  readonly name: string;
  readonly repository: OpenedRepository;
}

/** Two revisions of a repository, chosen by branch, tag or commit. */
export function RepositoryRevisions({ name, repository }: RepositoryRevisionsProps) {
  const [before, setBefore] = useState('HEAD~1');
  const [after, setAfter] = useState('HEAD');
  const [compared, setCompared] = useState<RevisionComparison | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isReading, setIsReading] = useState(false);
  const compare = async (): Promise<void> => {
    setIsReading(true);
    const result = await repository.compare(before.trim(), after.trim());
    setIsReading(false);
    setCompared(result.ok ? result.value : null);
    setFault(result.ok ? null : result.error);
  };
  const choices = ['HEAD', ...repository.revisions];
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void compare();
        }}
      >
        <Group align="end" gap="sm" mb="md">
          <Autocomplete label="Before" value={before} onChange={setBefore} data={choices} limit={50} />
          <Autocomplete label="After" value={after} onChange={setAfter} data={choices} limit={50} />
          <Button type="submit" loading={isReading} disabled={before.trim() === '' || after.trim() === ''}>
            Compare
          </Button>
          <Text size="sm" c="dimmed">
            {name}: a branch, a tag, a commit, or HEAD~3
          </Text>
        </Group>
      </form>
      {fault !== null && (
        <Text size="sm" c="var(--tl-bad-text)" role="alert">
          {fault}
        </Text>
      )}
      {compared && <Compared compared={compared} />}
    </>
  );
}

function Compared({ compared }: { readonly compared: RevisionComparison }) {
  const { before, after, stages, parameters, metrics, data } = compared;
  return (
    <div className={classes.parts}>
      <div className={classes.commits}>
        <CommitWords title="Before" commit={before} />
        <CommitWords title="After" commit={after} />
      </div>
      <Changes
        title="Pipeline"
        noun="stage"
        rows={stages.map(({ name, change, reasons }) => [
          name,
          change,
          reasons.map((each) => partNames[each]).join(', '),
        ])}
        heads={['Stage', 'Change', 'What differs']}
      />
      <Changes
        title="Parameters"
        noun="parameter"
        rows={parameters.map((each) => [each.name, value(each.before), value(each.after)])}
      />
      <Changes
        title="Metrics"
        noun="metric"
        rows={metrics.map((each) => [each.name, value(each.before), value(each.after)])}
      />
      <Changes
        title="Data"
        noun="output"
        rows={data.map((each) => [each.name, version(each.before), version(each.after)])}
      />
    </div>
  );
}

function CommitWords({
  title,
  commit,
}: {
  readonly title: string;
  readonly commit: RevisionComparison['before'];
}) {
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}: {commit.subject}
      </Text>
      <Text size="sm" c="dimmed" component="div">
        <Digest digest={commit.id} label="commit" /> by {commit.author}, {formatTime(commit.time)}
      </Text>
    </section>
  );
}

interface ChangesProps {
  readonly title: string;
  readonly noun: string;
  readonly rows: readonly (readonly [string, ReactNode, ReactNode])[];
  readonly heads?: readonly [string, string, string];
}

/** More would fill the page. */
const mostRows = 500;

function Changes({ title, noun, rows, heads = ['Name', 'Before', 'After'] }: ChangesProps) {
  return (
    <Section
      label={title}
      title={rows.length === 0 ? title : `${title} · ${formatCounted(rows.length, noun)}`}
    >
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          No change.
        </Text>
      ) : (
        <WideTable minWidth={520}>
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                {heads.map((head) => (
                  <Table.Th key={head}>{head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.slice(0, mostRows).map(([name, before, after]) => (
                <Table.Tr key={name}>
                  <Table.Td>{name}</Table.Td>
                  <Table.Td>{before}</Table.Td>
                  <Table.Td>{after}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </WideTable>
      )}
      {rows.length > mostRows && (
        <Text size="sm" c="dimmed">
          {formatCounted(rows.length - mostRows, `more ${noun}`)}; the command `throughline lineage --against`
          lists all.
        </Text>
      )}
    </Section>
  );
}

const partNames: Readonly<Record<RevisionComparison['stages'][number]['reasons'][number], string>> = {
  command: 'command',
  workingFolder: 'working folder',
  deps: 'dependencies',
  outs: 'outputs',
  parameterFiles: 'files of parameters',
};

function value(each: Json): string {
  if (each === null) return 'none';
  return typeof each === 'string' ? each : JSON.stringify(each);
}

function version(each: RevisionComparison['data'][number]['before']): ReactNode {
  if (each === null) return 'not tracked';
  return (
    <>
      <Digest digest={each.version} label="version" />
      {each.byteLength !== null && ` ${formatBytes(each.byteLength)}`}
    </>
  );
}

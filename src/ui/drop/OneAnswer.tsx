import { Button, Group, Text } from '@mantine/core';

import type { Workspace } from '../../operations/core/workspace';
import type { Activity } from '../../state/activities';
import { formatCounted } from '../shared/format';
import { answersOf, resultLines } from './resultLines';
import classes from './ResultTable.module.css';

interface OneAnswerProps {
  readonly activity: Activity;
  readonly workspace: Workspace;
}

/** One answer for all files of a drop that may be the next version of exactly one artifact, where there are several. */
export function OneAnswer({ activity, workspace }: OneAnswerProps) {
  const answers = answersOf(resultLines(activity, workspace));
  const pairs = answers.flatMap(({ files }) => files);
  if (pairs.length < 2) return null;
  return (
    <div className={classes.oneAnswer}>
      <Group gap="xs">
        <Text size="sm">
          {formatCounted(pairs.length, 'file')} may be the next version of an artifact that is here.
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            for (const { take, files } of answers)
              take(new Map(files.map(({ path, earlier }) => [path, earlier.artifact.artifact.id])));
          }}
        >
          Yes, all of them
        </Button>
      </Group>
      <details>
        <summary>Which they are, and why</summary>
        <ul>
          {pairs.map(({ path, earlier: { artifact, evidence } }) => (
            <li key={path}>
              {path}: the next version of <em>{artifact.name}</em>? It has {evidence.join(' and ')}.
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

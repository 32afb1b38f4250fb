import { Alert, Button, Group } from '@mantine/core';
import { IconUnlink } from '@tabler/icons-react';

import type { GraphKind, NodeKey } from '../../lineage/graph';
import { cutMiddle } from '../shared/cutMiddle';
import classes from './LineageView.module.css';
import { splitKey } from './nodeFacts';

interface MissingNoticeProps {
  readonly nodeKey: NodeKey;
  readonly kind: GraphKind;
  /** It came after the moment that is shown. */
  readonly isLater: boolean;
  readonly onShowAll: () => void;
}

const withArticle = {
  artifact: 'an artifact',
  snapshot: 'a version',
  job: 'a job',
  run: 'a run',
  group: 'a group',
} as const;

/** A link to what is not here says so and offers the way back. */
export function MissingNotice({ nodeKey, kind, isLater, onShowAll }: MissingNoticeProps) {
  const [type, id] = splitKey(nodeKey);
  return (
    <Alert
      className={classes.notice ?? ''}
      color="bad"
      variant="default"
      icon={<IconUnlink size={18} aria-hidden />}
      title={
        isLater
          ? `What is chosen is ${withArticle[type]} that came later`
          : `This link names ${withArticle[type]} that is not here`
      }
    >
      <Group justify="space-between" gap="sm">
        <span>
          <code title={id}>{cutMiddle(id, 40)}</code>{' '}
          {isLater
            ? 'was not there at the moment that is shown.'
            : `is not in the ${kind} graph: it may be in another workspace, or was undone.`}
        </span>
        <Button size="compact-sm" variant="default" onClick={onShowAll}>
          {isLater ? 'Show now' : 'Show the whole graph'}
        </Button>
      </Group>
    </Alert>
  );
}

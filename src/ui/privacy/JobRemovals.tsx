import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';

import { kindWords, type PersonalKind, personalKinds } from '../../gates/privacy/kinds';
import { removalsOf } from '../../operations/contracts/personalData';
import type { JobView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { Section } from '../inspector/Facts';
import { useInspector } from '../inspector/inspectorContext';
import { ReasonForm } from '../shared/ReasonForm';
import { useEdit } from '../shared/useEdit';
import classes from './Privacy.module.css';
import { tagWords } from './privacyWords';

/** Which personal data a job is declared to remove, and why. */
export function JobRemovals({ job: { job } }: { readonly job: JobView }) {
  const { workspace } = useInspector();
  const services = useServices();
  const edit = useEdit();
  const own = removalsOf(workspace).filter(({ jobId }) => jobId === job.id);
  const declare = (tag: string, reason: string | null): Promise<unknown> =>
    edit(
      reason === null
        ? `${job.name} no longer counts as removing ${tagWords(tag)}`
        : `${job.name} counts as removing ${tagWords(tag)}`,
      () => services.declareRemoval(job.id, tag, reason),
    );
  const left = personalKinds.filter((kind) => own.every(({ tag }) => tag !== kind));
  return (
    <Section title="Removes personal data" count={own.length === 0 ? 'nothing declared' : String(own.length)}>
      <ul className={classes.tags}>
        {own.map(({ tag, reason }) => (
          <li key={tag}>
            {tagWords(tag)}: {reason}{' '}
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Take back that it removes ${tagWords(tag)}`}
              onClick={() => void declare(tag, null)}
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
      <DeclareRemoval left={left} onDeclare={declare} />
    </Section>
  );
}

function DeclareRemoval({
  left,
  onDeclare,
}: {
  readonly left: readonly PersonalKind[];
  readonly onDeclare: (tag: string, reason: string) => Promise<unknown>;
}) {
  const [asked, setAsked] = useState<string | null>(null);
  if (asked === null)
    return (
      <Button
        size="compact-xs"
        variant="default"
        disabled={left.length === 0}
        onClick={() => setAsked(left[0] ?? null)}
      >
        Declare a removal
      </Button>
    );
  return (
    <Group gap="xs" align="flex-start">
      <NativeSelect
        aria-label="What it removes"
        value={asked}
        data={left.map((kind) => ({ value: kind, label: kindWords[kind] }))}
        onChange={(event) => setAsked(event.currentTarget.value)}
      />
      <ReasonForm
        label={`How it removes ${tagWords(asked)}`}
        placeholder="How it removes them"
        action="Declare"
        onSave={async (reason) => {
          if (await onDeclare(asked, reason)) setAsked(null);
        }}
        onCancel={() => setAsked(null)}
      />
    </Group>
  );
}

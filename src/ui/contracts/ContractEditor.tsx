import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';

import type { LintProblem } from '../../formats/odcs/lintContract';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';
import { ContractForm } from './ContractForm';
import form from './ContractForm.module.css';
import classes from './Contracts.module.css';
import { useJudging } from './useJudging';

interface ContractEditorProps {
  readonly view: ArtifactView;
  /** It is judged by what was written. */
  readonly version: SnapshotView;
  readonly text: string;
  readonly onClose: () => void;
}

/** The contract as a form and as text, side by side, with what is wrong with it while it is written. */
export function ContractEditor({ view, version, text: before, onClose }: ContractEditorProps) {
  const services = useServices();
  const edit = useEdit();
  const judge = useJudging();
  const [text, setText] = useState(before);
  const problems = useProblems(text);
  const hasError = problems.some(({ level }) => level === 'error');
  const save = async (): Promise<void> => {
    const done = `The contract of ${view.name} holds from now on`;
    const written = await edit(done, () => services.contracts.set(view.artifact.id, text));
    if (!written) return;
    onClose();
    await judge(view, version);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="min(1400px, 96vw)"
      title={`Contract of ${view.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <div className={form.sides}>
          <ContractForm view={view} text={text} onText={setText} />
          <div>
            <Textarea
              label="In the Open Data Contract Standard"
              description="YAML, version 3.0 to 3.2. The same file works with throughline check."
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autosize
              minRows={12}
              maxRows={24}
              spellCheck={false}
              classNames={{ input: classes.text ?? '' }}
            />
            <Problems problems={problems} />
          </div>
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={hasError} onClick={() => void save()}>
            Save and judge
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

const shownProblems = 8;

function Problems({ problems }: { readonly problems: readonly LintProblem[] }) {
  return (
    <ul className={classes.problems} aria-live="polite" aria-label="Problems">
      {problems.slice(0, shownProblems).map(({ line, level, message, pointer }) => (
        <li key={`${pointer} ${message}`} data-level={level}>
          Line {line}: {message}
        </li>
      ))}
      {problems.length > shownProblems && <li>and {problems.length - shownProblems} more</li>}
    </ul>
  );
}

/** How long nobody types before the text is looked at, in milliseconds. */
const quietMs = 300;

function useProblems(text: string): readonly LintProblem[] {
  const services = useServices();
  const [found, setFound] = useState<readonly LintProblem[]>([]);
  useEffect(() => {
    let isCurrent = true;
    const timer = setTimeout(() => {
      void services.contracts.lint(text).then((problems) => {
        if (isCurrent) setFound(problems);
      });
    }, quietMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [services, text]);
  return found;
}

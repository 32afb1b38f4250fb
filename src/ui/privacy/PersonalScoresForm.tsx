import { Button, Group, Modal, NumberInput, Table, Text } from '@mantine/core';
import { useState } from 'react';

import { escalateFrom } from '../../gates/privacy/decide';
import { kindWords } from '../../gates/privacy/kinds';
import { type KindScores, personalScores } from '../../operations/contracts/personalScores';
import type { Workspace } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { useEdit } from '../shared/useEdit';

/** The decision table of the workspace: which score of which kind asks for a look, and which blocks. */
export function PersonalScoresForm({ workspace }: { readonly workspace: Workspace }) {
  const [drafted, setDrafted] = useState<readonly KindScores[] | null>(null);
  return (
    <>
      <Button variant="default" mt={12} onClick={() => setDrafted(personalScores(workspace))}>
        What findings ask for…
      </Button>
      {drafted && <ScoresDialog drafted={drafted} onDraft={setDrafted} />}
    </>
  );
}

interface ScoresDialogProps {
  readonly drafted: readonly KindScores[];
  /** Null closes it. */
  readonly onDraft: (drafted: readonly KindScores[] | null) => void;
}

function ScoresDialog({ drafted, onDraft }: ScoresDialogProps) {
  const { gates } = useServices();
  const edit = useEdit();
  const save = async (): Promise<void> => {
    const done = 'What findings of personal data ask for is changed';
    if (await edit(done, () => gates.setPersonalScores(drafted))) onDraft(null);
  };
  const change = (changed: KindScores): void =>
    onDraft(drafted.map((each) => (each.kind === changed.kind ? changed : each)));
  return (
    <Modal
      opened
      onClose={() => onDraft(null)}
      title="What findings of personal data ask for"
      size="lg"
      transitionProps={{ duration: 0 }}
    >
      <Text size="sm" mb={12}>
        A finding has a score from 0 to 1. From the first score on a person has to look, from the second on it
        blocks; an empty field is never. It holds for the whole workspace, and for <code>check --bundle</code>
        .
      </Text>
      <ScoresTable drafted={drafted} onChange={change} />
      <Group mt={16} justify="flex-end">
        <Button
          variant="subtle"
          onClick={() => onDraft(drafted.map((each) => ({ ...each, escalateFrom, blockFrom: null })))}
        >
          As usual
        </Button>
        <Button onClick={() => void save()}>Save</Button>
      </Group>
    </Modal>
  );
}

function ScoresTable({
  drafted,
  onChange,
}: {
  readonly drafted: readonly KindScores[];
  readonly onChange: (changed: KindScores) => void;
}) {
  return (
    <Table verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Kind</Table.Th>
          <Table.Th>Needs a look from</Table.Th>
          <Table.Th>Blocks from</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {drafted.map((each) => (
          <Table.Tr key={each.kind}>
            <Table.Td>{kindWords[each.kind]}</Table.Td>
            <Table.Td>
              <Score
                label={`Score from which ${kindWords[each.kind]} need a look`}
                value={each.escalateFrom}
                onChange={(score) => onChange({ ...each, escalateFrom: score })}
              />
            </Table.Td>
            <Table.Td>
              <Score
                label={`Score from which ${kindWords[each.kind]} block`}
                value={each.blockFrom}
                onChange={(score) => onChange({ ...each, blockFrom: score })}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface ScoreProps {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (score: number | null) => void;
}

function Score({ label, value, onChange }: ScoreProps) {
  return (
    <NumberInput
      size="xs"
      w={90}
      aria-label={label}
      placeholder="never"
      min={0}
      max={1}
      step={0.05}
      decimalScale={2}
      value={value ?? ''}
      onChange={(entered) => onChange(entered === '' ? null : Number(entered))}
    />
  );
}

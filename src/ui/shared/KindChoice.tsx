import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

import type { ArtifactView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';
import { artifactKinds } from '../../versioning/records';
import { KindIcon } from './KindIcon';
import { kindNames } from './kindNames';
import { useEdit } from './useEdit';

/** What an artifact is, and a menu that says otherwise: what is guessed of a new one may be wrong. */
export function KindChoice({ view: { artifact, name } }: { readonly view: ArtifactView }) {
  const services = useServices();
  const edit = useEdit();
  return (
    <Menu position="bottom-start" shadow="md" returnFocus>
      <Menu.Target>
        <UnstyledButton
          aria-label={`Kind: ${kindNames[artifact.kind]}. Change it`}
          title="Change the kind"
          style={{ display: 'inline-flex', alignItems: 'center', gap: 4, fontSize: 'inherit' }}
        >
          {kindNames[artifact.kind]}
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>What {name} is</Menu.Label>
        {artifactKinds.map((kind) => (
          <Menu.Item
            key={kind}
            leftSection={<KindIcon kind={kind} />}
            disabled={kind === artifact.kind}
            onClick={() =>
              void edit(`${name}: kind is ${kindNames[kind].toLowerCase()} now`, () =>
                services.setKind(artifact.id, kind),
              )
            }
          >
            {kindNames[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

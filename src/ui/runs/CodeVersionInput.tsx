import { Autocomplete, TextInput } from '@mantine/core';
import { useMemo } from 'react';

import type { Workspace } from '../../operations/core/workspace';
import { codeVersionOf, codeWords } from '../shared/codeWords';

interface CodeVersionInputProps {
  readonly workspace: Workspace;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (codeVersion: string) => void;
}

/** A commit or a release; those of repositories that were dropped are offered, the latest first. */
export function CodeVersionInput({ workspace, value, error, onChange }: CodeVersionInputProps) {
  const known = useMemo(() => knownCode(workspace), [workspace]);
  if (known.size === 0)
    return (
      <TextInput
        label="Code version"
        description="A commit or a release"
        placeholder="9a1b2c3"
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <Autocomplete
      label="Code version"
      description="A commit or a release; those of dropped repositories are offered"
      placeholder="9a1b2c3"
      data={[...known.keys()]}
      renderOption={({ option }) => (
        <span style={{ overflowWrap: 'anywhere' }}>{known.get(option.value) ?? option.value}</span>
      )}
      value={value}
      error={error}
      onChange={onChange}
    />
  );
}

/** What each is called: `bike-share v3: 9a1b2c3d4e5f on main, clean`. */
function knownCode(workspace: Workspace): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  const latestFirst = [...workspace.snapshots.values()].toSorted((a, b) =>
    a.snapshot.createdAt < b.snapshot.createdAt ? 1 : -1,
  );
  for (const { snapshot, artifactId, code } of latestFirst) {
    for (const each of code) {
      const version = codeVersionOf(each);
      if (version === null || known.has(version)) continue;
      const name = workspace.artifacts.get(artifactId)?.name ?? '';
      const where = each.path === '' ? name : `${name}/${each.path}`;
      known.set(version, `${where} v${snapshot.sequence}: ${codeWords(each)}`);
    }
  }
  return known;
}

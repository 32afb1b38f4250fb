import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';

import { MiddleCut } from '../shared/MiddleCut';
import type { ResultLine } from './resultLines';

/** The name, as a link to the version it became. */
export function ResultName({ line: { path, view } }: { readonly line: ResultLine }) {
  if (view === null) return <MiddleCut text={path} />;
  const { artifactId, snapshot } = view;
  return (
    <Anchor
      inherit
      renderRoot={(props) => (
        <Link
          to="/artifacts/$artifactId"
          params={{ artifactId }}
          search={{ version: snapshot.sequence }}
          {...props}
        />
      )}
    >
      <MiddleCut text={path} />
    </Anchor>
  );
}

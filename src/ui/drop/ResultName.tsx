import { MiddleCut } from '../shared/MiddleCut';
import { TextLink } from '../shared/TextLink';
import type { ResultLine } from './resultLines';

/** The name, as a link to the version it became. */
export function ResultName({ line: { path, view } }: { readonly line: ResultLine }) {
  if (view === null) return <MiddleCut text={path} />;
  const { artifactId, snapshot } = view;
  return (
    <TextLink
      to="/artifacts/$artifactId"
      params={{ artifactId }}
      search={{ version: snapshot.sequence }}
      inherit
    >
      <MiddleCut text={path} />
    </TextLink>
  );
}

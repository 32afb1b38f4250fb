import { MiddleCut } from '../shared/MiddleCut';
import { TextLink } from '../shared/TextLink';
import type { ResultLine } from './resultLines';

interface ResultNameProps {
  readonly line: ResultLine;
  /** The end of its path that tells it from the others. */
  readonly shown: string;
}

/** The name, as a link to the version it became. */
export function ResultName({ line: { path, view }, shown }: ResultNameProps) {
  if (view === null) return <MiddleCut text={shown} whole={path} />;
  const { artifactId, snapshot } = view;
  return (
    <TextLink
      to="/artifacts/$artifactId"
      params={{ artifactId }}
      search={{ version: snapshot.sequence }}
      inherit
    >
      <MiddleCut text={shown} whole={path} />
    </TextLink>
  );
}

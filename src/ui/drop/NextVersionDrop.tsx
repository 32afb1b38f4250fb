import { useServices } from '../../state/services';
import type { ArtifactId } from '../../versioning/records';
import { useDropPurpose } from './dropPurpose';
import { useFollowNext } from './useAcceptItems';

interface NextVersionDropProps {
  readonly artifactId: ArtifactId;
  readonly name: string;
}

/** While it is shown, one file that is dropped becomes the next version of an artifact, whatever it is called. */
export function NextVersionDrop({ artifactId, name }: NextVersionDropProps) {
  const services = useServices();
  const follow = useFollowNext();
  useDropPurpose(`a single file becomes the next version of ${name}`, (items) => {
    const [only] = items;
    follow();
    const isOne = items.length === 1 && only?.kind === 'file';
    services.drop(isOne ? [{ ...only, nextOf: artifactId }] : items);
  });
  return null;
}

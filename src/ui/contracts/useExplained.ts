import { useEffect, useState } from 'react';

import type { ExplainedClause } from '../../operations/contracts/explainContract';
import type { ArtifactView } from '../../operations/core/workspace';
import { useServices } from '../../state/services';

/** The clauses of a contract in words; null while they are read. */
export function useExplained({ name }: ArtifactView, text: string | null): readonly ExplainedClause[] | null {
  const services = useServices();
  const [explained, setExplained] = useState<readonly ExplainedClause[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const found = text === null ? Promise.resolve([]) : services.contracts.explain(text, name);
    void found.then((clauses) => {
      if (isCurrent) setExplained(clauses);
    });
    return () => {
      isCurrent = false;
    };
  }, [services, text, name]);
  return explained;
}

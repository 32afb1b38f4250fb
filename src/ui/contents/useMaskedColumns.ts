import { useEffect, useMemo, useState } from 'react';

import { decidedFindings, isTagging } from '../../operations/contracts/personalData';
import type { ArtifactView, SnapshotView } from '../../operations/core/workspace';
import { useVersionFindings } from '../../state/usePersonalData';

/** The columns whose cells are not shown before a person asks for them; null until they are known. */
export function useMaskedColumns(view: ArtifactView, version: SnapshotView): ReadonlySet<string> | null {
  const found = useVersionFindings(version);
  const text = view.contracts.at(-1)?.text ?? null;
  const [classified, setClassified] = useState<{
    readonly text: string;
    readonly columns: ReadonlySet<string>;
  } | null>(null);
  useEffect(() => {
    if (text === null) return;
    let isCurrent = true;
    void import('../../operations/contracts/classifiedColumns').then(({ classifiedColumns }) => {
      if (isCurrent) setClassified({ text, columns: classifiedColumns(text) });
    });
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return useMemo(() => {
    if (found === 'loading' || (text !== null && classified?.text !== text)) return null;
    const recognised = found
      ? decidedFindings(view, found)
          .filter(isTagging)
          .map(({ column }) => column)
      : [];
    const names = text === null ? recognised : [...recognised, ...(classified?.columns ?? [])];
    return new Set(names.flatMap((name) => [name, name.split('.')[0]!]));
  }, [view, found, text, classified]);
}

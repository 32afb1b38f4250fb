import { Text } from '@mantine/core';

import type { CodeVersion } from '../../versioning/records';
import { codeWords } from '../shared/codeWords';
import { Digest } from '../shared/Digest';
import { formatCounted } from '../shared/format';

/** Where the repositories of a folder stood when it was dropped. */
export function CodeFacts({ code }: { readonly code: readonly CodeVersion[] }) {
  return (
    <>
      {code.map((each) => (
        <div key={each.path} style={{ overflowWrap: 'anywhere' }}>
          {each.path !== '' && `${each.path}: `}
          {each.commit !== null && <Digest digest={each.commit} label="commit" />}
          {codeWords(each).replace(/^[0-9a-f]{12}\s?,?\s?/, '')}
          {noteOf(each) !== '' && (
            <Text size="xs" c="dimmed">
              {noteOf(each)}
            </Text>
          )}
        </div>
      ))}
    </>
  );
}

function noteOf({ notes, changes }: CodeVersion): string {
  const untracked = changes?.untracked ?? 0;
  const said = [
    ...notes,
    ...(untracked > 0
      ? [`${formatCounted(untracked, 'file')} in it ${untracked === 1 ? 'is' : 'are'} not tracked by Git`]
      : []),
  ].join('; ');
  return said === '' ? '' : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

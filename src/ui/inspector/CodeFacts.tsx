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
  const files = (count: number, what: string): readonly string[] =>
    count > 0 ? [`${formatCounted(count, 'file')} in it ${count === 1 ? 'is' : 'are'} ${what} by Git`] : [];
  const said = [
    ...notes,
    ...files(changes?.untracked ?? 0, 'not tracked'),
    ...files(changes?.ignored ?? 0, 'ignored'),
  ].join('; ');
  return said === '' ? '' : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

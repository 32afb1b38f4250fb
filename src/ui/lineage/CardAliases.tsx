import { AliasBadge } from '../shared/AliasBadge';
import { aliasesOn } from './cardText';
import type { NodeSubject } from './nodeFacts';

/** The aliases on a card's version, or of its artifact with the version that each stands on; one is shown, more are counted. */
export function CardAliases({ subject }: { readonly subject: NodeSubject }) {
  const [first, ...more] = aliasesOn(subject);
  if (first === undefined) return null;
  return (
    <span
      style={{ display: 'inline-flex', flex: 'none', alignItems: 'center', gap: 3 }}
      title={[first, ...more].join(', ')}
    >
      <AliasBadge name={first} />
      {more.length > 0 && `+${more.length}`}
    </span>
  );
}

import type { Statement } from '../../formats/attestation/statement';
import { releasePredicateType } from '../../operations/releases/releaseStatement';
import type { Json } from '../../lib/json';
import type { Fact } from '../shared/Facts';
import { formatCounted } from '../shared/format';

/** What a statement says of a release; of another predicate its type and how many subjects it has. */
export function releaseFacts({ predicateType, predicate, subjects }: Statement): readonly Fact[] {
  const subjectCount = formatCounted(subjects.length, 'file');
  if (predicateType !== releasePredicateType)
    return [
      ['Says', predicateType],
      ['Is about', subjectCount],
    ];
  const release = member(predicate['release']);
  const move = member(predicate['move']);
  return [
    ['Alias', text(predicate['alias'])],
    ['Version', [text(release['name']), 'v', text(release['version'])].join(' ').replace(' v ', ' v')],
    ['Promoted', text(move['at'])],
    ['Reason', text(move['reason'])],
    ['Made from', formatCounted(listLength(predicate['upstream']), 'version')],
    ['Runs', formatCounted(listLength(predicate['runs']), 'run')],
    ['Can be made again', truthWords(member(predicate['reproducibility'])['holds'])],
    ['Contracts judged', formatCounted(listLength(predicate['contracts']), 'version')],
    ['Is about', subjectCount],
  ];
}

function member(value: Json | undefined): Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)
    : {};
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function truthWords(holds: Json | undefined): string | null {
  if (holds === undefined) return null;
  if (holds === null) return 'not known';
  return holds === true ? 'yes' : 'no';
}

function listLength(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0;
}

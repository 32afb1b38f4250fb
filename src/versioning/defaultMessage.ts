import type { VersionFacts, VersionSuggestion } from './semanticVersion';

/** What a version's message says until a person writes one: what the first version holds, or what changed ([V17]). */
export function defaultMessage(suggestion: VersionSuggestion, { table }: VersionFacts): string {
  if (suggestion.step !== 'first') return suggestion.reasons[0] ?? 'Content changed.';
  if (table === 'unreadable') return 'First version; its table could not be read.';
  if (table === null) return 'First version.';
  const { rowCount } = table;
  return `First version, ${rowCount.toLocaleString('en-US')} ${rowCount === 1 ? 'row' : 'rows'}.`;
}

import type { VersionSuggestion } from './semanticVersion';

/** What a version's message says until a person writes one: what the first version holds, or what changed ([V17]). */
export function defaultMessage(suggestion: VersionSuggestion, rowCount: number | null): string {
  if (suggestion.step !== 'first') return suggestion.reasons[0] ?? 'Content changed.';
  if (rowCount === null) return 'First version.';
  return `First version, ${rowCount.toLocaleString('en-US')} ${rowCount === 1 ? 'row' : 'rows'}.`;
}

/** Of an artifact that nobody released yet. */
export const noReleases = { aliases: [], guardrails: [], baseline: { kind: 'default' } as const };

import type { ListedCommand } from './command';

/** In the order of the help. A command is a file here, which is loaded where it is run, and one entry. */
export const commands: readonly ListedCommand[] = [
  {
    name: 'snapshot',
    synopsis: 'PATH…',
    summary: 'Prints the digests of files and folders, and the schema and logical digest of tables.',
    load: async () => (await import('./snapshot')).snapshotCommand,
  },
  {
    name: 'read',
    synopsis: 'FILE',
    summary: 'Prints a table as it was read, and says how: encoding, delimiter, header, what was left out.',
    load: async () => (await import('./read')).readCommand,
  },
  {
    name: 'profile merge',
    synopsis: 'STATE…',
    summary: 'Merges profiles of parts of one table, as `profile --state` or a cluster wrote them.',
    load: async () => (await import('./profileMerge')).profileMergeCommand,
  },
  {
    name: 'profile',
    synopsis: 'PATH|-',
    summary:
      'Profiles every column of a table, or of a folder of its parts: nulls, distinct values, extremes, moments, quantiles, most frequent values.',
    load: async () => (await import('./profile')).profileCommand,
  },
  {
    name: 'sql',
    synopsis: 'SCHEMA|FILE',
    summary:
      'Writes one SQL statement that profiles a table in one pass where it lies, for Spark 4.1 and later.',
    load: async () => (await import('./sql')).sqlCommand,
  },
  {
    name: 'privacy',
    synopsis: 'PATH…',
    summary: 'Finds columns that hold personal data, by their names and values.',
    load: async () => (await import('./privacy')).privacyCommand,
  },
  {
    name: 'check',
    synopsis: '[PATH…]',
    summary: 'Judges tables by what their contracts promise.',
    load: async () => (await import('./check')).checkCommand,
  },
  {
    name: 'contract lint',
    synopsis: 'FILE…',
    summary: 'Checks contracts by the JSON Schema of their own version, and for what is easily misread.',
    load: async () => (await import('./contractLint')).contractLintCommand,
  },
  {
    name: 'contract diff',
    synopsis: 'A B',
    summary: 'Says what a later contract changes, and whom that breaks.',
    load: async () => (await import('./contractDiff')).contractDiffCommand,
  },
  {
    name: 'contract suggest',
    synopsis: 'FILE…',
    summary: 'Drafts a contract from past versions of a table, oldest first; each clause says why.',
    load: async () => (await import('./contractSuggest')).contractSuggestCommand,
  },
  {
    name: 'contract schema',
    synopsis: '',
    summary: 'Prints the JSON Schema of a contract, for editors.',
    load: async () => (await import('./contractSchema')).contractSchemaCommand,
  },
  {
    name: 'diff',
    synopsis: 'A B',
    summary: 'Says what changed from A to B: columns, rows by key, cells. Exits with 1 where they differ.',
    load: async () => (await import('./diff')).diffCommand,
  },
  {
    name: 'drift',
    synopsis: 'REFERENCE CURRENT',
    summary:
      'Compares the columns of two tables: population stability index, bins and bands, with the recipe.',
    load: async () => (await import('./driftCommand')).driftCommand,
  },
  {
    name: 'freshness',
    synopsis: '[PATH…]',
    summary: 'Judges whether data is as fresh as it has to be, and how its objectives were kept.',
    load: async () => (await import('./freshness')).freshnessCommand,
  },
  {
    name: 'licence',
    synopsis: '[PATH…]',
    summary:
      'Finds the licences of files, packages, models and all that they were made from, and holds them against policies.',
    load: async () => (await import('./licence')).licenceCommand,
  },
  {
    name: 'lineage',
    synopsis: 'PATH…',
    summary: 'Reads lineage files into one graph, and writes it as OpenLineage or as a bundle.',
    load: async () => (await import('./lineage')).lineageCommand,
  },
  {
    name: 'findings',
    synopsis: 'PATH…|--bundle B',
    summary:
      'Finds what was never declared: undeclared inputs, copies, leakage of test rows, tails that grew.',
    load: async () => (await import('./findings')).findingsCommand,
  },
  {
    name: 'serve',
    synopsis: '',
    summary: 'Serves the page and takes OpenLineage events of running jobs, which the page follows.',
    load: async () => (await import('./serve')).serveCommand,
  },
  {
    name: 'push',
    synopsis: 'BUNDLE REMOTE',
    summary: 'Brings a bundle to a store that a team shares, in a folder or in object storage.',
    load: async () => (await import('./push')).pushCommand,
  },
  {
    name: 'pull',
    synopsis: 'REMOTE -o BUNDLE',
    summary: 'Brings what a team shares into a bundle.',
    load: async () => (await import('./pull')).pullCommand,
  },
  {
    name: 'pointer',
    synopsis: 'FILE --dvc|--lfs',
    summary: 'Prints the pointer that stands for a file: a .dvc file or a git-lfs pointer.',
    load: async () => (await import('./pointer')).pointerCommand,
  },
  {
    name: 'range',
    synopsis: 'RANGE VERSION…',
    summary: 'Prints the highest of some versions that a range admits.',
    load: async () => (await import('./range')).rangeCommand,
  },
  {
    name: 'release compare',
    synopsis: 'BASELINE CANDIDATE',
    summary: 'Compares samples of a candidate with those of the version in use, metric by metric.',
    load: async () => (await import('./releaseCompare')).releaseCompareCommand,
  },
  {
    name: 'release guard',
    synopsis: 'SAMPLES --rules FILE|--metric NAME --block RULE',
    summary: 'Holds samples against guardrails: allow, escalate or block, with how many values met each.',
    load: async () => (await import('./releaseGuard')).releaseGuardCommand,
  },
  {
    name: 'release tails',
    synopsis: 'SAMPLES',
    summary: 'Prints p50, p95 and p99 of samples, such as latencies.',
    load: async () => (await import('./releaseTails')).releaseTailsCommand,
  },
  {
    name: 'release attest',
    synopsis: 'BUNDLE --alias NAME --key PRIVATE',
    summary:
      'Writes the signed evidence of a release: why it was promoted, and digests of everything that it was made from.',
    load: async () => (await import('./releaseAttest')).releaseAttestCommand,
  },
  {
    name: 'release verify',
    synopsis: 'FILE [PATH…]',
    summary: 'Checks the signed evidence of a release, and files and folders against it.',
    load: async () => (await import('./releaseVerify')).releaseVerifyCommand,
  },
  {
    name: 'reproduce',
    synopsis: '--bundle B RUN|MODEL|--alias A',
    summary: 'Says clause by clause whether a run, a model or a release can be made again, and what to do.',
    load: async () => (await import('./reproduce')).reproduceCommand,
  },
  {
    name: 'audit verify',
    synopsis: 'FILE',
    summary: 'Checks the hash chain of an exported audit log.',
    load: async () => (await import('./auditVerify')).auditVerifyCommand,
  },
];

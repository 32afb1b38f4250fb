import type { Hashers, TextCodec } from '../../lib/ports';
import type { JsonObject } from '../../lib/json';
import { waiverText } from '../../gates/contract/checkRecord';
import { findingText, subjectOf, worstFirst, type CheckReport, type FilePlace, type Finding } from './report';

/** What GitHub takes of one run; what is left out is counted in the run's properties. */
const mostResults = 5000;

/** The name of our fingerprint; the number rises when what it is made of changes. */
const fingerprintName = 'throughlineClause/v1';

/** What hashes a fingerprint. */
interface FingerprintPorts {
  readonly hashers: Hashers;
  readonly text: TextCodec;
}

/**
 * SARIF 2.1.0 of a check: a result for each clause that fails, warns or is unknown, at its line in the contract, with the table beside it.
 * A fingerprint is made of the contract, the table, and what the clause is of, so that neither other clauses nor other rows change it.
 */
export function sarifReport(report: CheckReport, version: string, ports: FingerprintPorts): JsonObject {
  const fingerprint = fingerprinter(ports);
  const prints = new Map(report.findings.map((finding) => [finding, fingerprint(finding)]));
  const all = worstFirst(report.findings);
  const shown = all.slice(0, mostResults);
  const rules = [...new Set(shown.map(({ record }) => record.clause))];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Throughline',
            semanticVersion: version,
            rules: rules.map((id) => ({ id, shortDescription: { text: `The clause ${id} of a contract.` } })),
          },
        },
        automationDetails: { id: 'throughline/check/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The root of the repository.' } } },
        invocations: [
          {
            executionSuccessful: report.problems.length === 0,
            endTimeUtc: new Date(report.at).toISOString(),
            toolExecutionNotifications: report.problems.map(({ place, message }) => ({
              level: 'error',
              message: { text: `${place.path}: ${message}` },
              locations: [locationOf(place)],
            })),
          },
        ],
        results: shown.map((finding) => resultOf(finding, rules, prints.get(finding) ?? '', report)),
        properties: { verdict: report.verdict, leftOut: all.length - shown.length },
      },
    ],
  };
}

function resultOf(
  { record, clausePlace, tablePlace }: Finding,
  rules: readonly string[],
  fingerprint: string,
  { isStrict }: CheckReport,
): JsonObject {
  const { verdict, clause, failing, severity, waiver } = record;
  const of = tablePlace === null ? '' : `${tablePlace.path}: `;
  return {
    ruleId: clause,
    ruleIndex: rules.indexOf(clause),
    ...levelOf(verdict, isStrict),
    message: { text: `${of}${subjectOf(record)}: ${findingText(record, 5)}` },
    locations: [locationOf(clausePlace)],
    ...(tablePlace && {
      relatedLocations: [{ id: 1, ...locationOf(tablePlace), message: { text: 'The table.' } }],
    }),
    partialFingerprints: { [fingerprintName]: fingerprint },
    ...(waiver && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: waiverText(waiver) }],
    }),
    properties: { verdict, severity, failingCount: failing.count },
  };
}

/** What is unknown is open: it was asked, and could not be told. SARIF gives it no level. */
function levelOf(verdict: string, isStrict: boolean): JsonObject {
  if (verdict === 'unknown') return { kind: 'open', level: 'none' };
  return { kind: 'fail', level: verdict === 'fail' || isStrict ? 'error' : 'warning' };
}

function locationOf({ path, isInRepository, line }: FilePlace): JsonObject {
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    physicalLocation: {
      artifactLocation: isInRepository ? { uri, uriBaseId: 'SRCROOT' } : { uri: `file://${uri}` },
      ...(line !== null && { region: { startLine: line } }),
    },
  };
}

function fingerprinter({ hashers, text }: FingerprintPorts): (finding: Finding) => string {
  const uses = new Map<string, number>();
  return ({ record, clausePlace, tablePlace }) => {
    const { object, column, clause } = record;
    const of = JSON.stringify([clausePlace.path, tablePlace?.path ?? null, object, column, clause]);
    const use = uses.get(of) ?? 0;
    uses.set(of, use + 1);
    const hasher = hashers.sha256();
    hasher.update(text.encode(`${of}${use}`));
    return hasher.hex();
  };
}

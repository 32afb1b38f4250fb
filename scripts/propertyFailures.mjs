/**
 * @typedef {{ file: string, title: string, seed: number, path: string | null, example: string | null }} PropertyFailure
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion
 * @typedef {{ testResults: { name: string, assertionResults: Assertion[] }[] }} AssertionReport
 */

/**
 * What failed in a report by vitest's JSON reporter, with the place of the draw: fast-check's seed and path, where it was a
 * property that failed; else the seed of the run and no path.
 * @param {AssertionReport} report
 * @param {number} runSeed
 * @returns {PropertyFailure[]}
 */
export function propertyFailures(report, runSeed) {
  return report.testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName: title, failureMessages }) => {
        const message = failureMessages.join('\n');
        const draw = /\{ seed: (-?\d+), path: "([\d:]+)"/.exec(message);
        return {
          file,
          title,
          seed: draw ? Number(draw[1]) : runSeed,
          path: draw?.[2] ?? null,
          example: /^Counterexample: (.*)$/m.exec(message)?.[1] ?? null,
        };
      }),
  );
}

/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ status: string, assertionResults: unknown[] }} VitestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: VitestFile[] }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[] }} PlaywrightReport
 */

/**
 * The tests of a report by vitest's JSON reporter. A file that could not even be loaded is one failed test; no report
 * at all is one failed, too.
 * @param {VitestReport | null} report
 * @returns {Counts}
 */
export function countVitest(report) {
  if (report === null) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/**
 * The tests of a report by Playwright's JSON reporter. A fault outside of any test counts as one failed.
 * @param {PlaywrightReport | null} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
  if (report === null) return { passed: 0, failed: 1 };
  const { expected, unexpected, flaky } = report.stats;
  return { passed: expected, failed: unexpected + flaky + report.errors.length };
}

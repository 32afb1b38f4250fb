/**
 * @typedef {{ passed: number, failed: number }} Counts
 * @typedef {{ file: string, durationMs: number }} FileDuration
 * @typedef {{ name: string, status: string, startTime: number, endTime: number, assertionResults: unknown[] }} VitestFile
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: VitestFile[] }} VitestReport
 * @typedef {{ tests: { results: { duration: number }[] }[] }} PlaywrightSpec
 * @typedef {{ file: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ expected: number, unexpected: number, flaky: number }} PlaywrightStats
 * @typedef {{ stats: PlaywrightStats, errors: unknown[], suites: PlaywrightSuite[] }} PlaywrightReport
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

/**
 * How long each file of a report by vitest's JSON reporter took.
 * @param {VitestReport | null} report
 * @returns {FileDuration[]}
 */
export function vitestDurations(report) {
  return (report?.testResults ?? []).map(({ name, startTime, endTime }) => ({
    file: name,
    durationMs: endTime - startTime,
  }));
}

/**
 * How long the journeys of each file took together, in a report by Playwright's JSON reporter.
 * @param {PlaywrightReport | null} report
 * @returns {FileDuration[]}
 */
export function playwrightDurations(report) {
  return (report?.suites ?? []).map((suite) => ({ file: suite.file, durationMs: suiteDuration(suite) }));
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {number}
 */
function suiteDuration({ specs = [], suites = [] }) {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results));
  return (
    own.reduce((sum, { duration }) => sum + duration, 0) +
    suites.reduce((sum, suite) => sum + suiteDuration(suite), 0)
  );
}

/**
 * `npm run walk`: lists the modules that one dropped CSV and one dropped OpenLineage file run through, from the drop to the
 * workspace that views render.
 *
 * It drops each file on a build whose functions say that they run, in the page and in its workers (walkMarks.mjs). A module
 * **runs** where one of its functions is called after the drop, and not in a page that is left alone for as long. It is a
 * **step** of the way where it also hands on: it imports the code of another folder, and that ran, too. What is called and
 * gives its answer back is no step; nor are the views that show the result, and `lib/`, which is the language of all.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { chromium } from 'playwright';
import { build, parseSync, Visitor } from 'vite';
import { listenOnLoopback } from '../server/listen.mjs';
import { createStaticServer } from '../server/staticServer.mjs';
import { chromiumLaunchOptions } from './chromium.mjs';
import { walkChannel, walkMarks } from './vitePlugins/walkMarks.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = path.join(root, 'src');
const folder = mkdtempSync(path.join(tmpdir(), 'throughline-walk-'));

/** How long the workspace may take to follow the end of the activity. */
const settleMs = 2000;
/** Where a drop leaves the views: what they run before it takes the file in, and after it shows the result. */
const leavesTheViews = 'state/createServices.ts';

const days = Array.from({ length: 200 }, (_, day) => [`s${day % 17}`, day * 3, 2000 + day].join());
const event = {
  eventType: 'COMPLETE',
  eventTime: '2026-01-01T00:00:00Z',
  producer: 'https://example.com',
  schemaURL: 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent',
  run: { runId: '01890000-0000-7000-8000-000000000001' },
  job: { namespace: 'jobs', name: 'train' },
  inputs: [{ namespace: 'files', name: 'trips.csv' }],
  outputs: [{ namespace: 'files', name: 'model.bin' }],
};
const ways = [
  { title: 'one CSV', name: 'trips.csv', text: `station,trips,year\n${days.join('\n')}\n` },
  { title: 'one OpenLineage file', name: 'events.jsonl', text: `${JSON.stringify(event)}\n` },
];

try {
  await buildMarked(path.join(folder, 'dist'));
  const server = createStaticServer(path.join(folder, 'dist'));
  const address = `http://127.0.0.1:${await listenOnLoopback(server, 0)}/`;
  const browser = await chromium.launch(chromiumLaunchOptions);
  const idle = await ranIn(browser, address, null);
  for (const { title, name, text } of ways) {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    print(
      title,
      (await ranIn(browser, address, file)).filter((each) => !idle.includes(each)),
    );
  }
  await browser.close();
  server.close();
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {string} outDir */
async function buildMarked(outDir) {
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    plugins: [walkMarks(source), react()],
    build: { target: 'es2023', outDir, emptyOutDir: true, minify: false },
    worker: { format: 'es', plugins: () => [walkMarks(source)] },
  });
}

/**
 * The modules that ran after a file was dropped on the first page, or while nothing was, in the order in which they first did.
 * @param {import('playwright').Browser} browser
 * @param {string} address
 * @param {string | null} file
 * @returns {Promise<string[]>}
 */
async function ranIn(browser, address, file) {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @type {Set<string>} */
  const ran = new Set();
  await page.exposeFunction('ran', (/** @type {string} */ name) => ran.add(name));
  await page.goto(address);
  await page.getByRole('button', { name: 'Open the sample project' }).waitFor();
  await page.waitForTimeout(settleMs);
  await page.evaluate(`{
    const channel = new BroadcastChannel('${walkChannel}');
    channel.onmessage = ({ data }) => ran(data);
    channel.postMessage('forget');
  }`);
  await page.waitForTimeout(settleMs);
  ran.clear();
  if (file === null) await page.waitForTimeout(settleMs);
  else {
    const session = await context.newCDPSession(page);
    const data = { items: [], files: [file], dragOperationsMask: 1 };
    for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
    }
    await page.getByRole('region', { name: 'What happened to each file' }).waitFor();
    await page.getByRole('button', { name: 'Activity: nothing is running' }).waitFor();
  }
  await page.waitForTimeout(settleMs);
  await context.close();
  return [...ran];
}

/**
 * @param {string} title
 * @param {readonly string[]} ran
 */
function print(title, ran) {
  const steps = stepsOf(ran);
  console.log(`${title}: ${steps.length} steps, of ${ran.length} modules that run`);
  for (const name of ran) console.log(`  ${steps.includes(name) ? '→' : ' '} ${name}`);
  console.log('');
}

/** @param {readonly string[]} ran */
function stepsOf(ran) {
  const left = ran.indexOf(leavesTheViews);
  const onTheWay = ran.filter((name, index) => !name.startsWith('ui/') || index < left);
  return onTheWay.filter((name) =>
    importsOf(name).some(
      (target) =>
        onTheWay.includes(target) &&
        !target.startsWith('lib/') &&
        path.dirname(target) !== path.dirname(name),
    ),
  );
}

/**
 * The modules of src/ whose code a module imports.
 * @param {string} name
 */
function importsOf(name) {
  const { program, module } = parseSync(name, readFileSync(path.join(source, name), 'utf8'));
  const specifiers = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some((entry) => !entry.isType))
    .map(({ moduleRequest }) => moduleRequest.value);
  new Visitor({
    ImportExpression({ source: asked }) {
      if (asked.type === 'Literal') specifiers.push(String(asked.value));
    },
  }).visit(program);
  return specifiers.flatMap((specifier) => {
    const target = path.posix.join(path.posix.dirname(name), specifier.replace(/\?.*$/, ''));
    return ['.ts', '.tsx']
      .map((ending) => target + ending)
      .filter((each) => existsSync(path.join(source, each)));
  });
}

/**
 * The command line from a checkout: bundles src/cli/main.ts where that is missing or older than the sources, and
 * runs it. Standard output belongs to the command; what the bundling has to say goes to standard error.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = path.join(root, 'dist-cli');
const bundle = path.join(built, 'throughline.mjs');
const isBuildOnly = process.argv[2] === '--build-only';

/** As the command itself answers for a fault of its own. */
const couldNotBundle = 3;

if (isBuildOnly || isStale()) {
  try {
    await buildBundle();
  } catch (error) {
    console.error(
      `The command line could not be bundled. ${error instanceof Error ? error.message : String(error)}`,
    );
    process.exit(couldNotBundle);
  }
}
if (!isBuildOnly) await import(pathToFileURL(bundle).href);

function isStale() {
  if (!existsSync(bundle)) return true;
  const builtMs = statSync(bundle).mtimeMs;
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const others = ['package.json', 'package-lock.json', 'scripts/throughline.mjs'].map((name) =>
    path.join(root, name),
  );
  return [...sources, ...others].some((file) => existsSync(file) && statSync(file).mtimeMs > builtMs);
}

async function buildBundle() {
  const { build, createLogger } = await import('vite');
  const logger = createLogger('warn');
  // Vite writes some of its messages to standard output.
  logger.info = () => {};
  logger.warn = logger.warnOnce = logger.error = (message) => void process.stderr.write(`${message}\n`);
  // Made aside and moved into place in one step, so that a second command that starts meanwhile finds a whole file.
  const aside = path.join(built, `.building-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  try {
    await build({
      configFile: false,
      root,
      publicDir: false,
      customLogger: logger,
      logLevel: 'warn',
      // Only `serve` needs a database, and finds it among the packages.
      ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pg'], target: 'node' },
      build: {
        ssr: path.join(root, 'src/cli/main.ts'),
        outDir: aside,
        target: 'node20',
        minify: false,
        rolldownOptions: {
          output: {
            entryFileNames: 'throughline.mjs',
            // By their content: a command that runs finds its chunks beside those of a newer build. Beside the entry: `serve` looks for its server from there.
            chunkFileNames: '[name]-[hash].mjs',
            // What the lightest command needs, all others need too. As one file: opening each takes about a millisecond.
            codeSplitting: { groups: [{ name: 'common', test: /\/src\/cli\/auditVerify\.ts$/ }] },
            banner: '#!/usr/bin/env node',
          },
        },
      },
    });
    moveIntoPlace(aside);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** @param {string} aside */
function moveIntoPlace(aside) {
  const made = readdirSync(aside);
  const entry = path.basename(bundle);
  // Last, so that whoever starts meanwhile finds all that it names.
  for (const name of [...made.filter((each) => each !== entry), entry])
    renameSync(path.join(aside, name), path.join(built, name));
  // What is packed has no chunks of builds before; a command that runs from a checkout may still need them.
  if (!isBuildOnly) return;
  for (const name of readdirSync(built))
    if (name.endsWith('.mjs') && !made.includes(name)) rmSync(path.join(built, name));
}

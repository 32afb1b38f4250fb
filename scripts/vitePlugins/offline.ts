import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, type Plugin } from 'vite';

const root = path.resolve(import.meta.dirname, '../..');

/** Writes sw.js into the build: the service worker with the list of everything it keeps for use offline. */
export function offline(): Plugin {
  let outFolder = '';
  return {
    name: 'throughline:offline',
    apply: 'build',
    configResolved(config) {
      outFolder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle: {
      order: 'post',
      async handler(error?: Error) {
        if (error) return;
        const script = await bundleServiceWorker(listBuild(outFolder));
        writeFileSync(path.join(outFolder, 'sw.js'), script);
      },
    },
  };
}

interface Precache {
  /** Changes whenever any file of the build does. */
  readonly version: string;
  readonly files: readonly string[];
}

function listBuild(folder: string): Precache {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((name) => name !== 'sw.js' && !name.endsWith('.map'))
    .sort();
  const hash = createHash('sha256');
  for (const name of files) {
    hash.update(`${name}\0`).update(
      createHash('sha256')
        .update(readFileSync(path.join(folder, name)))
        .digest(),
    );
  }
  return { version: hash.digest('hex').slice(0, 16), files };
}

async function bundleServiceWorker(precache: Precache): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    publicDir: false,
    logLevel: 'error',
    define: {
      PRECACHED_FILES: JSON.stringify(precache.files),
      BUILD_VERSION: JSON.stringify(precache.version),
    },
    build: {
      write: false,
      target: 'es2023',
      rolldownOptions: { input: path.join(root, 'src/serviceWorker.ts'), output: { format: 'iife' } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunk = outputs
    .flatMap((item) => ('output' in item ? item.output : []))
    .find((item) => item.type === 'chunk');
  if (!chunk) throw new Error('The service worker could not be bundled.');
  return chunk.code;
}

/**
 * Starts a module worker from a blob that imports the module at `url` (relative ones are taken from `base`).
 *
 * Under a policy that a page sets in a meta tag, a worker that is loaded by its address has no policy of its own and
 * may reach any origin; one that starts from a blob inherits the page's.
 */
export function startWorker(url: string, base: string): Worker {
  const source = `import ${JSON.stringify(new URL(url, base).href)};`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  try {
    return new Worker(address, { type: 'module' });
  } finally {
    // The fetch of the worker's script has the blob already: it is resolved when the worker is made.
    URL.revokeObjectURL(address);
  }
}

/** Whether a file is one that a history is told by, by its name: a pointer, a pipeline, a lock, a usual file of parameters or metrics. */
export function isTrackedName(name: string): boolean {
  return /^(?:.+\.dvc|Dvcfile|dvc\.(?:yaml|lock)|params\.(?:ya?ml|json|toml)|metrics\.(?:ya?ml|json|toml))$/.test(
    name,
  );
}

/** Whether a path leads to a repository: its `HEAD` in a folder that is not searched, or a `.git` file. */
export function leadsToHistory(path: string): boolean {
  return /(?:^|\/)\.git(?:\/HEAD)?$/.test(path);
}

/** Whether the history of the repositories among some files may tell anything: one of code alone is not read. */
export function mayTellHistory(paths: Iterable<string>): boolean {
  for (const path of paths) if (isTrackedName(path.slice(path.lastIndexOf('/') + 1))) return true;
  return false;
}

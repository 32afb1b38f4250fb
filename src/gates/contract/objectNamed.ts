import type { Contract, ContractObject } from './contract';

/** The object whose physical name or name is a path's last part, with its ending or without; null where there is none. */
export function objectNamed({ objects }: Contract, path: string): ContractObject | null {
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const stem = base.replace(/\.(?:gz|zst)$/i, '').replace(/\.[^.]+$/, '');
  const isNamed = (name: string | null): boolean => name === base || name === stem;
  return (
    objects.find(({ physicalName }) => isNamed(physicalName)) ??
    objects.find(({ name }) => isNamed(name)) ??
    null
  );
}

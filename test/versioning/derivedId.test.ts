import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';

import { derivedId } from '../../src/versioning/derivedId';
import { hashPorts } from './hashPorts';

describe('derived ids', () => {
  it('[V56] are the first 128 bits of the SHA-256 of [kind, namespace, name], shaped as a UUID of version 8', () => {
    const hex = createHash('sha256').update('["job","file","clean"]').digest('hex');
    const id = derivedId('job', 'file', 'clean', hashPorts);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const free = (text: string) => [text.slice(0, 12), text.slice(13, 16), text.slice(17, 32)];
    expect(free(id.replaceAll('-', ''))).toEqual(free(hex));
  });

  it('[V56] tell apart what only looks alike when put together', () => {
    const ids = [
      derivedId('job', 'a', 'bc', hashPorts),
      derivedId('job', 'ab', 'c', hashPorts),
      derivedId('run', 'a', 'bc', hashPorts),
      derivedId('job', 'a', 'bc"', hashPorts),
    ];
    expect(new Set(ids).size).toBe(4);
    expect(derivedId('job', 'a', 'bc', hashPorts)).toBe(ids[0]);
  });
});

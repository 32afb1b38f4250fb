import { expect, test as base } from '@playwright/test';

interface Journey {
  /** What has gone wrong so far, of all pages and workers; a journey that expects a complaint takes it out. */
  readonly complaints: string[];
}

/**
 * A journey fails if anything asks another origin (I6), throws, or writes an error to the console, whatever else it
 * is about.
 */
export const test = base.extend<Journey>({
  complaints: [
    async ({ context, baseURL }, use) => {
      const complaints: string[] = [];
      context.on('request', (request) => {
        const address = request.url();
        if (/^(data|blob):/.test(address) || address.startsWith(baseURL ?? '?')) return;
        complaints.push(`asked for ${address}`);
      });
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
      });
      context.on('weberror', (error) => complaints.push(`thrown: ${String(error.error())}`));
      await use(complaints);
      expect(complaints, 'requests to other origins, and errors').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

import type { Plugin } from 'vite';
import { contentSecurityPolicy as policy } from '../../server/securityHeaders.mjs';

/** Writes the policy into the built index.html, for hosts that send no headers. Development needs inline scripts. */
export function contentSecurityPolicy(): Plugin {
  return {
    name: 'throughline:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

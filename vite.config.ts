import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './scripts/vitePlugins/contentSecurityPolicy.ts';
import { offline } from './scripts/vitePlugins/offline.ts';

export default defineConfig({
  // Relative, so that the build works from any path of any static host.
  base: './',
  plugins: [react(), contentSecurityPolicy(), offline()],
  build: {
    target: 'es2023',
    // The policy allows no data: fonts or scripts, and small files compress better on their own.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What a first visit loads is bounded by a journey, in compressed bytes; this only warns of a chunk that doubled.
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
});

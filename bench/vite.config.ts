/** The benchmark's own build: its page, its peers, and the engine as the product builds it. */
import { join } from 'node:path';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: join(import.meta.dirname, '../public'),
  worker: { format: 'es' },
  build: {
    outDir: join(import.meta.dirname, '../.cache/bench'),
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
  },
});

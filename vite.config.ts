/**
 * Build: relative base, so that `dist/` works from any folder of any static host; workers are ES modules that share
 * one set of chunks under `engine/`, which is how the size budget tells the page from the engine.
 */
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** No request leaves the page, no script from elsewhere runs; tfjs and our kernels need WebAssembly compilation. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "style-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only in the build: the development server injects inline scripts of its own. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * The first paint waits for the entry, which draws the first picture: no empty frame, and no flash of the other theme.
 * Browsers that do not know the attribute show an empty page until then (`app/skeleton.css`).
 */
function paintWithEntry(): Plugin {
  return {
    name: 'paint-with-entry',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
    },
  };
}

const engineFiles = {
  entryFileNames: 'engine/[name]-[hash].js',
  chunkFileNames: 'engine/[name]-[hash].js',
  assetFileNames: 'engine/[name]-[hash][extname]',
};

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy(), paintWithEntry()],
  worker: { format: 'es', rolldownOptions: { output: engineFiles } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
  },
});

/**
 * Build: relative base, so that `dist/` works from any folder of any static host; workers are ES modules that share
 * one set of chunks under `engine/`, which is how the size budget tells the page from the engine.
 */
import react from '@vitejs/plugin-react';
import { createServer, defineConfig, type Plugin, type PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

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

/** Puts the frame of `src/app/shell/` into index.html, rendered by the views' own components. */
function prerenderShell(): Plugin {
  return {
    name: 'prerender-shell',
    transformIndexHtml: {
      order: 'pre',
      async handler(html, { server }) {
        if (!html.includes('<!-- shell -->')) throw new Error('index.html lacks <!-- shell -->.');
        // A build has no server that could compile the components for Node: one is started for it.
        const compiler =
          server ??
          (await createServer({
            configFile: false,
            plugins: [react()],
            logLevel: 'error',
            appType: 'custom',
            server: { middlewareMode: true, ws: false, watch: null },
            optimizeDeps: { noDiscovery: true },
          }));
        try {
          const shell = await compiler.ssrLoadModule('/src/app/shell/renderShell.tsx');
          return html.replace('<!-- shell -->', (shell as { renderShell(): string }).renderShell());
        } finally {
          if (!server) await compiler.close();
        }
      },
    },
  };
}

/**
 * uPlot makes a number format of `navigator.language` when it is loaded, and fails where that is no language tag (WebKitGTK
 * without a locale has "c"). Its own format is not used: ticks are written by `messages/`.
 */
function uplotInEnglish(): Plugin {
  const own = "domEnv ? nav.language : 'en-US'";
  return {
    name: 'uplot-in-english',
    transform(code, id) {
      if (!/[\\/]uPlot\.esm\.js/.test(id)) return undefined;
      if (!code.includes(own)) throw new Error('uPlot makes its number format in another way now.');
      return { code: code.replace(own, "'en-US'"), map: null };
    },
  };
}

/** Programs that make previews of links want a whole address: FANOUT_ADDRESS names the folder that the build will be served from. */
function absolutePreview(address = process.env['FANOUT_ADDRESS']): Plugin {
  return {
    name: 'absolute-preview',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html) =>
        address === undefined
          ? html
          : html.replace('content="./preview.jpg"', `content="${new URL('preview.jpg', address).href}"`),
    },
  };
}

/**
 * Installable, and usable offline after one visit: a service worker that keeps every file of this version, and of the digits those of
 * the default experiment; other digits are kept once they were asked for. `src/app/keepOffline.ts` registers it.
 */
function offline(): PluginOption {
  const icon = (name: string, size: number, purpose: 'any' | 'maskable' = 'any') => ({
    src: `icons/${name}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose,
  });
  return VitePWA({
    registerType: 'prompt',
    injectRegister: null,
    manifest: {
      id: './',
      name: 'Fanout — a neural-network playground',
      short_name: 'Fanout',
      description:
        'Build a small neural network, train it on your GPU, send it hundreds of requests at once.',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: '#ffffff',
      icons: [icon('icon-192', 192), icon('icon-512', 512), icon('maskable-512', 512, 'maskable')],
    },
    workbox: {
      globPatterns: [
        'index.html',
        '*.{js,svg}',
        'icons/icon-192.png',
        '{assets,engine}/**/*.{js,css,wasm}',
        'data/digits/{manifest.json,train-0.bin,test-0.bin}',
      ],
      // Their names hold a hash of their content.
      dontCacheBustURLsMatching: /\/(assets|engine)\//,
      maximumFileSizeToCacheInBytes: 3_000_000,
      // The page is the same whatever its address asks (?embed, ?device).
      ignoreURLParametersMatching: [/./],
      navigateFallback: null,
      inlineWorkboxRuntime: true,
      runtimeCaching: [
        {
          urlPattern: /\/data\/digits\/.*\.bin$/,
          handler: 'CacheFirst',
          options: { cacheName: 'fanout-digits', cacheableResponse: { statuses: [200] } },
        },
      ],
    },
  });
}

const engineFiles = {
  entryFileNames: 'engine/[name]-[hash].js',
  chunkFileNames: 'engine/[name]-[hash].js',
  assetFileNames: 'engine/[name]-[hash][extname]',
};

export default defineConfig({
  base: './',
  plugins: [
    react(),
    prerenderShell(),
    uplotInEnglish(),
    contentSecurityPolicy(),
    paintWithEntry(),
    absolutePreview(),
    offline(),
  ],
  worker: { format: 'es', rolldownOptions: { output: engineFiles } },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        advancedChunks: {
          groups: [
            // A chunk of its own, which the size budget counts by itself.
            { name: 'uplot', test: /node_modules[\\/]uplot/ },
            // Needed everywhere from the first picture on: one chunk compresses better than a dozen (222 against 228 kB).
            { name: 'network', test: /src[\\/](nn|experiment)[\\/]/ },
          ],
        },
      },
    },
  },
});

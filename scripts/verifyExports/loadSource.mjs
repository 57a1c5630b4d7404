/** Runs modules of `src/` in Node: Vite transforms them, so that imports of rooms, and of files as text, mean what they mean in the page. */
import { createServer } from 'vite';

/**
 * @param {string} root the repository
 * @returns {Promise<{ load: (path: string) => Promise<any>, close: () => Promise<void> }>}
 */
export async function sourceLoader(root) {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
  return { load: (path) => server.ssrLoadModule(path), close: () => server.close() };
}

/*
 * Starts the one file. Its files stand in the page as base64, mostly of raw deflate. On file: a worker may use no address that the
 * page has made, so files are handed on as data: URLs, and a worker carries its own code and makes nested workers from it.
 */
async function start() {
  const TYPES = { js: 'text/javascript', wasm: 'application/wasm', json: 'application/json' };

  /** Runs here and in each worker. `workers`: code by name; `self`: which of them this is. */
  function provide(urls, workers, self) {
    const makeUrl = (...texts) => URL.createObjectURL(new Blob(texts, { type: 'text/javascript' }));
    const codeUrls = {};
    const startOf = (name) => {
      const given = [urls, workers, name].map((value) => JSON.stringify(value)).join();
      return (codeUrls[name] ??= makeUrl(`(${String(provide)})(${given});\n`, workers[name]));
    };
    globalThis.fanoutFile = (name) => (name in workers ? startOf(name) : (urls[name] ?? 'about:invalid'));
    const fetchElsewhere = globalThis.fetch.bind(globalThis);
    globalThis.fetch = (input, init) => {
      const address = String(input?.url ?? input);
      const name = Object.keys(urls).find((held) => address.endsWith(`/${held}`));
      return fetchElsewhere(name ? urls[name] : input, init);
    };
    const ownAddress = location.href;
    globalThis.Worker = class extends globalThis.Worker {
      constructor(url, { name = '' } = {}) {
        // No module: browsers start none from a blob: address of a page on file:.
        super(self && String(url) === ownAddress ? startOf(self) : url, { name });
      }
    };
  }

  async function inflate({ base64, isDeflated }, type) {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    if (!isDeflated) return new Blob([bytes], { type });
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    return new Blob([await new Response(stream).arrayBuffer()], { type });
  }

  const dataUrl = (blob) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });

  const store = document.getElementById('fanout-files');
  const { entry, files } = JSON.parse(store.textContent);
  store.remove();
  const urls = {};
  const workers = {};
  let page;
  await Promise.all(
    files.map(async (file) => {
      const type = TYPES[file.name.split('.').pop()] ?? 'application/octet-stream';
      const blob = await inflate(file, type);
      if (file.name === entry) page = URL.createObjectURL(blob);
      else if (file.name.endsWith('.js')) workers[file.name] = await blob.text();
      else urls[file.name] = await dataUrl(blob);
    }),
  );
  provide(urls, workers, null);
  await import(page);
}

void start();

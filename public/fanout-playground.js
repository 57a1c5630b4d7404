/**
 * <fanout-playground src="https://…/fanout/#v1.…" parts="network,output,play" theme="dark" scripted></fanout-playground>
 *
 * A playground in a page of one's own. `src` is any link of Fanout; without one, the folder that this file is served from. With
 * `scripted` this page may call it: `await element.fanout.train({ epochs: 100 })`, as `window.fanout` in docs/scripting.md.
 * Size it as any element; it begins with 40rem by 30rem. Docs: docs/embedding.md.
 *
 * A classic script: modules from other origins need headers that many hosts do not send.
 */
(() => {
const HOME = new URL('./', /** @type {HTMLScriptElement} */ (document.currentScript).src).href;
const VERSION = 1;
/** A playground that is still loading hears nothing: it is asked again. */
const ASK_MS = 250;

class FanoutPlayground extends HTMLElement {
  static observedAttributes = ['src', 'parts', 'theme', 'scripted'];
  #frame = null;
  #waiting = new Map();
  #lastId = 0;
  #ready = null;
  /** @type {Promise<unknown> | null} */
  #loaded = null;
  #onMessage = (event) => this.#take(event);

  /** Calls of the playground; each returns a promise. `ready` is one by itself. */
  fanout = new Proxy(this, {
    get: (element, name) => {
      if (typeof name === 'symbol' || name === 'then') return undefined;
      if (name === 'ready') return element.#whenReady();
      return async (...args) => {
        await element.#whenReady();
        return element.#ask(name, args);
      };
    },
  });

  connectedCallback() {
    window.addEventListener('message', this.#onMessage);
    this.#show();
  }

  disconnectedCallback() {
    window.removeEventListener('message', this.#onMessage);
    this.#end('The playground was taken out of the page.');
  }

  attributeChangedCallback() {
    if (this.isConnected && this.#frame) this.#show();
  }

  #show() {
    this.#end('The playground was given another address.');
    const url = new URL(this.getAttribute('src') ?? HOME, document.baseURI);
    url.searchParams.set('embed', this.getAttribute('parts') ?? '');
    if (this.hasAttribute('theme')) url.searchParams.set('theme', this.getAttribute('theme'));
    if (this.hasAttribute('scripted')) url.searchParams.set('allow', location.origin);
    const frame = document.createElement('iframe');
    frame.src = url.href;
    this.#loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.title = this.title || 'Fanout';
    frame.allow = 'clipboard-write; fullscreen; cross-origin-isolated';
    frame.style.cssText = 'display: block; width: 100%; height: 100%; border: 0';
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const style = document.createElement('style');
    style.textContent = ':host { display: block; width: 40rem; max-width: 100%; height: 30rem }';
    root.replaceChildren(style, frame);
    this.#frame = frame;
  }

  #end(why) {
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
    this.#frame = null;
    this.#ready = null;
  }

  #whenReady() {
    return (this.#ready ??= this.#knock().then(() => this.#ask('ready', [])));
  }

  async #knock() {
    const frame = this.#frame;
    await this.#loaded;
    for (;;) {
      if (frame === null || frame !== this.#frame) throw new Error('The playground is not in the page.');
      const hello = this.#ask('hello', []).then(() => true);
      if (await Promise.race([hello, new Promise((resolve) => setTimeout(resolve, ASK_MS))])) return;
    }
  }

  #ask(call, args) {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const origin = new URL(this.#frame.src).origin;
      this.#frame.contentWindow.postMessage({ fanout: VERSION, id, call, args }, origin);
    });
  }

  #take({ source, origin, data }) {
    const frame = this.#frame;
    if (!frame || source !== frame.contentWindow || origin !== new URL(frame.src).origin) return;
    const asked = data?.fanout === VERSION ? this.#waiting.get(data.id) : undefined;
    if (!asked) return;
    this.#waiting.delete(data.id);
    if (data.error) asked.reject(Object.assign(new Error(data.error.message), data.error));
    else asked.resolve(data.result);
  }
}

customElements.define('fanout-playground', FanoutPlayground);
})();

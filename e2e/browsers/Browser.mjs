/**
 * What a story asks of a browser, whatever protocol carries it: WebDriver classic (WebKit) and WebDriver BiDi (Firefox)
 * take the same pointer and key actions, so only moving, evaluating and sizing differ.
 *
 * @typedef {object} Transport
 * @property {string} title name and version, for the report
 * @property {(url: string) => Promise<void>} go opens an address; does not wait for more than the document
 * @property {(body: string) => Promise<unknown>} evaluate runs the body of an async function in the page
 * @property {(actions: object[]) => Promise<void>} act
 * @property {(widthPx: number, heightPx: number) => Promise<void>} resize of the viewport
 * @property {() => Promise<void>} close
 */

/** Code points that WebDriver gives to keys without a character. */
const KEYS = { Enter: '\uE007', Escape: '\uE00C', Control: '\uE009', Shift: '\uE008', Tab: '\uE004' };

export class Browser {
  /** @param {Transport} transport */
  constructor(transport) {
    this.transport = transport;
    this.title = transport.title;
  }

  /** Opens an address as a fresh document, also when only its fragment differs from the present one. */
  async open(url) {
    await this.transport.go('about:blank');
    await this.transport.go(url);
  }

  /** Empties the storage of an origin, as for a first visitor. `url` names a file of it that runs nothing of its own. */
  async forget(url) {
    await this.open(url);
    await this.evaluate(async () => {
      localStorage.clear();
      sessionStorage.clear();
      const names = (await indexedDB.databases()).map(({ name }) => name);
      const removed = names.map(
        (name) =>
          new Promise((resolve, reject) => {
            const request = indexedDB.deleteDatabase(name);
            request.onsuccess = resolve;
            request.onerror = reject;
          }),
      );
      await Promise.all(removed);
    });
  }

  /** Runs `work` in the page with one argument that survives JSON; its promise is awaited, its error thrown here. */
  evaluate(work, argument) {
    return this.transport.evaluate(`return (${work})(${JSON.stringify(argument) ?? ''})`);
  }

  /** Polls until `work` gives something true, and returns it. */
  async until(what, work, argument, limitMs = 20_000) {
    const endMs = Date.now() + limitMs;
    for (;;) {
      const value = await this.evaluate(work, argument);
      if (value) return value;
      if (Date.now() > endMs) throw new Error(`${what}: not within ${limitMs / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The page is up: its engine has a device. Resolves with how long that took. */
  async ready(limitMs = 30_000) {
    const startedMs = Date.now();
    await this.until('window.fanout', () => 'fanout' in window, undefined, limitMs);
    await this.evaluate(() => window.fanout.ready.then(() => true));
    return Date.now() - startedMs;
  }

  /** Presses the middle of the first visible element that fits, as a mouse would; refuses what is covered there. */
  async click(selector, text = '') {
    const [x, y] = await this.until(`something to press at ${selector} ${text}`, findMiddle, {
      selector,
      text,
    });
    const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' } };
    const moves = [
      { type: 'pointerMove', x, y, duration: 0 },
      { type: 'pointerDown', button: 0 },
      { type: 'pointerUp', button: 0 },
    ];
    await this.transport.act([{ ...pointer, actions: moves }]);
  }

  /** Presses keys one after the other; "Control+z" holds the first while it presses the second. */
  async press(...chords) {
    for (const chord of chords) {
      const keys = chord.split('+').map((key) => KEYS[key] ?? key);
      const down = keys.map((value) => ({ type: 'keyDown', value }));
      const up = keys.toReversed().map((value) => ({ type: 'keyUp', value }));
      await this.transport.act([{ type: 'key', id: 'keys', actions: [...down, ...up] }]);
    }
  }

  resize(widthPx, heightPx) {
    return this.transport.resize(widthPx, heightPx);
  }

  close() {
    return this.transport.close();
  }
}

/** Runs in the page. The middle of the element, or nothing while it is not there, disabled or under something else. */
function findMiddle({ selector, text }) {
  for (const element of document.querySelectorAll(selector)) {
    const name = `${element.innerText} ${element.getAttribute('aria-label') ?? ''}`;
    if (!element.checkVisibility() || element.disabled || !name.includes(text)) continue;
    element.scrollIntoView({ block: 'nearest' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const hit = document.elementFromPoint(x, y);
    if (hit && (element.contains(hit) || hit.contains(element))) return [x, y];
  }
  return null;
}

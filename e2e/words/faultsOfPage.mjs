/** What runs within the page of `everyWord.mjs`: serialised, so each function holds all that it needs. */

/** Keeps the texts that canvases show, by canvas, until it is cleared. */
export function recordPaintedTexts() {
  const painted = (window.paintedTexts = new Set());
  const { fillText } = CanvasRenderingContext2D.prototype;
  CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
    painted.add(text);
    return fillText.call(this, text, ...rest);
  };
}

/** @returns {string[]} */
export function faultsOfPage() {
  /** The lab, and what the engine says of devices: not moved into the catalogue yet. Languages stand there by their own names. */
  const NOT_YET =
    '.language-options, .dock-tabs, .phone-tabs, .lab-tabs, .lab-bar, .serving-side, .requests, .lab-menus, .device-reason, .device-table td';
  /** The same in every language: techniques, units, symbols, and names of classes and columns of data. */
  const NAMES =
    /\b(WebGPU|WASM|CPU|SIMD|JavaScript|SwiftShader|Google|L1|L2|ms|kB|MB|tfjs|x1|x2|sin|pixel|(sepal|petal) (length|width)|versi|virgi|Ctrl|Shift|Space|Adelie|Chinstrap|Gentoo|setosa|versicolor|virginica|\w+ (mm|g|cm))\b/gi;
  const LAB =
    /Response time|more answers|goal|Response times|Instance|idle|waiting|answered|up to|Send requests/;
  const MARKED = /⟦[^⟦⟧]*⟧/g;
  const faults = [];
  const unmarked = (text) => {
    let rest = text;
    for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(MARKED, ' ')];
    return /\p{L}{3,}/u.test(rest.replace(NAMES, ' ')) ? rest.trim().replace(/\s+/g, ' ') : null;
  };
  const report = (what, text, element) => {
    const place = element ? ` in ${element.tagName.toLowerCase()}.${[...element.classList].join('.')}` : '';
    faults.push(`${what}${place}: ${text.slice(0, 90)}`);
  };
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.visually-hidden, [inert], script, style, .network-words, .picture-table');

  // Texts of elements: messages with marks span several text nodes, so whole blocks are read.
  const blocks = [...document.querySelectorAll('#root *')].filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '') &&
      !element.parentElement?.closest('b, em, kbd, code'),
  );
  for (const element of blocks) {
    if (!isShown(element) || element.closest(NOT_YET)) continue;
    const inside = element.closest('b, em, kbd, code, .wrong, .region-note')?.parentElement ?? element;
    const rest = unmarked(inside.textContent);
    if (rest !== null && unmarked(element.textContent) !== null) report('unmarked', rest, element);
  }
  for (const element of document.querySelectorAll(
    '#root [aria-label], #root [title], #root [data-hint], #root [aria-valuetext]',
  )) {
    if (element.closest(NOT_YET) || !isShown(element)) continue;
    for (const name of ['aria-label', 'title', 'data-hint', 'aria-valuetext']) {
      const rest = unmarked(element.getAttribute(name) ?? '');
      if (rest !== null) report(`unmarked ${name}`, rest, element);
    }
  }
  // Charts of the lab are painted on the same page: only those of the workspace are held to it.
  for (const text of window.paintedTexts) {
    const rest = LAB.test(text) ? null : unmarked(String(text));
    if (rest !== null) report('unmarked on a canvas', rest);
  }

  // Places of texts.
  const boxes = [];
  const walker = document.createTreeWalker(document.getElementById('root'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !isShown(element) || element.closest('option, select')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      if (right - left < 2) continue;
      // What a scroller or another clip hides is not there.
      let seen = { left, right, top, bottom };
      let clip = null;
      for (let up = element; up && up !== document.body; up = up.parentElement) {
        const style = getComputedStyle(up);
        if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
        const box = up.getBoundingClientRect();
        if (style.overflowX === 'hidden' || style.overflowX === 'clip') {
          if (right > box.right + 1.5 && clip === null) clip = { up, style };
        }
        seen = {
          left: Math.max(seen.left, box.left),
          right: Math.min(seen.right, box.right),
          top: Math.max(seen.top, box.top),
          bottom: Math.min(seen.bottom, box.bottom),
        };
      }
      if (seen.right - seen.left < 2 || seen.bottom - seen.top < 4) continue;
      const hasMore = element.closest('[title], [data-hint]') !== null;
      if (clip && !(clip.style.textOverflow === 'ellipsis' && hasMore)) report('cut off', node.data, clip.up);
      if (seen.right > innerWidth + 1 || seen.left < -1) report('outside the window', node.data, element);
      boxes.push({ ...seen, element, text: node.data.trim() });
    }
  }
  const isOver = (a, b) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4;
  const layerOf = (element) =>
    element.closest(
      '[popover], dialog, .menu, .popover, .weight-editor, .network-tip, .phone-foot, .phone-head, .notice, .hint',
    );
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      if (a.element === b.element || layerOf(a.element) !== layerOf(b.element)) continue;
      if (isOver(a, b))
        report('over other text', `${a.text.slice(0, 40)} | ${b.text.slice(0, 40)}`, b.element);
    }
  }
  return faults;
}

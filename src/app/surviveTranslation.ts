/**
 * Makes React work on a page that the browser translates. Translators (Google Translate in Chrome) replace text nodes by <font>
 * elements; React keeps the old nodes and later removes them, inserts before them or changes their text. The first two throw
 * and so blank the page, the third changes an invisible node. Each replaced node is mapped to its replacement here, and tree
 * operations are redirected to that. Nothing is patched before the first replacement.
 */

/** The replacement of a text node that React still holds. */
const standIns = new WeakMap<Node, Element>();

export function surviveTranslation(root: Node): void {
  let patched = false;
  const texts = new MutationObserver((records) => {
    for (const { target } of records) putBack(target as Text);
  });
  const tree = new MutationObserver((records) => {
    for (const [text, font] of replacedIn(records)) {
      standIns.set(text, font);
      texts.observe(text, { characterData: true });
      if (!patched) patchNodes();
      patched = true;
    }
  });
  tree.observe(root, { childList: true, subtree: true });
}

/** Pairs of a removed text node and the <font> that was added in its place. */
function replacedIn(records: readonly MutationRecord[]): [Text, Element][] {
  const pairs: [Text, Element][] = [];
  for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records) {
    const text = [...removedNodes].find((node): node is Text => node instanceof Text);
    if (!text) continue;
    // replaceChild gives one record; an insertion followed by a removal leaves the new node beside the gap.
    const candidates = [...addedNodes, previousSibling, nextSibling];
    const font = candidates.find((node) => node instanceof HTMLElement && node.tagName === 'FONT');
    if (font?.parentNode === target) pairs.push([text, font as Element]);
  }
  return pairs;
}

/** React changed a replaced text: show it, until the translator runs again. */
function putBack(text: Text): void {
  const font = standIns.get(text);
  standIns.delete(text);
  if (font?.isConnected && !text.isConnected) font.replaceWith(text);
}

/** The child of `parent` that stands for `node`: the node itself, its wrapper, or its replacement. */
function childFor(parent: Node, node: Node): Node | null {
  let each: Node | null = node;
  while (each && each.parentNode !== parent) each = each.parentNode;
  if (each) return each;
  const font = standIns.get(node);
  return font?.parentNode === parent ? font : null;
}

function patchNodes(): void {
  const { removeChild, insertBefore } = Node.prototype;
  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const present = child.parentNode === this ? child : childFor(this, child);
    if (present) removeChild.call(this, present);
    return child;
  };
  // Libraries leave `before` out, which browsers take for null.
  Node.prototype.insertBefore = function <T extends Node>(
    this: Node,
    node: T,
    before: Node | null = null,
  ): T {
    const place = before === null || before.parentNode === this ? before : childFor(this, before);
    return insertBefore.call(this, node, place) as T;
  };
}

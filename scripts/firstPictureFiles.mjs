/**
 * What a browser must have before the first picture: the page itself and the files that it names, scripts, preloaded
 * modules and style sheets. A bundler preloads all static imports of the entry, so the page's own list is complete.
 */

/**
 * @param {string} html the built index.html
 * @returns {string[]} paths relative to it, in order
 */
export function firstPictureFiles(html) {
  const files = [];
  for (const [tag, name] of html.matchAll(/<(script|link)\b[^>]*>/g)) {
    const wanted = name === 'script' || /\brel="(modulepreload|preload|stylesheet)"/.test(tag);
    const file = /\b(?:src|href)="([^"]+)"/.exec(tag)?.[1];
    if (wanted && file) files.push(file.replace(/^\.\//, ''));
  }
  if (!files.some((file) => file.endsWith('.js'))) {
    throw new Error('The page names no script: the size of the first picture cannot be told from it.');
  }
  return files;
}

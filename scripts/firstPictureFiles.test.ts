import { expect, test } from 'vitest';
import { firstPictureFiles } from './firstPictureFiles.mjs';

test('lists scripts, preloaded modules and style sheets, and not what may come later', () => {
  const html = `
    <link rel="icon" type="image/svg+xml" href="./favicon.svg" />
    <script type="module" blocking="render" crossorigin src="./assets/index-1.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/store-2.js">
    <link rel="stylesheet" crossorigin href="./assets/index-3.css">`;
  expect(firstPictureFiles(html)).toEqual(['assets/index-1.js', 'assets/store-2.js', 'assets/index-3.css']);
});

test('a page without a script is a mistake, not a small page', () => {
  expect(() => firstPictureFiles('<link rel="stylesheet" href="./a.css">')).toThrow(/no script/);
});

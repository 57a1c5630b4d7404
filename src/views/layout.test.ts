import { describe, expect, test, vi } from 'vitest';

vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => undefined }));
const { layoutFor, showsOnePart } = await import('./layout.ts');

describe('the arrangement of a window', () => {
  test.each([
    ['a small phone', 320, 568, 'phone'],
    ['a phone', 390, 844, 'phone'],
    ['the widest phone', 640, 900, 'phone'],
    ['a phone on its side', 844, 390, 'bar'],
    ['1440 × 900 at 200 %', 720, 450, 'bar'],
    ['1440 × 900 at 400 %', 360, 225, 'bar'],
    ['1280 × 1024 at 400 %', 320, 256, 'bar'],
    ['800 × 600', 800, 600, 'bar'],
    ['a very low window', 1440, 450, 'bar'],
    ['an iPad mini upright', 744, 1133, 'tablet'],
    ['an iPad upright', 768, 954, 'tablet'],
    ['a large iPad upright', 834, 1194, 'tablet'],
    ['half of a Full-HD screen', 960, 950, 'narrow'],
    ['1920 × 1080 at 200 %', 960, 540, 'narrow'],
    ['an iPad on its side', 1024, 768, 'narrow'],
    ['a laptop', 1280, 720, 'normal'],
    ['a laptop', 1440, 900, 'normal'],
    ['Full HD', 1920, 1080, 'wide'],
  ])('%s, %i × %i: %s', (_, width, height, layout) => {
    expect(layoutFor(width, height)).toBe(layout);
  });

  test('larger text at the same window gives what a smaller window has', () => {
    expect(layoutFor(1440 / 1.5, 900 / 1.5)).toBe('narrow');
    expect(showsOnePart(layoutFor(1024 / 1.5, 768 / 1.5))).toBe(true);
  });
});

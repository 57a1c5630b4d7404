import { marked } from 'marked';
import { expect, test } from 'vitest';
import { modelOf } from '../../testing/modelOf.ts';
import { digitsModel, sampleModels } from '../../testing/sampleModels.ts';
import { cardMarkdown } from './cardMarkdown.ts';

test('says what it was trained on, how, and how well', () => {
  const card = cardMarkdown(
    modelOf({
      title: 'Flowers',
      data: { set: 'iris', seed: 7 },
      training: {
        optimizer: { name: 'adamw', learningRate: 0.005 },
        schedule: { name: 'cosine', warmup: 5 },
      },
    }),
  );
  for (const part of [
    '# Flowers',
    'seed 7',
    'setosa',
    'AdamW, learning rate 0.005',
    'warm-up of 5 epochs',
    '99.4 %',
    '600 epochs',
  ]) {
    expect(card).toContain(part);
  }
});

test('names are no markup', () => {
  const card = cardMarkdown(modelOf({ title: '<img src=x onerror=y> [a](javascript:b)\n# Head' }));
  const html = marked.parse(card, { async: false });
  expect(html).not.toContain('<img');
  expect(html).not.toContain('href="javascript');
  expect(html.match(/<h1>/g)).toHaveLength(1);
});

test('any network has a card, digits without a table of pixels', () => {
  for (const model of sampleModels()) expect(cardMarkdown(model)).toContain('## Network');
  expect(cardMarkdown(digitsModel()).split('\n').length).toBeLessThan(60);
});

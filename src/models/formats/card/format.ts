import * as say from '#messages/generated/modelFormats.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { cardMarkdown } from './cardMarkdown.ts';

export const card = {
  name: 'card',
  label: 'Model card',
  group: 'words',
  about: say.card,
  files: (model) => [{ name: `${model.name}.md`, text: cardMarkdown(model) }],
  howToRun: ({ name }) => [
    `# ${name}.md is Markdown: put it beside the model as README.md,`,
    '# or at the top of the page of a model hub.',
    '# golden.json beside it holds ten rows and their answers.',
  ],
} as const satisfies ModelFormat;

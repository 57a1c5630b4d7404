import * as say from '#messages/generated/modelFormats.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { moduleCode } from './moduleCode.ts';

export const javascript = {
  name: 'javascript',
  label: 'Plain JavaScript',
  group: 'web',
  about: say.javascript,
  parity: { difference: 9e-8, runtime: 'Node 20' },
  files: (model) => [{ name: `${model.name}.js`, text: moduleCode(model) }],
  howToRun: ({ name, golden }) => [
    `import { predict } from './${name}.js';`,
    `predict([${rowText(golden.rows[0] ?? [])}]);`,
    `// ${(golden.outputs[0] ?? []).map((value) => value.toPrecision(6)).join(', ')}`,
  ],
} as const satisfies ModelFormat;

const rowText = (row: readonly number[]): string =>
  row.length > 8 ? `${row.slice(0, 4).join(', ')}, …` : row.join(', ');

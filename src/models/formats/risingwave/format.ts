import * as say from '#messages/generated/serverFormats.ts';
import { titleLine } from '../../code/titleLine.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import { windowsScript } from './windowsScript.ts';

export const risingwave = {
  name: 'risingwave',
  label: 'RisingWave',
  group: 'watch',
  about: say.risingwave,
  files: (model) => [
    {
      name: 'windows.sql',
      text: windowsScript(titleLine(model), { sizeMs: 1_000, hopMs: 500, delayMs: 200 }),
    },
  ],
  howToRun: () => [
    'docker run --rm -p 4566:4566 risingwavelabs/risingwave:latest single_node',
    'psql -h localhost -p 4566 -d dev -U root -f windows.sql',
    '# rows of your own: INSERT INTO results …, or a Kafka topic as the script says',
  ],
} as const satisfies ModelFormat;

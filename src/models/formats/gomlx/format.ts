import * as say from '#messages/generated/serverFormats.ts';
import formulas from '../../code/go/formulas.go?raw';
import { goPipeline, usesFormulas } from '../../code/go/goPipeline.ts';
import { weightsFile } from '../../code/go/weightsFile.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import goMod from './module/go.mod?raw';
import goSum from './module/go.sum?raw';
import main from './module/main.go?raw';
import modelTest from './module/model_test.go?raw';
import model from './module/model.go?raw';
import { networkCode } from './networkCode.ts';

export const gomlx = {
  name: 'gomlx',
  label: 'GoMLX',
  group: 'go',
  about: say.gomlx,
  files: (of) => [
    { name: 'network.go', text: networkCode(of) },
    { name: 'model.go', text: model },
    { name: 'pipeline.go', text: goPipeline(of, true) },
    ...(usesFormulas(of) ? [{ name: 'formulas.go', text: formulas }] : []),
    { name: 'main.go', text: main },
    { name: 'model_test.go', text: modelTest },
    { name: 'go.mod', text: goMod.replace(/^module .*/, `module ${of.name}`) },
    { name: 'go.sum', text: goSum },
    weightsFile(of),
  ],
  howToRun: ({ name, golden }) => [
    'go test ./...',
    `CGO_ENABLED=0 go build -o ${name} .`,
    `echo ${(golden.rows[0] ?? []).slice(0, 8).join(',')}${(golden.rows[0]?.length ?? 0) > 8 ? ',…' : ''} | ./${name}`,
  ],
} as const satisfies ModelFormat;

import * as say from '#messages/generated/serverFormats.ts';
import formulas from '../../code/go/formulas.go?raw';
import { goPipeline, usesFormulas } from '../../code/go/goPipeline.ts';
import { weightsFile } from '../../code/go/weightsFile.ts';
import type { ModelFormat } from '../../ModelFormat.ts';
import type { ModelToExport } from '../../ModelToExport.ts';
import { deploymentYaml } from './deploymentYaml.ts';
import { defaultsCode } from './defaultsCode.ts';
import batcher from './module/batcher.go?raw';
import forward from './module/forward.go?raw';
import main from './module/main.go?raw';
import metrics from './module/metrics.go?raw';
import plan from './module/plan.go?raw';
import policies from './module/policies.go?raw';
import protocol from './module/protocol.go?raw';
import queue from './module/queue.go?raw';
import server from './module/server.go?raw';
import serviceTest from './module/service_test.go?raw';
import dockerfile from './module/Dockerfile?raw';
import { networkCode } from './networkCode.ts';

/** Of `sync.WaitGroup.Go`. */
const GO_VERSION = '1.25.0';

const goMod = (name: string): string => `module ${name}\n\ngo ${GO_VERSION}\n`;

/** What differs between networks; `module/` holds the rest, beside these files of a sample. */
const ownFiles = (model: ModelToExport) => [
  { name: 'network.go', text: networkCode(model) },
  { name: 'pipeline.go', text: goPipeline(model, false) },
  { name: 'defaults.go', text: defaultsCode(model) },
  { name: 'kubernetes.yaml', text: deploymentYaml(model) },
  { name: 'go.mod', text: goMod(model.name) },
];

export const goService = {
  name: 'go-service',
  label: 'Go service',
  group: 'go',
  about: say.goService,
  files: (model) => {
    const [network, ...others] = ownFiles(model);
    return [
      network!,
      { name: 'main.go', text: main },
      { name: 'server.go', text: server },
      { name: 'batcher.go', text: batcher },
      { name: 'queue.go', text: queue },
      { name: 'policies.go', text: policies },
      { name: 'plan.go', text: plan },
      { name: 'protocol.go', text: protocol },
      { name: 'metrics.go', text: metrics },
      { name: 'forward.go', text: forward },
      ...(usesFormulas(model) ? [{ name: 'formulas.go', text: formulas }] : []),
      { name: 'service_test.go', text: serviceTest },
      { name: 'Dockerfile', text: dockerfile },
      ...others,
      weightsFile(model),
    ];
  },
  howToRun: ({ name }) => [
    'go test ./... && CGO_ENABLED=0 go build -o service .',
    './service -address 127.0.0.1:8000 -cors http://localhost:4173',
    `curl 127.0.0.1:8000/v2/models/${name}`,
  ],
} as const satisfies ModelFormat;

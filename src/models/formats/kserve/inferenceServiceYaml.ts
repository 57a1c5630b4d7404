/**
 * KServe's InferenceService. The runtime is named, because KServe would choose OpenVINO's server for ONNX by itself; `storageUri` is the
 * repository's root, which holds a folder of the model's name.
 */
import { clusterName } from '../../code/clusterName.ts';
import { titleLine } from '../../code/titleLine.ts';
import { servedPlan } from '../../code/plans/servedPlan.ts';
import type { ModelToExport } from '../../ModelToExport.ts';

export function inferenceServiceYaml(model: ModelToExport): string {
  const { instances } = servedPlan(model.experiment.serving);
  return `# ${titleLine(model)}
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: ${clusterName(model.name)}
spec:
  predictor:
    minReplicas: 1
    model:
      modelFormat:
        name: onnx
        version: "1"
      runtime: kserve-tritonserver
      protocolVersion: v2
      # A claim of yours, with the folder models/ of this export. Also s3://, gs:// or https://.
      storageUri: pvc://models-claim/models
      resources:
        requests:
          cpu: "${instances}"
          memory: 1Gi
        limits:
          memory: 2Gi
`;
}

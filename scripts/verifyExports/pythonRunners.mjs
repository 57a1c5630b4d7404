/** Exports that Python runs or reads, each in a virtual environment of its own that is thrown away. */
import { join } from 'node:path';
import { runTool, versionOf } from './runTool.mjs';

const CHECKS = join(import.meta.dirname, 'checks.py');

/** The packages of each format; the version of the first is told. */
const PACKAGES = {
  onnx: ['onnxruntime', 'numpy'],
  numpy: ['numpy'],
  safetensors: ['safetensors', 'torch', 'numpy'],
  pytorch: ['torch', 'safetensors', 'numpy'],
  keras: ['keras', 'torch', 'numpy'],
  triton: ['tritonclient[grpc]', 'onnxruntime', 'numpy'],
  kserve: ['pyyaml', 'tritonclient[grpc]'],
  'ray-serve': ['ray[serve]', 'onnxruntime', 'numpy'],
  bentoml: ['bentoml', 'onnxruntime', 'numpy'],
  grafana: ['promql-parser', 'pyyaml'],
  risingwave: ['sqlglot', 'pglast'],
};

/** What the check of each is, in words. */
const WHAT = {
  onnx: 'InferenceSession, raw rows',
  numpy: 'run as a program',
  safetensors: 'load_file, torch.nn.Sequential over the golden inputs',
  pytorch: 'run as a program',
  keras: 'run as a program, on torch',
  triton: 'config.pbtxt by the schema of tritonclient, model.onnx by onnxruntime',
  kserve: 'YAML with known fields only, config.pbtxt by the schema',
  'ray-serve': 'imported: Ray accepts the settings; model.onnx by onnxruntime. No cluster is started',
  bentoml: 'the service called in its own process',
  grafana: 'each PromQL query and the scrape configuration parsed',
  risingwave:
    'parsed in its dialect, watermark and EMIT ON WINDOW CLOSE apart; what PostgreSQL shares by its own grammar',
};

export const pythonRunners = Object.entries(PACKAGES).map(([format, packages]) => ({
  format,
  async run({ folders, work }) {
    const python = await versionOf('python3', ['--version']);
    if (python === null) return { missing: 'Python is not on this machine' };
    const venv = join(work, `venv-${format}`);
    await runTool('python3', ['-m', 'venv', venv]);
    const inside = join(venv, 'bin', 'python');
    try {
      await runTool(inside, ['-m', 'pip', 'install', '--quiet', '--no-cache-dir', ...packages]);
    } catch (error) {
      return { missing: `${packages.join(', ')} could not be installed (${lastLine(error.message)})` };
    }
    const env = { KERAS_BACKEND: 'torch', CUDA_VISIBLE_DEVICES: '', BENTOML_DO_NOT_TRACK: 'True' };
    const text = await runTool(inside, [CHECKS, format, packages[0].replace(/\[.*/, ''), ...folders], {
      env,
    });
    const { largest, version } = JSON.parse(lastLine(text));
    return {
      runtime: `${packages[0].replace(/\[.*/, '')} ${version}, ${python}`,
      largest,
      what: WHAT[format],
    };
  },
}));

const lastLine = (text) => text.trim().split('\n').at(-1);

/** Exports that run in Node. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { differenceOf } from './difference.mjs';

const goldenOf = (folder) => JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8'));
const NODE = `Node ${process.versions.node}`;

async function largestOf(folders, outputsOf) {
  let largest = 0;
  for (const folder of folders) {
    const golden = goldenOf(folder);
    largest = Math.max(largest, differenceOf(await outputsOf(folder, golden), golden));
  }
  return largest;
}

/** An ES module from a folder that has no package.json. */
async function imported(folder, name) {
  const text = readFileSync(join(folder, name), 'utf8');
  return import(`data:text/javascript,${encodeURIComponent(text)}#${pathToFileURL(folder).href}`);
}

export const javascriptRunners = [
  {
    format: 'javascript',
    async run({ folders }) {
      const largest = await largestOf(folders, async (folder, { rows }) => {
        const file = readdirSync(folder).find((name) => name.endsWith('.js'));
        const { predict } = await imported(folder, file);
        return rows.map((row) => predict(row));
      });
      return { runtime: NODE, largest, what: 'imported' };
    },
  },
  {
    format: 'tfjs',
    async run({ folders }) {
      const tf = await import('@tensorflow/tfjs');
      await tf.setBackend('cpu');
      const largest = await largestOf(folders, async (folder, { rows }) => {
        const model = await tf.loadLayersModel(tf.io.fromMemory(artifactsIn(folder)));
        const inputs = existsSync(join(folder, 'inputs.js'))
          ? rows.map((await imported(folder, 'inputs.js')).toInputs)
          : rows;
        return model.predict(tf.tensor2d(inputs)).arraySync();
      });
      return { runtime: `TensorFlow.js ${tf.version.tfjs}, ${NODE}`, largest, what: 'loadLayersModel' };
    },
  },
];

function artifactsIn(folder) {
  const { modelTopology, weightsManifest, userDefinedMetadata } = JSON.parse(
    readFileSync(join(folder, 'model.json'), 'utf8'),
  );
  const parts = weightsManifest.flatMap(({ paths }) => paths.map((path) => readFileSync(join(folder, path))));
  const bytes = Buffer.concat(parts);
  return {
    modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
    userDefinedMetadata,
  };
}

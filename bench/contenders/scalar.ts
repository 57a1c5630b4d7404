/**
 * The plain scalar trainer: one object a neuron and one a link, one sample at a time, gradients accumulated over the
 * batch, as the classic playgrounds work. Not hobbled: every field starts as a number, so that the engine keeps
 * it unboxed in one shape. Hidden and output units are tanh; loss is half squared error; plain SGD.
 */
import { layerOffsets } from '../../src/nn/NetworkShape.ts';
import type { TrainingContender } from '../Contender.ts';
import { startOf } from '../networks.ts';
import { samplesOf, type Samples, type Work } from '../work.ts';

class Neuron {
  bias = 0.1;
  output = 0.1;
  outputDerivative = 0.1;
  inputDerivative = 0.1;
  biasGradient = 0.1;
  inLinks: Link[] = [];
  outLinks: Link[] = [];
}

class Link {
  weight = 0.1;
  gradient = 0.1;
  source: Neuron;
  target: Neuron;
  constructor(source: Neuron, target: Neuron) {
    this.source = source;
    this.target = target;
  }
}

function build(work: Work): Neuron[][] {
  const start = startOf(work.shape);
  const widths = [work.shape.inputs, ...work.shape.layers.map((layer) => layer.units)];
  const layers = widths.map((width) => Array.from({ length: width }, () => new Neuron()));
  layerOffsets(work.shape).forEach(({ units, kernelOffset, biasOffset }, index) => {
    layers[index + 1]!.forEach((target, to) => {
      target.bias = start[biasOffset + to]!;
      target.biasGradient = 0;
      layers[index]!.forEach((source, from) => {
        const link = new Link(source, target);
        link.weight = start[kernelOffset + from * units + to]!;
        link.gradient = 0;
        source.outLinks.push(link);
        target.inLinks.push(link);
      });
    });
  });
  return layers;
}

function forward(layers: Neuron[][], x: Float32Array, offset: number): void {
  const inputs = layers[0]!;
  for (let i = 0; i < inputs.length; i++) inputs[i]!.output = x[offset + i]!;
  for (let l = 1; l < layers.length; l++) {
    for (const neuron of layers[l]!) {
      let sum = neuron.bias;
      for (const link of neuron.inLinks) sum += link.weight * link.source.output;
      neuron.output = Math.tanh(sum);
    }
  }
}

function backward(layers: Neuron[][], target: number): void {
  const last = layers.length - 1;
  const output = layers[last]![0]!;
  output.outputDerivative = output.output - target;
  for (let l = last; l >= 1; l--) {
    for (const neuron of layers[l]!) {
      neuron.inputDerivative = neuron.outputDerivative * (1 - neuron.output * neuron.output);
      neuron.biasGradient += neuron.inputDerivative;
      for (const link of neuron.inLinks) link.gradient += neuron.inputDerivative * link.source.output;
    }
    if (l === 1) break;
    for (const neuron of layers[l - 1]!) {
      let sum = 0;
      for (const link of neuron.outLinks) sum += link.weight * link.target.inputDerivative;
      neuron.outputDerivative = sum;
    }
  }
}

function update(layers: Neuron[][], rate: number): void {
  for (let l = 1; l < layers.length; l++) {
    for (const neuron of layers[l]!) {
      neuron.bias -= rate * neuron.biasGradient;
      neuron.biasGradient = 0;
      for (const link of neuron.inLinks) {
        link.weight -= rate * link.gradient;
        link.gradient = 0;
      }
    }
  }
}

export function scalarContender(): TrainingContender {
  let layers: Neuron[][] = [];
  let samples: Samples = { x: new Float32Array(), y: new Float32Array() };
  let work: Work;
  const contender: TrainingContender = {
    async prepare(given) {
      work = given;
      layers = build(work);
      samples = samplesOf(work);
      await contender.train(500);
    },
    async train(steps) {
      const { x, y } = samples;
      const { inputs } = work.shape;
      for (let step = 0, i = 0; step < steps; step++) {
        for (let n = 0; n < work.batchSize; n++) {
          forward(layers, x, i * inputs);
          backward(layers, y[i]!);
          i = i + 1 === work.samples ? 0 : i + 1;
        }
        update(layers, work.learningRate / work.batchSize);
      }
      return steps;
    },
  };
  return contender;
}

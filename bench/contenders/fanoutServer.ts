/**
 * Fanout as its page serves: engine and server in their workers, 64 callers on this page, each awaiting its own answer
 * before it sends again. Everything is paid for: messages, queue, batching, read-back, one promise a request.
 */
import { startEngine } from '../../src/client/startEngine.ts';
import { parseExperiment } from '../../src/experiment/parseExperiment.ts';
import type { InferenceContender } from '../Contender.ts';
import { CALLERS, rows } from '../requests.ts';

export function fanoutServer(device: 'wasm' | 'webgpu'): InferenceContender {
  const engine = startEngine();
  const { row } = rows();
  const contender: InferenceContender = {
    async prepare() {
      const experiment = parseExperiment({
        data: { set: 'mnist', samples: 100 },
        network: { hidden: [{ units: 128, activation: 'relu' }], output: { activation: 'softmax' } },
        serving: { pattern: 'batched', maxBatchSize: CALLERS, maxQueueDelayUs: 0, maxQueueSize: 4_096 },
      });
      const report = await engine.start(experiment, device);
      if (report.name !== device) throw new Error(`no ${device} here`);
      await engine.whenServing();
      const first = await engine.request(row(0));
      if (first.device !== device) throw new Error(`answered on ${first.device}`);
      await contender.answer(4);
    },
    async answer(rounds) {
      const caller = async (index: number): Promise<void> => {
        for (let round = 0; round < rounds; round++) await engine.request(row(index + round * CALLERS));
      };
      await Promise.all(Array.from({ length: CALLERS }, (_, index) => caller(index)));
    },
  };
  return contender;
}

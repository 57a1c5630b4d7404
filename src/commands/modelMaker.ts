/** Gathers the present network with all that a format to take it away in may need; the room that makes it is loaded then. */
import type { Engine } from '#client/Engine.ts';
import { labelOfSet } from '#datasets/registry.ts';
import * as say from '#messages/generated/boot.ts';
import type { ModelMetrics, ModelToExport } from '#models/ModelToExport.ts';
import type { Evaluation } from '#protocol/trainer.ts';
import { openExperiment } from '#state/experimentStore.ts';
import { importModule } from './importModule.ts';
import { readModelFiles, type FileToRead } from './modelReader.ts';
import type { PageData } from './pageData.ts';
import type { LinkMaker } from './shareLink.ts';

export interface ModelMaker {
  /** @throws where the weights are not finite, or the engine cannot give them */
  modelToExport(): Promise<ModelToExport>;
  /** Opens the network of these files, undoable. @throws with what is in the way, and changes nothing */
  importModel(files: readonly FileToRead[]): Promise<void>;
}

export interface ModelMakerParts {
  readonly engine: Pick<Engine, 'trainer'>;
  readonly links: Pick<LinkMaker, 'link' | 'trained'>;
  readonly pageData: Pick<PageData, 'ready'>;
  /** Of Fanout. */
  readonly version: string;
}

export function createModelMaker({ engine, links, pageData, version }: ModelMakerParts): ModelMaker {
  const { trainer } = engine;
  return {
    async importModel(files) {
      openExperiment(await readModelFiles(files));
    },
    async modelToExport() {
      const { makeModel } = await importModule(say.modelFormats, () => import('#models/modelExchange.ts'));
      const { experiment, trained } = await links.trained();
      const [prepared, link, train, test] = await Promise.all([
        pageData.ready(),
        links.link(),
        trainer.call('evaluate', { split: 'train' }),
        trainer.call('evaluate', { split: 'test' }),
      ]);
      return makeModel({
        experiment,
        prepared,
        parameters: trained.parameters,
        title: experiment.title ?? labelOfSet(experiment.data.set),
        link,
        version,
        epoch: Math.floor(trained.epoch),
        step: trained.step,
        metrics: { train: metricsOf(train), test: metricsOf(test) },
      });
    },
  };
}

const metricsOf = ({ loss, accuracy }: Evaluation): ModelMetrics =>
  accuracy === undefined ? { loss } : { loss, accuracy };

/**
 * Implements the commands on stores and engine. They return immediately; an error that comes later becomes a notice, because
 * no caller waits for it.
 */
import type { Engine } from '#client/Engine.ts';
import { momentOf } from '#client/momentOf.ts';
import { orAborted } from '#client/orAborted.ts';
import { inheritUnits } from '#client/unitIds.ts';
import { changeExperiment } from '#experiment/changeExperiment.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { editNetwork } from '#experiment/networkEdits.ts';
import { networkShape } from '#experiment/networkShape.ts';
import { PRESETS } from '#experiment/presets.ts';
import { failed } from '#messages/Failure.ts';
import * as failures from '#messages/generated/commandErrors.ts';
import { layerOffsets } from '#nn/NetworkShape.ts';
import type { EngineState } from '#state/applyEngineEvents.ts';
import {
  deviceMeasurementEnded,
  deviceMeasurementStarted,
  devicesMeasured,
  deviceStore,
} from '#state/deviceStore.ts';
import {
  beginTraining,
  experimentStore,
  openExperiment,
  redo,
  setExperiment,
  undo,
} from '#state/experimentStore.ts';
import { suggestionTried } from '#state/diagnosisStore.ts';
import { dataFeed, probeFeed } from '#state/feeds.ts';
import { setSpeed, trainingStore } from '#state/trainingStore.ts';
import { uiStore } from '#state/uiStore.ts';
import type { Commands } from './Commands.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { createSweepCommands, type LazySweeps } from './lazySweeps.ts';
import { createLoadCommands } from './loadCommands.ts';
import { createMeasureCommands } from './measureCommands.ts';
import { measureDevices } from './measureDevices.ts';
import { notifyError } from './notifyError.ts';
import type { PageData } from './pageData.ts';
import type { WorkKeeper } from './persistWork.ts';
import { createProbeCommands } from './probeCommands.ts';
import { readSource } from './readSource.ts';
import type { ModelMaker } from './modelMaker.ts';
import type { LinkMaker } from './shareLink.ts';
import type { Comparer } from './runCompare.ts';
import type { LoadRunner } from './runLoad.ts';
import type { PatternRunner } from './runPattern.ts';
import { runPreset } from './runPreset.ts';
import type { Seeker } from './seeker.ts';
import { createTableCommands, type OpenTableFunction } from './tableCommands.ts';
import { simulatePolicies } from './simulatePolicies.ts';

export interface CommandParts {
  readonly engine: Engine;
  readonly sync: Pick<ExperimentSync, 'whenTaken'>;
  readonly engineState: Pick<EngineState, 'forgetProblem'>;
  readonly loads: LoadRunner;
  readonly patterns: PatternRunner;
  readonly comparer: Comparer;
  readonly pageData: Pick<PageData, 'ready' | 'stopLoading'>;
  readonly seeker: Seeker;
  readonly sweeps: LazySweeps;
  readonly openTable: OpenTableFunction;
  readonly links: LinkMaker;
  readonly work: Pick<WorkKeeper, 'bringCurves'>;
  readonly models: ModelMaker;
  /** The experiment of the address, where the page started with another. */
  readonly addressed?: Experiment | undefined;
}

export function createCommands({
  engine,
  sync,
  engineState,
  loads,
  patterns,
  comparer,
  pageData,
  seeker,
  sweeps,
  openTable,
  links,
  work,
  models,
  addressed,
}: CommandParts): Commands {
  const { trainer } = engine;

  /** Runs once the engine has taken the present experiment, so that it acts on the network on the screen. */
  const carryOut = (work: () => Promise<unknown>): void => {
    sync.whenTaken().then(work).catch(notifyError);
  };
  const playNow = async (): Promise<void> => {
    const { speed } = trainingStore.getState();
    await trainer.call('play', speed === null ? {} : { epochsPerSecond: speed });
  };
  const changeWeights = (work: () => Promise<unknown>): void => {
    carryOut(async () => {
      await work();
      engine.weightsChanged();
    });
  };

  const sendProbe = (raw: Float32Array): void => {
    const row = dataFeed.latest?.toInputs(raw) ?? null;
    carryOut(() => trainer.call('probe', { row }));
  };
  const resendProbe = (): void => {
    if (probeFeed.latest) sendProbe(probeFeed.latest.raw);
  };
  resendProbe();
  dataFeed.subscribe(resendProbe);

  let measuring = new AbortController();
  const measureAll = async (signal: AbortSignal): Promise<void> => {
    try {
      await orAborted(sync.whenTaken(), signal);
      devicesMeasured(await measureDevices(engine, pageData, signal));
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      deviceMeasurementEnded();
    }
  };

  const commands: Commands = {
    bringRuns: () => work.bringCurves(),
    edit(change, gesture) {
      setExperiment(change(experimentStore.getState().experiment), gesture);
    },
    tryDiagnosis({ change, suggestion, restarts }) {
      const next = changeExperiment(experimentStore.getState().experiment, change);
      if (restarts) openExperiment(next);
      else setExperiment(next);
      suggestionTried(suggestion, next);
      commands.play();
    },
    changeNetwork(edit) {
      const before = experimentStore.getState().experiment;
      try {
        const { experiment, sources } = editNetwork(before, edit);
        inheritUnits(experiment, before, sources);
        setExperiment(experiment);
      } catch (error) {
        notifyError(error);
      }
    },
    undo,
    redo,
    play() {
      engineState.forgetProblem();
      carryOut(playNow);
    },
    pause() {
      changeWeights(() => trainer.call('pause', undefined));
    },
    step(unit) {
      engineState.forgetProblem();
      changeWeights(() => trainer.call('step', { unit }));
    },
    reset() {
      engineState.forgetProblem();
      changeWeights(() => trainer.call('reset', { moment: momentOf(beginTraining()) }));
    },
    startAfresh() {
      uiStore.setState({ notice: null });
      if (addressed) openExperiment({ ...addressed });
      else commands.reset();
    },
    seek(epoch) {
      engineState.forgetProblem();
      seeker.seek(epoch);
    },
    seekNext(direction) {
      engineState.forgetProblem();
      seeker.seekNext(direction);
    },
    setSpeed(speed) {
      setSpeed(speed);
      if (trainingStore.getState().phase === 'playing') carryOut(playNow);
    },
    useDevice(name) {
      carryOut(() => engine.useDevice(name));
    },
    measureDevices() {
      if (deviceStore.getState().measuring) return;
      deviceMeasurementStarted();
      measuring = new AbortController();
      measureAll(measuring.signal).catch(notifyError);
    },
    stopMeasuring() {
      measuring.abort(new DOMException(failures.measurementStopped().text, 'AbortError'));
    },
    setWeight(layer, from, to, value) {
      commands.setWeights(layer, [{ from, to, value }]);
    },
    setWeights(layer, weights) {
      changeWeights(async () => {
        const shape = networkShape(experimentStore.getState().experiment);
        const offsets = layerOffsets(shape)[layer];
        const changes = weights.map(({ from, to, value }) => {
          if (!offsets || to >= offsets.units || (from ?? 0) >= offsets.inputs)
            throw failed(failures.noSuchWeight());
          const { kernelOffset, biasOffset, units } = offsets;
          return { index: from === null ? biasOffset + to : kernelOffset + from * units + to, value };
        });
        await trainer.call('changeParameters', { changes, moment: momentOf(beginTraining()) });
      });
    },
    ...createProbeCommands(sendProbe),
    ...createLoadCommands(loads),
    ...createMeasureCommands(engine, sync, loads),
    ...createTableCommands(openTable),
    ...createSweepCommands(sweeps, { play: () => commands.play(), pause: () => commands.pause() }),
    runPattern(name, settings) {
      patterns.run(name, settings).catch(notifyError);
    },
    stopPattern() {
      patterns.stop();
    },
    clearPattern() {
      patterns.clear();
    },
    injectFault(kind, ms) {
      carryOut(async () => {
        await engine.whenServing();
        await engine.server.call('injectFault', ms === undefined ? { kind } : { kind, ms });
      });
    },
    runPreset(id) {
      runPreset(commands, loads, id).catch(notifyError);
    },
    compareSides() {
      comparer.compareSides().catch(notifyError);
    },
    measurePolicies() {
      comparer.measurePolicies().catch(notifyError);
    },
    simulatePolicies() {
      simulatePolicies(engine).catch(notifyError);
    },
    voteEnsemble() {
      comparer.voteEnsemble().catch(notifyError);
    },
    setCompareSide: comparer.setSide,
    setCompareRounds: comparer.setRounds,
    stopCompare() {
      comparer.stop();
    },
    keepNetwork(name) {
      comparer.keep(name).catch(notifyError);
    },
    forgetNetwork(id) {
      comparer.forget(id);
    },
    async ask(kind, params) {
      await sync.whenTaken();
      return trainer.call(kind, params);
    },
    async layerCurves() {
      await sync.whenTaken();
      return trainer.call('layerCurves', undefined);
    },
    ...links,
    ...models,
    async open(source) {
      openExperiment(await readSource(source));
    },
    stopLoading() {
      if (trainingStore.getState().phase !== 'loading') return;
      pageData.stopLoading();
      trainer.call('stopLoading', undefined).catch(notifyError);
    },
    stopAll() {
      commands.stopLoading();
      commands.stopLoad();
      commands.stopPattern();
      commands.stopCompare();
      commands.stopMeasuring();
      commands.stopTrainingSweep();
      // A run that still waits for its experiment is paused as soon as it has begun.
      commands.pause();
    },
    openPreset(id) {
      const preset = PRESETS.find((one) => one.id === id);
      if (preset) openExperiment({ ...preset.experiment });
    },
    setTheme(theme) {
      uiStore.setState({ theme });
    },
  };
  return commands;
}

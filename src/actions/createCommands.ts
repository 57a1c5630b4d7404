/**
 * Carries out what the screen asks for, on the stores and the engine. Commands return at once; what goes wrong later
 * becomes a notice, because no caller waits for it.
 */
import type { Engine } from '../client/Engine.ts';
import { experimentStore, redo, setExperiment, undo } from '../state/experimentStore.ts';
import { dataFeed } from '../state/feeds.ts';
import type { Follower } from '../state/follow.ts';
import { deviceStore } from '../state/deviceStore.ts';
import { trainingStore } from '../state/trainingStore.ts';
import { uiStore } from '../state/uiStore.ts';
import { showProblem } from './showProblem.ts';
import type { Commands } from './Commands.ts';
import type { Comparer } from './runCompare.ts';
import type { ExperimentSync } from './experimentSync.ts';
import { createLoadCommands } from './loadCommands.ts';
import { measureDevices } from './measureDevices.ts';
import type { PageData } from './pageData.ts';
import type { LoadRunner } from './runLoad.ts';
import type { PatternRunner } from './runPattern.ts';
import { replayPolicies } from './replayPolicies.ts';
import { runPreset } from './runPreset.ts';
import { readSource } from './readSource.ts';

export interface CommandParts {
  readonly engine: Engine;
  readonly sync: Pick<ExperimentSync, 'whenTaken'>;
  readonly follower: Pick<Follower, 'forgetProblem'>;
  readonly loads: LoadRunner;
  readonly patterns: PatternRunner;
  readonly comparer: Comparer;
  readonly pageData: Pick<PageData, 'ready'>;
  /** The link of the present experiment. */
  link(): Promise<string>;
}

export function createCommands({
  engine,
  sync,
  follower,
  loads,
  patterns,
  comparer,
  pageData,
  link,
}: CommandParts): Commands {
  const { trainer } = engine;

  /** Runs when the engine has taken the present experiment, so that it meets the network on the screen. */
  const carryOut = (work: () => Promise<unknown>): void => {
    sync.whenTaken().then(work).catch(showProblem);
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

  const commands: Commands = {
    edit(change, gesture) {
      setExperiment(change(experimentStore.getState().experiment), gesture);
    },
    undo,
    redo,
    play() {
      follower.forgetProblem();
      carryOut(playNow);
    },
    pause() {
      changeWeights(() => trainer.call('pause', undefined));
    },
    step(unit) {
      follower.forgetProblem();
      changeWeights(() => trainer.call('step', { unit }));
    },
    reset() {
      follower.forgetProblem();
      changeWeights(() => trainer.call('reset', undefined));
    },
    setSpeed(speed) {
      trainingStore.setState({ speed });
      if (trainingStore.getState().phase === 'playing') carryOut(playNow);
    },
    useDevice(name) {
      carryOut(() => engine.useDevice(name));
    },
    measureDevices() {
      if (deviceStore.getState().measuring) return;
      deviceStore.setState({ measuring: true });
      carryOut(async () => {
        try {
          const tried = await measureDevices(engine, pageData);
          const { report } = deviceStore.getState();
          deviceStore.setState({ tried, report: tried.find(({ name }) => name === report?.name) ?? report });
        } finally {
          deviceStore.setState({ measuring: false });
        }
      });
    },
    setWeight(layer, from, to, value) {
      changeWeights(async () => {
        const layers = await trainer.call('parameters', undefined);
        const column = from === null ? layers[layer]?.bias : layers[layer]?.kernel[from];
        if (column?.[to] === undefined)
          throw new Error('That link is not part of the present network any more.');
        column[to] = value;
        await trainer.call('setParameters', { layers });
      });
    },
    probe(rawRow) {
      const data = dataFeed.latest;
      const row = rawRow && data ? data.toInputs(rawRow) : null;
      carryOut(() => trainer.call('probe', { row }));
    },
    ...createLoadCommands(loads),
    runPattern(name, settings) {
      patterns.run(name, settings).catch(showProblem);
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
      runPreset(commands, id);
    },
    compareSides() {
      comparer.compareSides().catch(showProblem);
    },
    racePolicies() {
      comparer.racePolicies().catch(showProblem);
    },
    replayPolicies() {
      replayPolicies(engine).catch(showProblem);
    },
    askCommittee() {
      comparer.askCommittee().catch(showProblem);
    },
    stopCompare() {
      comparer.stop();
    },
    keepNetwork(name) {
      comparer.keep(name).catch(showProblem);
    },
    forgetNetwork(id) {
      comparer.forget(id);
    },
    link,
    async open(source) {
      setExperiment(await readSource(source));
    },
    setTheme(theme) {
      uiStore.setState({ theme });
    },
  };
  return commands;
}

/**
 * Feeds conditions with what happens on the page: every picture of training with the points of the curve in between, each load that ends,
 * each frame of an example. Dead units are counted by the trainer, only where a condition asks for them.
 */
import type { ConditionWatch } from '#lessons/conditions/ConditionWatch.ts';
import { quantitiesIn } from '#lessons/conditions/isBusy.ts';
import type { HistoryPoint } from '#protocol/trainer.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { historyFeed, snapshotFeed } from '#state/feeds.ts';
import { patternFeed } from '#state/patternFeed.ts';
import { servingStore } from '#state/servingStore.ts';
import { sweepStore } from '#state/sweepStore.ts';
import { trainingStore } from '#state/trainingStore.ts';
import type { Commands } from './Commands.ts';
import { Observer, type DeadUnits } from './observe.ts';

/**
 * @param told after each look, when the watches have seen what there is
 * @returns a function that stops it
 * @example const stop = followConditions(commands, [watch], () => show(watch.state));
 */
export function followConditions(
  commands: Pick<Commands, 'ask'>,
  watches: readonly ConditionWatch[],
  told: () => void,
): () => void {
  const observer = new Observer();
  const asksForDead = watches.some(({ condition }) =>
    quantitiesIn(condition).some(({ name }) => name === 'dead'),
  );
  let counted: (DeadUnits & { readonly step: number }) | null = null;
  let isCounting = false;
  let isStopped = false;
  let curve: readonly HistoryPoint[] = [];

  /** Points since the last look; where it began anew, all of them. */
  function newPoints(): readonly HistoryPoint[] {
    const { latest } = historyFeed;
    const seen = curve.at(-1);
    curve = latest;
    const isGoingOn = seen !== undefined && (latest.at(-1)?.step ?? -1) >= seen.step;
    return isGoingOn ? latest.filter(({ step }) => step > seen.step) : latest;
  }

  async function count(): Promise<void> {
    const { snapshot } = observer;
    if (!asksForDead || isCounting || !snapshot) return;
    const { generation, metrics } = snapshot;
    if (counted?.generation === generation && counted.step === metrics.step) return;
    isCounting = true;
    try {
      const { layers } = await commands.ask('distributions', { bins: 1 });
      counted = { generation, step: metrics.step, dead: layers.map(({ dead }) => dead.length) };
    } catch {
      // Without a device nothing is counted: the screen tells of that elsewhere.
      counted = { generation, step: metrics.step, dead: [] };
    }
    isCounting = false;
    if (!isStopped) look();
  }

  function look(): void {
    const now = observer.observe(counted);
    const points = observer.snapshot ? newPoints() : [];
    for (const watch of watches) watch.see(now, points);
    told();
    void count();
  }

  const stops = [
    experimentStore.subscribe(look),
    snapshotFeed.subscribe(look),
    trainingStore.subscribe(({ phase }, before) => phase !== before.phase && look()),
    servingStore.subscribe(({ phase, report }, before) => {
      if (phase === 'idle' && (before.phase !== 'idle' || report !== before.report)) look();
    }),
    sweepStore.subscribe(({ isRunning }, before) => isRunning !== before.isRunning && look()),
    patternFeed.subscribe(look),
  ];
  look();
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}

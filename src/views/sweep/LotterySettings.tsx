/** Settings of the seed lottery: how many starts of the network on the screen, and when one counts as solved. */
import { useCallback, useMemo } from 'react';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import type { SweepOrder } from '#sweep/readSettings.ts';
import { NumberRow } from '../controls/SettingRow.tsx';
import { useExperiment } from '../useExperiment.ts';
import { StartSweep } from './StartSweep.tsx';
import { useSweepSpec } from './useSweepSpec.ts';

export function LotterySettings() {
  const present = useExperiment((experiment) => experiment);
  const [{ lottery }, change] = useSweepSpec();
  const { networks, firstSeed, epochs, solvedBelow } = lottery;
  const set = (part: Partial<typeof lottery>): void => change({ lottery: { ...lottery, ...part } });
  const experiment = useMemo(
    () => ({ ...present, network: { ...present.network, seed: firstSeed } }),
    [present, firstSeed],
  );
  const order = useCallback(
    (): SweepOrder => ({
      choice: { over: [], method: 'grid', samples: undefined, seed: 1, starts: networks },
      until: { epochs, seconds: 0, testLoss: 0 },
    }),
    [networks, epochs],
  );
  return (
    <div className="sweep-settings">
      <div className="region-head">
        <h2>{say.sameNetwork()}</h2>
      </div>
      <p className="sweep-about">{say.lotteryAbout()}</p>
      <NumberRow
        label={say.networksCount()}
        value={networks}
        range={LIMITS.sweepNetworks}
        whole
        onChange={(count) => set({ networks: count })}
      />
      <NumberRow
        label={say.firstSeed()}
        value={firstSeed}
        range={LIMITS.seed}
        whole
        onChange={(seed) => set({ firstSeed: seed })}
      />
      <NumberRow
        label={say.epochs()}
        value={epochs}
        range={{ min: 1, max: LIMITS.stopEpochs.max }}
        whole
        onChange={(count) => set({ epochs: count })}
      />
      <NumberRow
        label={say.solvedBelow()}
        value={solvedBelow}
        range={LIMITS.stopLoss}
        onChange={(loss) => set({ solvedBelow: loss })}
      />
      <StartSweep experiment={experiment} order={order} label={(count) => say.drawLots({ count })} />
    </div>
  );
}

/** Loss landscape: a slice of the loss around the present weights, large, along directions of one's choice. */
import { useMemo, useState } from 'react';
import * as say from '#messages/generated/inspect.ts';
import { Button } from '../../controls/Button.tsx';
import { Segmented } from '../../controls/Segmented.tsx';
import { SettingRow } from '../../controls/SettingRow.tsx';
import { LossAround, useHasPath } from './LossAround.tsx';

const SIDES = ['21', '33', '41'] as const;
const RADII = ['0.5', '1', '2'] as const;

export function LandscapePane() {
  const hasPath = useHasPath();
  const [wanted, setWanted] = useState<'path' | 'random'>('path');
  const [side, setSide] = useState<(typeof SIDES)[number]>('33');
  const [radius, setRadius] = useState<(typeof RADII)[number]>('1');
  const [seed, setSeed] = useState(1);
  const directions = hasPath ? wanted : 'random';
  const params = useMemo(
    () => ({ directions, side: Number(side), radius: Number(radius), seed }),
    [directions, side, radius, seed],
  );
  return (
    <div className="inspect-columns inspect-two">
      <div className="inspect-side">
        <h2>{say.lossAround()}</h2>
        <p className="inspect-text">{say.landscapeAbout()}</p>
        <div className="inspect-settings">
          <SettingRow label={say.directions()}>
            <Segmented
              label={say.directions()}
              value={directions}
              options={[
                ...(hasPath ? [{ value: 'path' as const, label: say.ofTheRun() }] : []),
                { value: 'random' as const, label: say.randomDirections() },
              ]}
              onChange={(value: 'path' | 'random') => setWanted(value)}
            />
          </SettingRow>
          <SettingRow label={say.resolution()}>
            <Segmented
              label={say.resolution()}
              value={side}
              options={named(SIDES)}
              onChange={(value: (typeof SIDES)[number]) => setSide(value)}
            />
          </SettingRow>
          {directions === 'random' && (
            <>
              <SettingRow label={say.reach()}>
                <Segmented
                  label={say.reach()}
                  value={radius}
                  options={named(RADII)}
                  onChange={(value: (typeof RADII)[number]) => setRadius(value)}
                />
              </SettingRow>
              <Button className="button" onClick={() => setSeed(seed + 1)}>
                {say.otherDirections()}
              </Button>
            </>
          )}
        </div>
        {!hasPath && <p className="inspect-note">{say.noPathYet()}</p>}
      </div>
      <div className="inspect-middle inspect-large">
        <LossAround params={params} />
      </div>
    </div>
  );
}

const named = <T extends string>(values: readonly T[]) => values.map((value) => ({ value, label: value }));

/** Settings of a sweep over fields: which, over which values, and how long each network trains. */
import { useCallback } from 'react';
import type { SweepSpec } from '#experiment/sweepSpec.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/trainingSweep.ts';
import { SWEEP_IDEAS } from '#scene/trainingSweep/sweepIdeas.ts';
import { orderOf } from '#sweep/readSettings.ts';
import { fieldsOf } from '#sweep/sweepFields.ts';
import { setSweepView } from '#state/sweepViewStore.ts';
import { NumberRow } from '../controls/SettingRow.tsx';
import { Segmented } from '../controls/Segmented.tsx';
import { Select } from '../controls/Select.tsx';
import { useExperiment } from '../useExperiment.ts';
import { StartSweep } from './StartSweep.tsx';
import { SweptField } from './SweptField.tsx';
import { useSweepSpec } from './useSweepSpec.ts';

/** Fields that the screen offers; scripts may have more. */
const MOST_FIELDS = 3;

export function GridSettings() {
  const experiment = useExperiment((present) => present);
  const [spec, change] = useSweepSpec();
  const { over, method } = spec;
  const order = useCallback(() => orderOf(spec), [spec]);
  const setField = (at: number, field: SweepSpec['over'][number]): void =>
    change({ over: over.map((each, i) => (i === at ? field : each)) });
  const next = fieldsOf(experiment).find(({ path }) => over.every((each) => each.path !== path));
  const takeIdea = (id: string): void => {
    const idea = SWEEP_IDEAS.find((each) => each.id === id);
    if (!idea) return;
    setSweepView({ look: idea.shows });
    change(idea.spec(experiment));
  };
  return (
    <div className="sweep-settings">
      <Select
        label={say.idea()}
        value=""
        options={[
          { value: '', label: say.ideas() },
          ...SWEEP_IDEAS.map(({ id, label }) => ({ value: id, label: label() })),
        ]}
        onChange={takeIdea}
      />
      <div className="region-head">
        <h2>{say.vary()}</h2>
        <span>{say.fields({ count: over.length })}</span>
      </div>
      {over.map((field, at) => (
        <SweptField
          key={field.path}
          experiment={experiment}
          field={field}
          place={at + 1}
          taken={over.flatMap(({ path }, i) => (i === at ? [] : [path]))}
          onChange={(changed) => setField(at, changed)}
          onRemove={() => change({ over: over.filter((_, i) => i !== at) })}
        />
      ))}
      {over.length < MOST_FIELDS && next && (
        <button
          type="button"
          className="sweep-add"
          onClick={() =>
            change({ over: [...over, { path: next.path, values: [...next.proposed(experiment)] }] })
          }
        >
          {say.addField()}
        </button>
      )}
      <div className="sweep-group">
        <h2>{say.eachNetwork()}</h2>
        <NumberRow
          label={say.epochs()}
          value={spec.epochs}
          range={{ min: 1, max: LIMITS.stopEpochs.max }}
          whole
          onChange={(epochs) => change({ epochs })}
        />
        <NumberRow
          label={say.starts()}
          value={spec.starts}
          range={LIMITS.sweepNetworks}
          whole
          onChange={(starts) => change({ starts })}
        />
        <Segmented
          label={say.combinations()}
          value={method}
          options={[
            { value: 'grid', label: say.all() },
            { value: 'random', label: say.random() },
            { value: 'halving', label: say.halving() },
          ]}
          onChange={(chosen) => change({ method: chosen })}
        />
        {method === 'random' && (
          <NumberRow
            label={say.draws()}
            value={spec.samples}
            range={LIMITS.sweepNetworks}
            whole
            onChange={(samples) => change({ samples })}
          />
        )}
        {method !== 'grid' && (
          <p className="sweep-about">{method === 'random' ? say.randomAbout() : say.halvingAbout()}</p>
        )}
      </div>
      <StartSweep experiment={experiment} order={order} label={(count) => say.train({ count })} />
    </div>
  );
}

/** Which unit's sum is shown: by lists here, or by a click on the diagram. */
import * as say from '#messages/generated/inspectSample.ts';
import { layerName, unitName, type NameSources } from '#scene/network/unitNames.ts';
import { inspectStore } from '#state/inspectStore.ts';
import type { UnitId } from '#state/uiStore.ts';
import { Select } from '../../controls/Select.tsx';
import { useOnePart } from '../../useLayout.ts';

interface UnitChoiceProps {
  readonly names: NameSources;
  readonly unit: UnitId;
}

export function UnitChoice({ names, unit: { layer, unit } }: UnitChoiceProps) {
  const { shape } = names;
  const phone = useOnePart();
  const units = shape.layers[layer]?.units ?? 1;
  const choose = (chosen: UnitId): void => inspectStore.setState({ chosen, term: null });
  const isOutput = layer === shape.layers.length - 1;
  return (
    <div className="unit-choice">
      <Select
        label={say.layerOfUnit()}
        small
        value={String(layer)}
        options={shape.layers.map((_, i) => ({ value: String(i), label: layerName(shape, i) }))}
        onChange={(value) => choose({ layer: Number(value), unit: 0 })}
      />
      {units > 1 && (
        <Select
          label={say.unitOfLayer()}
          small
          value={String(unit)}
          options={Array.from({ length: units }, (_, i) => ({
            value: String(i),
            label: isOutput ? unitName(names, layer, i) : say.unitNumber({ unit: i + 1 }),
          }))}
          onChange={(value) => choose({ layer, unit: Number(value) })}
        />
      )}
      {!phone && <span className="region-note">{say.unitHint()}</span>}
    </div>
  );
}

/**
 * Editor of the numbers of one unit or link: the bias and the incoming weights, each a field that marks its link in the
 * diagram. Opens at its unit, takes the focus and returns it; Escape or Tab past its end closes it.
 */
import { useEffect, useRef, type FocusEvent } from 'react';
import { X } from 'lucide-react';
import type { NetworkLayout } from '#canvas/networkLayout.ts';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/network.ts';
import { singleDigits } from '#messages/numberText.ts';
import { isSameShape } from '#nn/isSameShape.ts';
import { linkName, unitName, type NameSources } from '#scene/network/unitNames.ts';
import { LARGEST_WEIGHT, weightAt } from '#scene/network/weightAt.ts';
import { snapshotFeed } from '#state/feeds.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { useExperiment } from '../useExperiment.ts';
import { useFeed } from '../useFeed.ts';
import { anchorOf, type Place } from './NetworkTip.tsx';

const MOST_FIELDS = 32;

interface WeightEditorProps {
  readonly place: Place;
  readonly layout: NetworkLayout;
  readonly heightPx: number;
  readonly names: NameSources;
  onMark(place: Place | null): void;
  onClose(): void;
}

export function WeightEditor({ place, layout, heightPx, names, onMark, onClose }: WeightEditorProps) {
  const commands = useCommands();
  const snapshot = useFeed(snapshotFeed);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const cameFrom = document.activeElement === document.body ? unitButton() : document.activeElement;
    box.current?.querySelector('input')?.select();
    const onPointerDown = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true);
      if (cameFrom instanceof HTMLElement && document.activeElement === document.body) cameFrom.focus();
    };
    // Only when it opens: the anchor does not change while it is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [place.layer, place.unit, place.from]);

  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) onClose();
  };

  const { shape } = names;
  const anchor = anchorOf(layout, place);
  if (!anchor || !snapshot || !isSameShape(snapshot.shape, shape)) return null;
  const { parameters } = snapshot;
  const target = unitName(names, place.layer, place.unit);
  const sources = sourcesOf(
    place,
    place.layer > 0 ? (shape.layers[place.layer - 1]?.units ?? 0) : shape.inputs,
  );
  const field = (from: number | null) => (
    <NumberField
      label={
        from === null
          ? say.biasOf({ unit: target })
          : say.weightFrom({ from: unitName(names, place.layer - 1, from), to: target })
      }
      value={singleDigits(weightAt(shape, parameters, place.layer, from, place.unit))}
      min={-LARGEST_WEIGHT}
      max={LARGEST_WEIGHT}
      onChange={(value) => commands.setWeight(place.layer, from, place.unit, value)}
    />
  );
  const left = Math.max(128, Math.min(layout.widthPx - 128, anchor.x));
  const below = anchor.y < heightPx / 2;
  return (
    <div
      ref={box}
      className="weight-editor"
      role="dialog"
      aria-label={say.numbersOf({ unit: target })}
      style={{
        left,
        ...(below ? { top: anchor.y + 12 } : { bottom: heightPx - anchor.y + 4 }),
        maxHeight: Math.max(120, below ? heightPx - anchor.y - 24 : anchor.y - 12),
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
      }}
      onBlur={onBlur}
      onPointerMove={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
    >
      <div className="weight-editor-head">
        <h3>{place.from === undefined ? target : linkName(names, place.layer, place.from, place.unit)}</h3>
        <button type="button" className="button-plain" aria-label={say.close()} onClick={onClose}>
          <X aria-hidden size={14} />
        </button>
      </div>
      {place.from === undefined && place.layer < shape.layers.length - 1 && (
        <UnitActions layer={place.layer} unit={place.unit} onClose={onClose} />
      )}
      {place.from === undefined && (
        <div className="setting-row" onFocus={() => onMark(null)}>
          <span>{say.biasHead()}</span>
          {field(null)}
        </div>
      )}
      {sources.map((from) => (
        <div
          key={from}
          className="setting-row"
          onFocus={() => onMark({ layer: place.layer, unit: place.unit, from })}
          onBlur={() => onMark(null)}
        >
          <span>{place.from === undefined ? sourceName(names, place.layer, from) : say.weightHead()}</span>
          {field(from)}
        </div>
      ))}
    </div>
  );
}

interface UnitActionsProps {
  readonly layer: number;
  readonly unit: number;
  onClose(): void;
}

/** What can be done with a hidden unit as a whole; all other units keep their weights. */
function UnitActions({ layer, unit, onClose }: UnitActionsProps) {
  const { changeNetwork } = useCommands();
  const units = useExperiment(({ network }) => network.hidden[layer]?.units ?? 0);
  const change = (kind: 'copyUnit' | 'resetUnit' | 'removeUnit'): void =>
    changeNetwork({ kind, layer, unit });
  return (
    <div className="unit-actions" role="group" aria-label={say.unitActions()}>
      <Button
        className="button"
        disabled={units >= LIMITS.units.max}
        onClick={() => {
          onClose();
          change('copyUnit');
        }}
      >
        {say.copyUnit()}
      </Button>
      <Button className="button" onClick={() => change('resetUnit')}>
        {say.resetUnit()}
      </Button>
      <Button
        className="button"
        disabled={units <= LIMITS.units.min}
        onClick={() => {
          onClose();
          change('removeUnit');
        }}
      >
        {say.dropUnit()}
      </Button>
    </div>
  );
}

/** Where the focus goes when the editor was opened by a click on a link, which cannot have it. */
const unitButton = (): Element | null => document.querySelector('.unit-button[tabindex="0"]');

/** Pixels are not edited one by one; of very wide layers only the first fields are shown. */
function sourcesOf({ from }: Place, count: number): number[] {
  if (from !== undefined) return [from];
  if (count > 512) return [];
  return Array.from({ length: Math.min(count, MOST_FIELDS) }, (_, i) => i);
}

/** The previous layer is clear from the diagram: "From unit 3" fits on one line. */
function sourceName(names: NameSources, layer: number, from: number): string {
  return layer === 0 ? say.from({ unit: unitName(names, -1, from) }) : say.fromUnit({ unit: from + 1 });
}

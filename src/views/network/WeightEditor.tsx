/**
 * Numbers of one unit or one link, to be typed: the bias and the incoming weights, each a field that marks its link in
 * the diagram. Opens at the place, takes the focus, and gives it back.
 */
import { useEffect, useRef } from 'react';
import { X } from 'lucide-react';
import { pictureFeed } from '../../state/feeds.ts';
import { NumberField } from '../controls/NumberField.tsx';
import { useCommands } from '../CommandsContext.ts';
import { useFeed } from '../useFeed.ts';
import type { NetworkLayout } from '../../paint/networkLayout.ts';
import { isSameShape } from './isSameShape.ts';
import { anchorOf, weightAt, type Place } from './NetworkTip.tsx';
import { unitName, type NameSources } from './unitNames.ts';

/** A weight beyond this is a slip of the hand: float32 products of it overflow within two layers. */
const LARGEST_WEIGHT = 10_000;
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
  const picture = useFeed(pictureFeed);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const cameFrom = document.activeElement;
    box.current?.querySelector('input')?.select();
    const onPointerDown = (event: PointerEvent): void => {
      if (!box.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      document.removeEventListener('pointerdown', onPointerDown, true);
      if (cameFrom instanceof HTMLElement && document.activeElement === document.body) cameFrom.focus();
    };
    // Only when it opens: the place has not changed while it stands.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [place.layer, place.unit, place.from]);

  const { shape } = names;
  const anchor = anchorOf(layout, place);
  if (!anchor || !picture || !isSameShape(picture.shape, shape)) return null;
  const { parameters } = picture.snapshot;
  const target = unitName(names, place.layer, place.unit);
  const sources = sourcesOf(
    place,
    place.layer > 0 ? (shape.layers[place.layer - 1]?.units ?? 0) : shape.inputs,
  );
  const field = (from: number | null) => (
    <NumberField
      label={
        from === null
          ? `Bias of ${target}`
          : `Weight from ${unitName(names, place.layer - 1, from)} to ${target}`
      }
      value={Number(weightAt(shape, parameters, place.layer, from, place.unit).toPrecision(4))}
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
      aria-label={`Numbers of ${target}`}
      style={{
        left,
        ...(below ? { top: anchor.y + 12 } : { bottom: heightPx - anchor.y + 4 }),
        maxHeight: Math.max(120, below ? heightPx - anchor.y - 24 : anchor.y - 12),
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose();
        event.stopPropagation();
      }}
      onPointerMove={(event) => event.stopPropagation()}
      onClick={(event) => event.stopPropagation()}
    >
      <div className="weight-editor-head">
        <h3>
          {place.from === undefined
            ? target
            : `${unitName(names, place.layer - 1, place.from)} to ${target.toLowerCase()}`}
        </h3>
        <button type="button" className="button-plain" aria-label="Close" onClick={onClose}>
          <X aria-hidden size={14} />
        </button>
      </div>
      {place.from === undefined && (
        <div className="setting-row" onFocus={() => onMark(null)}>
          <span>Bias</span>
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
          <span>{place.from === undefined ? sourceName(names, place.layer, from) : 'Weight'}</span>
          {field(from)}
        </div>
      ))}
    </div>
  );
}

/** Pixels are no units that a person would set one by one; of very wide layers the first fields must do. */
function sourcesOf({ from }: Place, count: number): number[] {
  if (from !== undefined) return [from];
  if (count > 512) return [];
  return Array.from({ length: Math.min(count, MOST_FIELDS) }, (_, i) => i);
}

/** The layer before is plain from the diagram: "From unit 3" keeps to one line. */
function sourceName(names: NameSources, layer: number, from: number): string {
  return layer === 0 ? `From ${unitName(names, -1, from)}` : `From unit ${from + 1}`;
}

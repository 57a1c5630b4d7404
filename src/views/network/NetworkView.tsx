/**
 * The Network region: layer heads as controls, the diagram on a canvas, and buttons, tooltip and editor over it. Geometry is
 * computed once here and shared by all of them; frames bypass React.
 */
import { useCallback, useMemo, useState, type PointerEvent } from 'react';
import { useStore } from 'zustand';
import { factsOf } from '#experiment/dataFacts.ts';
import * as say from '#messages/generated/network.ts';
import { dataFeed, snapshotFeed, probeFeed } from '#state/feeds.ts';
import { inspectStore } from '#state/inspectStore.ts';
import { uiStore, type UnitId } from '#state/uiStore.ts';
import { tileAt } from '#canvas/networkLayout.ts';
import { linkAt } from '#canvas/networkLinks.ts';
import { paintEmptyNetwork, createNetworkPainter } from '#canvas/paintNetwork.ts';
import { Canvas, type Paint } from '../Canvas.tsx';
import { lazyView } from '../lazyView.tsx';
import { textScale } from '../layout.ts';
import { useElementSize } from '../useElementSize.ts';
import { useExperiment } from '../useExperiment.ts';
import { AddLayerButton } from './AddLayerButton.tsx';
import { LayerHead } from './LayerHead.tsx';
import { diagramFrame } from '#scene/network/diagramFrame.ts';
import { createNetworkModel } from '#scene/network/networkModel.ts';
import { NetworkFooter } from './NetworkFooter.tsx';
import { NetworkTip, type Place } from './NetworkTip.tsx';
import { InputHead, OutputHead, OutputBias } from './EndHeads.tsx';
import { UnitButtons } from './UnitButtons.tsx';
import { isSameShape } from '#nn/isSameShape.ts';
import { unitText } from '#scene/network/networkText.ts';
import { unitName, type NameSources } from '#scene/network/unitNames.ts';
import './NetworkView.css';

const NetworkText = lazyView(() => import('./NetworkText.tsx').then((module) => module.NetworkText), {
  tell: 'notice',
});
const FollowOverlay = lazyView(
  () => import('../inspect/FollowOverlay.tsx').then((module) => module.FollowOverlay),
  { tell: 'notice' },
);
const WeightEditor = lazyView(() => import('./WeightEditor.tsx').then((module) => module.WeightEditor), {
  tell: 'notice',
});

export function NetworkView() {
  const data = useExperiment((experiment) => experiment.data);
  const network = useExperiment((experiment) => experiment.network);
  const follows = useExperiment(({ view }) => view.dock === 'inspect' && view.inspect === 'sample');
  const hovered = useStore(uiStore, (state) => state.hovered);
  const [box, { widthPx, heightPx }] = useElementSize<HTMLDivElement>();
  const [overLink, setOverLink] = useState<Place | null>(null);
  const [editing, setEditing] = useState<Place | null>(null);
  const [markedField, setMarkedField] = useState<Place | null>(null);

  const facts = factsOf(data);
  const { names, layout, centres, low, narrow, compact } = useMemo(
    () => diagramFrame(data, network, widthPx, heightPx, textScale()),
    [data, network, widthPx, heightPx],
  );
  const { shape } = names;

  const [model] = useState(createNetworkModel);
  const [painter] = useState(createNetworkPainter);
  const marked = editing?.from === undefined ? (markedField ?? overLink) : editing;
  const imageSide = facts.imageSide ?? 0;
  const selected = editing && editing.from === undefined ? editing : hovered;
  const paint: Paint = useCallback(
    (context, _width, _height, theme) => {
      const scene = model.scene(
        {
          ...names,
          layout,
          imageSide,
          selected,
          marked: marked && { layer: marked.layer, from: marked.from ?? 0, to: marked.unit },
        },
        snapshotFeed.latest,
        dataFeed.latest,
        probeFeed.latest,
      );
      if (scene) painter.paint(context, scene, theme);
      else paintEmptyNetwork(context, layout, theme);
    },
    [model, painter, names, layout, imageSide, selected, marked],
  );

  const setHovered = useCallback((unit: UnitId | null): void => {
    const before = uiStore.getState().hovered;
    if (before?.layer === unit?.layer && before?.unit === unit?.unit) return;
    uiStore.setState({ hovered: unit });
  }, []);
  const linkUnder = (event: { clientX: number; clientY: number; currentTarget: Element }): Place | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const link = linkAt(layout, model.links, event.clientX - bounds.left, event.clientY - bounds.top, 6);
    return link && { layer: link.layer, unit: link.to, from: link.from };
  };
  const onPointerMove = (event: PointerEvent): void => {
    // Touch has no hover: a tap on a unit or link opens its editor.
    if (event.pointerType === 'touch') return;
    const bounds = event.currentTarget.getBoundingClientRect();
    const tile = tileAt(layout, event.clientX - bounds.left, event.clientY - bounds.top);
    setHovered(tile && (imageSide === 0 || tile.layer >= 0) ? { layer: tile.layer, unit: tile.unit } : null);
    const link = tile ? null : linkUnder(event);
    setOverLink((before) => (isSamePlace(before, link) ? before : link));
  };
  const onPointerLeave = (): void => {
    setHovered(null);
    setOverLink(null);
  };
  const tip: Place | null = editing ? null : (overLink ?? hovered);
  const lastGap = (centres.at(-1) ?? 0) - (centres.at(-2) ?? 0);
  const addInHeads = lastGap > (compact ? 116 : 150);

  return (
    <div className={low ? 'network network-low' : compact ? 'network network-compact' : 'network'}>
      <div ref={box} className="network-scroll">
        {widthPx > 0 && (
          <div
            className="network-diagram"
            style={{ width: layout.widthPx }}
            onPointerMove={onPointerMove}
            onPointerLeave={onPointerLeave}
            onClick={(event) => {
              const link = linkUnder(event);
              if (link && event.target instanceof HTMLCanvasElement) setEditing(link);
            }}
          >
            <Canvas
              className="network-canvas"
              paint={paint}
              feeds={NETWORK_FEEDS}
              label={say.networkOf({
                units: [shape.inputs, ...shape.layers.map((layer) => layer.units)].join(', '),
              })}
            />
            {follows && <FollowOverlay layout={layout} shape={shape} />}
            <InputHead xPx={centres[0] ?? 0} compact={compact} />
            {network.hidden.map((_, layer) => (
              <LayerHead key={layer} layer={layer} xPx={centres[layer + 1] ?? 0} compact={compact} />
            ))}
            {addInHeads && (
              <AddLayerButton
                xPx={
                  (centres.at(-2) ?? 0) + (lastGap + (compact || network.hidden.length === 0 ? 0 : 30)) / 2
                }
              />
            )}
            <OutputHead xPx={centres.at(-1) ?? 0} compact={compact} />
            <UnitButtons
              layout={layout}
              name={(layer, unit) => buttonName(unitName(names, layer, unit), layer, follows)}
              describe={(unit) => describe(names, unit)}
              onFocus={setHovered}
              onOpen={(unit) => {
                if (unit.layer < 0) return;
                if (follows) inspectStore.setState({ chosen: unit, term: null });
                else setEditing({ layer: unit.layer, unit: unit.unit });
              }}
            />
            {!low && <OutputBias layout={layout} shape={shape} onOpen={setEditing} />}
            <NetworkText names={names} />
            {tip && <NetworkTip place={tip} layout={layout} names={names} />}
            {editing && (
              <WeightEditor
                place={editing}
                layout={layout}
                heightPx={heightPx}
                names={names}
                onMark={setMarkedField}
                onClose={() => setEditing(null)}
              />
            )}
          </div>
        )}
      </div>
      {!low && <NetworkFooter kind={facts.kind} narrow={narrow} withAddLayer={!addInHeads} />}
    </div>
  );
}

/** With what Enter does on it; inputs cannot be edited. */
const buttonName = (unit: string, layer: number, follows: boolean): string =>
  layer < 0 ? unit : follows ? say.enterToFollow({ unit }) : say.enterToEdit({ unit });

function describe(names: NameSources, unit: UnitId): string {
  const snapshot = snapshotFeed.latest;
  if (unit.layer < 0 || !snapshot || !isSameShape(snapshot.shape, names.shape)) return '';
  return unitText(names, unit, snapshot);
}

const NETWORK_FEEDS = [snapshotFeed, dataFeed, probeFeed];

function isSamePlace(a: Place | null, b: Place | null): boolean {
  return a?.layer === b?.layer && a?.unit === b?.unit && a?.from === b?.from;
}

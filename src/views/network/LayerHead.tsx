/**
 * Head of a hidden layer: number of units by − and + or typed, activation, remove. Where there is no room the same is in a
 * panel behind the layer's name.
 */
import { ArrowLeft, ArrowRight, ChevronDown, Copy, Minus, Plus, X } from 'lucide-react';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/network.ts';
import { ACTIVATIONS } from '#nn/vocabulary.ts';
import { Menu, MenuItem } from '../controls/Menu.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { Popover } from '../controls/Popover.tsx';
import { Select } from '../controls/Select.tsx';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { useExperiment } from '../useExperiment.ts';
import { ACTIVATION_LABELS } from '#scene/labels.ts';
import { AddLayerButton } from './AddLayerButton.tsx';
import { withActivation, withoutLayer, withUnits } from '#scene/network/editLayers.ts';
import './LayerHead.css';
import { hint } from '../hint/hint.ts';

interface LayerHeadProps {
  readonly layer: number;
  /** Centre of the layer's column. */
  readonly xPx: number;
  readonly compact: boolean;
}

export function LayerHead({ layer, xPx, compact }: LayerHeadProps) {
  const spec = useExperiment((experiment) => experiment.network.hidden[layer]);
  if (!spec) return null;
  const name = say.hidden({ layer: layer + 1 });
  if (compact) {
    // The face's words stand in the button's name as they are read (WCAG 2.5.3), for those who call controls by voice.
    const face = say.layerFace({ units: spec.units, activation: ACTIVATION_LABELS[spec.activation].whole });
    return (
      <div className="layer-head" style={{ left: xPx }}>
        <Popover
          className="layer-head-button"
          label={say.changeLayer({ layer: name, units: spec.units, face })}
          face={
            <>
              <b title={name}>{name}</b> <span>{face}</span>
            </>
          }
        >
          {(close) => (
            <div className="layer-sheet">
              <h3>{name}</h3>
              <LayerControls layer={layer} onRemoved={close} spacious />
              <LayerMenu layer={layer} close={close} />
              <AddLayerButton xPx={null} />
            </div>
          )}
        </Popover>
      </div>
    );
  }
  return (
    <div className="layer-head" style={{ left: xPx }} role="group" aria-label={name}>
      <h3>{name}</h3>
      <Popover
        className="layer-more"
        isMenu
        label={say.layerMenu({ layer: name })}
        face={<ChevronDown size={12} aria-hidden />}
      >
        {(close) => <LayerMenu layer={layer} close={close} />}
      </Popover>
      <LayerControls layer={layer} />
    </div>
  );
}

/** What can be done with a layer as a whole; its units keep their weights. */
function LayerMenu({ layer, close }: { readonly layer: number; close(): void }) {
  const { changeNetwork } = useCommands();
  const layers = useExperiment(({ network }) => network.hidden.length);
  const moveTo = (to: number): void => {
    close();
    changeNetwork({ kind: 'moveLayer', layer, to });
  };
  return (
    <Menu className="layer-menu" label={say.layerMenu({ layer: say.hidden({ layer: layer + 1 }) })}>
      <MenuItem
        disabled={layers >= LIMITS.hiddenLayers.max}
        onClick={() => {
          close();
          changeNetwork({ kind: 'copyLayer', layer });
        }}
      >
        <Copy size={14} aria-hidden />
        {say.copyLayer()}
      </MenuItem>
      <MenuItem disabled={layer === 0} onClick={() => moveTo(layer - 1)}>
        <ArrowLeft size={14} aria-hidden />
        {say.moveLeft()}
      </MenuItem>
      <MenuItem disabled={layer === layers - 1} onClick={() => moveTo(layer + 1)}>
        <ArrowRight size={14} aria-hidden />
        {say.moveRight()}
      </MenuItem>
    </Menu>
  );
}

interface LayerControlsProps {
  readonly layer: number;
  readonly spacious?: boolean;
  onRemoved?(): void;
}

function LayerControls({ layer, spacious = false, onRemoved }: LayerControlsProps) {
  const commands = useCommands();
  const spec = useExperiment((experiment) => experiment.network.hidden[layer]);
  const canShrink = useExperiment(
    (experiment) => withUnits(experiment, layer, (spec?.units ?? 0) - 1) !== null,
  );
  const canGrow = useExperiment(
    (experiment) => withUnits(experiment, layer, (spec?.units ?? 0) + 1) !== null,
  );
  if (!spec) return null;
  const counted = { layer: layer + 1 };
  const setUnits = (units: number): void =>
    commands.edit((experiment) => withUnits(experiment, layer, units) ?? experiment);
  const remove = (): void => {
    onRemoved?.();
    commands.edit((experiment) => withoutLayer(experiment, layer) ?? experiment);
  };
  return (
    <div className="layer-controls">
      <span className="stepper">
        <Button
          aria-label={say.unitFewer(counted)}
          disabled={!canShrink}
          onClick={() => setUnits(spec.units - 1)}
        >
          <Minus aria-hidden />
        </Button>
        <NumberField
          label={say.unitsOfLayer(counted)}
          value={spec.units}
          min={LIMITS.units.min}
          max={LIMITS.units.max}
          whole
          onChange={setUnits}
        />
        <Button
          aria-label={say.unitMore(counted)}
          disabled={!canGrow}
          onClick={() => setUnits(spec.units + 1)}
        >
          <Plus aria-hidden />
        </Button>
      </span>
      <Select
        small
        label={say.activationOfLayer(counted)}
        value={spec.activation}
        options={ACTIVATIONS.map((value) => ({ value, label: ACTIVATION_LABELS[value].whole }))}
        onChange={(activation) =>
          commands.edit((experiment) => withActivation(experiment, layer, activation))
        }
      />
      {spacious ? (
        <button type="button" className="button" onClick={remove}>
          {say.removeLayer()}
        </button>
      ) : (
        <button
          type="button"
          className="layer-remove"
          aria-label={say.removeHiddenLayer(counted)}
          {...hint(say.removeLayer())}
          onClick={remove}
        >
          <X aria-hidden />
        </button>
      )}
    </div>
  );
}

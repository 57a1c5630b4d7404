/** Adds a hidden layer before the output; explains why when it cannot. */
import { Plus } from 'lucide-react';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/network.ts';
import { withLayer } from '#scene/network/editLayers.ts';
import { useCommands } from '../CommandsContext.ts';
import { Button } from '../controls/Button.tsx';
import { hint } from '../hint/hint.ts';
import { useExperiment } from '../useExperiment.ts';

interface AddLayerButtonProps {
  /** Centre of the free space between two heads; null in the normal flow, with a text. */
  readonly xPx: number | null;
}

export function AddLayerButton({ xPx }: AddLayerButtonProps) {
  const commands = useCommands();
  const canAdd = useExperiment((experiment) => withLayer(experiment) !== null);
  const why = say.mayHave({ layers: LIMITS.hiddenLayers.max, parameters: LIMITS.parameters });
  const add = (): void => commands.edit((experiment) => withLayer(experiment) ?? experiment);
  if (xPx === null) {
    return (
      <Button className="button-plain add-layer-words" disabled={!canAdd} onClick={add}>
        <Plus aria-hidden size={14} />
        {say.addLayer()}
      </Button>
    );
  }
  return (
    <Button
      className="add-layer"
      style={{ left: xPx }}
      aria-label={say.addHiddenLayer()}
      {...hint(canAdd ? say.addHiddenLayer() : why)}
      disabled={!canAdd}
      onClick={add}
    >
      <Plus aria-hidden />
    </Button>
  );
}

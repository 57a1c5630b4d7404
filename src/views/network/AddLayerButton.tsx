/** Adds a hidden layer before the output; says why when it cannot. */
import { Plus } from 'lucide-react';
import { LIMITS } from '../../spec/limits.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { withLayer } from './editLayers.ts';

interface AddLayerButtonProps {
  /** Middle of the free space between two heads; null to stand in the flow with words. */
  readonly xPx: number | null;
}

export function AddLayerButton({ xPx }: AddLayerButtonProps) {
  const commands = useCommands();
  const canAdd = useExperiment((experiment) => withLayer(experiment) !== null);
  const why = `A network may have ${LIMITS.hiddenLayers.max} hidden layers and ${LIMITS.parameters.toLocaleString('en')} parameters.`;
  const add = (): void => commands.edit((experiment) => withLayer(experiment) ?? experiment);
  if (xPx === null) {
    return (
      <button type="button" className="button-plain add-layer-words" disabled={!canAdd} onClick={add}>
        <Plus aria-hidden size={14} />
        Add layer
      </button>
    );
  }
  return (
    <button
      type="button"
      className="add-layer"
      style={{ left: xPx }}
      aria-label="Add a hidden layer"
      title={canAdd ? 'Add a hidden layer' : why}
      disabled={!canAdd}
      onClick={add}
    >
      <Plus aria-hidden />
    </button>
  );
}

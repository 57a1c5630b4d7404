/** The keyboard shortcuts, generated from the list of actions. */
import { useStore } from 'zustand';
import { ACTIONS, type Action } from '#commands/actions.ts';
import * as say from '#messages/generated/help.ts';
import { uiStore } from '#state/uiStore.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { keyText } from './keyText.ts';
import './HelpDialog.css';

const close = (): void => uiStore.setState({ helpOpen: false });

const actions: readonly Action[] = Object.values(ACTIONS);

export function HelpDialog() {
  const open = useStore(uiStore, (state) => state.helpOpen);
  const singleKeys = useStore(uiStore, (state) => state.singleKeys);
  return (
    <Dialog open={open} title={say.keyboardShortcuts()} onClose={close}>
      <dl className="key-list">
        {actions
          .filter((action) => action.keys.length > 0)
          .map((action) => (
            <div key={action.id}>
              <dt>{action.label}</dt>
              <dd>
                {action.keys.map((keys) => (
                  <kbd key={keys}>{keyText(keys)}</kbd>
                ))}
              </dd>
            </div>
          ))}
      </dl>
      <label className="check key-switch">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => uiStore.setState({ singleKeys: event.target.checked })}
        />
        {say.singleKeys()}
      </label>
      <button
        type="button"
        className="button tour-again"
        onClick={() => uiStore.setState({ helpOpen: false, tourAt: 0 })}
      >
        {say.showTour()}
      </button>
      <p className="key-note">{say.everythingElse()}</p>
    </Dialog>
  );
}

/** The keys, straight from the list of actions: what is bound is told, and what is told is bound. */
import { useStore } from 'zustand';
import { ACTIONS, type Action } from '../../actions/actions.ts';
import { uiStore } from '../../state/uiStore.ts';
import { Dialog } from '../controls/Dialog.tsx';
import { keyText } from './keyText.ts';
import './HelpDialog.css';

const close = (): void => uiStore.setState({ helpOpen: false });

const actions: readonly Action[] = Object.values(ACTIONS);

export function HelpDialog() {
  const open = useStore(uiStore, (state) => state.helpOpen);
  return (
    <Dialog open={open} title="Keyboard shortcuts" onClose={close}>
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
      <p className="key-note">
        Everything else is reached with Tab: sliders, tabs and the edge of the dock move with the arrow keys.
        In the network, Enter on a weight or bias edits it.
      </p>
    </Dialog>
  );
}

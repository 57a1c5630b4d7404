/** The network small, while its map is drawn on in the centre; and the way back to the canvas. */
import * as say from '#messages/generated/drawn.ts';
import { uiStore } from '#state/uiStore.ts';
import { NetworkView } from '../network/NetworkView.tsx';

export function NetworkBeside() {
  return (
    <>
      <div className="network-beside">
        <NetworkView />
      </div>
      <button
        type="button"
        className="button output-swap"
        onClick={() => uiStore.setState({ canvasInCentre: false })}
      >
        {say.networkLarge()}
      </button>
    </>
  );
}

export function DrawAgain() {
  return (
    <button
      type="button"
      className="button output-swap"
      onClick={() => uiStore.setState({ canvasInCentre: true })}
    >
      {say.drawLarge()}
    </button>
  );
}

/** The way from sharing an experiment to taking the network away. */
import * as say from '#messages/generated/share.ts';
import { uiStore } from '#state/uiStore.ts';
import { Button } from '../controls/Button.tsx';

export function ModelOut() {
  return (
    <section className="share-part share-file" aria-label={say.modelTitle()}>
      <div>
        <h3>{say.modelTitle()}</h3>
        <p>{say.modelAbout()}</p>
      </div>
      <Button className="button" onClick={() => uiStore.setState({ shareOpen: false, modelsOpen: true })}>
        {say.takeModel()}
      </Button>
    </section>
  );
}

/** What a pane says before the first sweep. */
import * as say from '#messages/generated/trainingSweep.ts';

export function NothingSwept({ text }: { readonly text: string }) {
  return (
    <div className="nothing-swept">
      <h2>{say.emptyTitle()}</h2>
      <p>{text}</p>
    </div>
  );
}

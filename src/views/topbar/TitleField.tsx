/** The experiment's title, edited in place. An empty title reverts to the one made from the data. */
import { useState } from 'react';
import { LIMITS } from '#experiment/limits.ts';
import * as say from '#messages/generated/topbar.ts';
import { titleOf } from '#scene/labels.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';

export function TitleField() {
  const { edit } = useCommands();
  const title = useExperiment(titleOf);
  const [draft, setDraft] = useState<string | null>(null);
  const take = (): void => {
    if (draft === null) return;
    const named = draft.trim();
    setDraft(null);
    if (named === title) return;
    edit(({ title: _old, ...rest }) => (named === '' ? rest : { ...rest, title: named }));
  };
  return (
    <input
      className="title-field"
      aria-label={say.nameOfExperiment()}
      maxLength={LIMITS.titleLength}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? title}
      title={title}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null);
        if (event.key !== 'Enter') return;
        take();
        event.currentTarget.select();
      }}
    />
  );
}

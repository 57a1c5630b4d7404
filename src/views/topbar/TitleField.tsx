/** The experiment's name, edited where it stands. An empty name goes back to the one that follows from the data. */
import { useState } from 'react';
import { LIMITS } from '../../spec/limits.ts';
import { useCommands } from '../CommandsContext.ts';
import { useExperiment } from '../useExperiment.ts';
import { titleOf } from '../words.ts';

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
      aria-label="Name of the experiment"
      maxLength={LIMITS.titleLength}
      autoComplete="off"
      spellCheck={false}
      value={draft ?? title}
      title={title}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setDraft(null);
        if (event.key === 'Enter') event.currentTarget.blur();
      }}
    />
  );
}

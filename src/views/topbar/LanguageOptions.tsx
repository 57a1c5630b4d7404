/** The languages of the screen, each by its own name. One comes with a reload, which keeps experiment and weights. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { reloadPage } from '#commands/reloadPage.ts';
import { LANGUAGES } from '#messages/generated/languages.ts';
import * as say from '#messages/generated/topbar.ts';
import { uiStore } from '#state/uiStore.ts';
import { OptionList } from '../controls/OptionList.tsx';

const BROWSER = '';

export function LanguageOptions({ tags = Object.keys(LANGUAGES) }: { readonly tags?: readonly string[] }) {
  const chosen = useStore(uiStore, (state) => state.language);
  const [before] = useState(chosen);
  if (tags.length === 0) return null;
  return (
    <div className="language-options">
      <OptionList
        compact
        label={say.language()}
        value={chosen ?? BROWSER}
        options={[
          { value: BROWSER, label: say.asTheBrowser() },
          ...['en', ...tags].map((tag) => ({ value: tag, label: nameOf(tag) })),
        ]}
        onChange={(tag) => uiStore.setState({ language: tag === BROWSER ? null : tag })}
      />
      {/* Not at once: arrow keys step through the languages. */}
      {chosen !== before && (
        <button type="button" className="button" onClick={() => void reloadPage()}>
          {say.reloadInLanguage()}
        </button>
      )}
    </div>
  );
}

/** "Deutsch", "中文": the name that its speakers look for. */
function nameOf(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

/** Light, dark, or the system's theme; and the language. */
import { Moon, Sun } from 'lucide-react';
import { useStore } from 'zustand';
import * as say from '#messages/generated/topbar.ts';
import { uiStore } from '#state/uiStore.ts';
import { useCommands } from '../CommandsContext.ts';
import { OptionList } from '../controls/OptionList.tsx';
import { Popover } from '../controls/Popover.tsx';
import { useTheme } from '../useTheme.ts';
import { LanguageOptions } from './LanguageOptions.tsx';

export function ThemeMenu() {
  const dark = useTheme().dark;
  return (
    <Popover
      className="button-plain"
      label={say.themeAndLanguage()}
      face={
        dark ? (
          <Moon size={16} strokeWidth={1.75} aria-hidden />
        ) : (
          <Sun size={16} strokeWidth={1.75} aria-hidden />
        )
      }
    >
      {(close) => (
        <>
          <ThemeOptions onChosen={close} />
          <LanguageOptions />
        </>
      )}
    </Popover>
  );
}

export function ThemeOptions({ onChosen }: { readonly onChosen?: () => void }) {
  const { setTheme } = useCommands();
  const choice = useStore(uiStore, (state) => state.theme);
  return (
    <OptionList
      label={say.theme()}
      value={choice}
      options={[
        { value: 'system', label: say.asTheSystem() },
        { value: 'light', label: say.light() },
        { value: 'dark', label: say.dark() },
      ]}
      onChange={setTheme}
      onChosen={onChosen}
    />
  );
}

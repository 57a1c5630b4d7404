/** The formats by where they are used, with the size of each export. */
import type { ModelFormat, ModelGroup } from '#models/ModelFormat.ts';
import { MODEL_GROUPS } from '#models/ModelFormat.ts';
import { MODEL_FORMATS } from '#models/modelExchange.ts';
import * as say from '#messages/generated/models.ts';
import { bytesText } from '#messages/numberText.ts';
import { Select } from '../controls/Select.tsx';
import { useOnePart } from '../useLayout.ts';
import { sizeOf, type Made } from './useModelExport.ts';

const GROUP_TEXTS: Readonly<Record<ModelGroup, () => string>> = {
  python: say.groupPython,
  web: say.groupWeb,
  go: say.groupGo,
  anywhere: say.groupAnywhere,
  server: say.groupServer,
  watch: say.groupWatch,
  words: say.groupWords,
};

interface FormatListProps {
  readonly shown: string;
  readonly made: ReadonlyMap<string, Made>;
  onShow(name: string): void;
}

export function FormatList({ shown, made, onShow }: FormatListProps) {
  const onePart = useOnePart();
  // A phone has no room for the list beside the text.
  if (onePart) {
    const options = MODEL_FORMATS.map(({ name, label, group }) => ({
      value: name,
      label: say.labelAndGroup({ label, group: GROUP_TEXTS[group]() }),
    }));
    return (
      <div className="models-list">
        <Select label={say.list()} value={shown} options={options} onChange={onShow} />
      </div>
    );
  }
  return (
    <nav className="models-list" aria-label={say.list()}>
      {MODEL_GROUPS.filter((group) => MODEL_FORMATS.some((format) => format.group === group)).map((group) => (
        <section key={group}>
          <h3>{GROUP_TEXTS[group]()}</h3>
          {MODEL_FORMATS.filter((format) => format.group === group).map((format) => (
            <FormatButton
              key={format.name}
              format={format}
              isShown={format.name === shown}
              made={made.get(format.name)}
              onShow={onShow}
            />
          ))}
        </section>
      ))}
    </nav>
  );
}

interface FormatButtonProps {
  readonly format: ModelFormat;
  readonly isShown: boolean;
  readonly made: Made | undefined;
  onShow(name: string): void;
}

function FormatButton({ format, isShown, made, onShow }: FormatButtonProps) {
  const files = made && 'files' in made ? made.files : [];
  return (
    <button
      type="button"
      className="models-format"
      aria-current={isShown ? 'true' : undefined}
      data-first-focus={isShown ? '' : undefined}
      onClick={() => onShow(format.name)}
    >
      <b>{format.label}</b>
      <span>{files.length > 0 && bytesText(files.reduce((sum, file) => sum + sizeOf(file), 0))}</span>
      <span className="models-names">
        {files
          .slice(0, -1)
          .map(({ name }) => name)
          .join(', ')}
      </span>
    </button>
  );
}

/** Everything that the command palette offers: settings, actions, places, data sets, examples. */
import { ACTIONS, type Action } from '#commands/actions.ts';
import type { Commands } from '#commands/Commands.ts';
import { DATA_SET_NAMES } from '#datasets/registry.ts';
import { DOCK_TABS, type DockTab } from '#experiment/dockTabs.ts';
import type { Experiment } from '#experiment/experiment.ts';
import { INSPECT_PANES } from '#experiment/inspectPanes.ts';
import { SWEEP_PANES } from '#experiment/sweepPanes.ts';
import { LAB_PANES } from '#experiment/labPanes.ts';
import { PRESETS } from '#experiment/presets.ts';
import { switchDataSet } from '#experiment/withDataSet.ts';
import * as say from '#messages/generated/palette.ts';
import { readNumber } from '#messages/readNumber.ts';
import { fuzzyMatch, type MatchRange } from '#scene/palette/fuzzyMatch.ts';
import { DATA_SET_WORDS, dataSetLabel } from '#scene/labels.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { OWN_TILES } from '../data/ownTiles.tsx';
import { showDock } from '../dock/showDock.ts';
import { keyText } from '../help/keyText.ts';
import { showInspect } from '../inspect/showInspect.ts';
import { showSweep } from '../sweep/showSweep.ts';
import { showPane } from '../requests/showPane.ts';
import { PALETTE_GROUPS, type PaletteChoice, type PaletteEntry, type PaletteGroup } from './PaletteEntry.ts';
import { settingEntries } from './settings.ts';

export function paletteEntries(experiment: Experiment): PaletteEntry[] {
  return [
    ...settingEntries(experiment),
    ...actionEntries(),
    ...placeEntries(),
    ...DATA_SET_NAMES.map((set) => ({
      id: `set ${set}`,
      group: 'dataSets' as const,
      label: dataSetLabel(set),
      words: `${say.dataSet()} ${DATA_SET_WORDS[set].about}`,
      ...(experiment.data.set === set ? { note: say.present() } : {}),
      run: ({ edit }: Commands) => edit((present) => switchDataSet(present, set)),
    })),
    ...OWN_TILES.map(({ id, label, about, sets, choose }) => ({
      id: `own ${id}`,
      group: 'dataSets' as const,
      label: label(),
      words: `${say.dataSet()} ${about()}`,
      ...(sets.includes(experiment.data.set) ? { note: say.present() } : {}),
      run: ({ edit }: Commands) => choose({ edit, past: experimentStore.getState().past }),
    })),
    ...PRESETS.map(({ id, title, about }) => ({
      id: `example ${id}`,
      group: 'examples' as const,
      label: title,
      words: about,
      run: ({ openPreset }: Commands) => openPreset(id),
    })),
  ];
}

function actionEntries(): PaletteEntry[] {
  const actions: readonly Action[] = Object.values(ACTIONS);
  return actions
    .filter((action) => action.id !== 'commands' && action.when())
    .map(({ id, label, keys, run }) => ({
      id,
      group: 'do',
      label,
      ...(keys[0] === undefined ? {} : { note: keyText(keys[0]) }),
      run,
    }));
}

function placeEntries(): PaletteEntry[] {
  const panes = LAB_PANES.map(({ name, label }) => ({
    id: `pane ${name}`,
    group: 'show' as const,
    label: say.paneOfRequests({ pane: label() }),
    run: (commands: Commands) => showPane(commands, name),
  }));
  const inspect = INSPECT_PANES.map(({ name, label }) => ({
    id: `inspect ${name}`,
    group: 'show' as const,
    label: say.paneOfInspect({ pane: label() }),
    run: (commands: Commands) => showInspect(commands, name),
  }));
  const sweep = SWEEP_PANES.map(({ name, label }) => ({
    id: `sweep ${name}`,
    group: 'show' as const,
    label: say.paneOfSweep({ pane: label() }),
    run: (commands: Commands) => showSweep(commands, name),
  }));
  const withPanes: ReadonlySet<DockTab> = new Set(['requests', 'inspect', 'sweep']);
  const tabs = DOCK_TABS.filter(({ name }) => !withPanes.has(name)).map(({ name, label }) => ({
    id: `tab ${name}`,
    group: 'show' as const,
    label: label(),
    run: (commands: Commands) => showDock(commands, name),
  }));
  return [...panes, ...inspect, ...sweep, ...tabs];
}

export interface FoundEntry {
  readonly entry: PaletteEntry;
  readonly ranges: readonly MatchRange[];
  /** What a number at the end of the query makes of it. */
  readonly typed: PaletteChoice | null;
}

export interface FoundGroup {
  readonly group: PaletteGroup | 'recent';
  readonly found: readonly FoundEntry[];
}

const MOST_RECENT = 5;

/**
 * What fits the query, by group. Groups with better matches come first; without a query those used last, then everything.
 * @param recent ids, the last one first
 */
export function findEntries(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly string[],
): FoundGroup[] {
  const plain = (entry: PaletteEntry): FoundEntry => ({ entry, ranges: [], typed: null });
  if (query.trim() === '') {
    const last = recent.flatMap((id) => entries.filter((entry) => entry.id === id)).slice(0, MOST_RECENT);
    const groups = PALETTE_GROUPS.map((group) => ({
      group,
      found: entries.filter((entry) => entry.group === group && !last.includes(entry)).map(plain),
    }));
    return [{ group: 'recent' as const, found: last.map(plain) }, ...groups].filter(
      ({ found }) => found.length > 0,
    );
  }
  const scored = entries.flatMap((entry) => {
    const match = matchOf(entry, query);
    if (!match) return [];
    const place = recent.indexOf(entry.id);
    return [{ ...match, score: match.score + (place < 0 ? 0 : 5 / (1 + place)) }];
  });
  scored.sort((a, b) => b.score - a.score);
  const order = [...new Set(scored.map(({ entry }) => entry.group))];
  return order.map((group) => ({ group, found: scored.filter(({ entry }) => entry.group === group) }));
}

/** "rate 0.02": the name of a setting, and a number for it. */
const WITH_NUMBER = /^(.*\S)\s+([-+−]?[\d.,][\d.,e−-]*)$/i;

function matchOf(entry: PaletteEntry, query: string): (FoundEntry & { readonly score: number }) | null {
  const [, name, digits] = WITH_NUMBER.exec(query.trim()) ?? [];
  const read = digits === undefined ? null : readNumber(digits, { whole: false });
  if (name !== undefined && entry.typed && read && 'value' in read) {
    const match = fuzzyMatch(name, entry.label, entry.words);
    const typed = match && entry.typed(read.value);
    if (match && typed) return { entry, typed, ...match };
  }
  const match = fuzzyMatch(query, entry.label, entry.words);
  return match && { entry, typed: null, ...match };
}

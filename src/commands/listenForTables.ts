/**
 * A table that is dropped anywhere on the page, or pasted anywhere but into a text field, opens the import sheet. An experiment's
 * file that is dropped opens, and so does a model of another program.
 */
import { failed } from '#messages/Failure.ts';
import { noTableFile } from '#messages/generated/commandErrors.ts';
import { uiStore } from '#state/uiStore.ts';
import type { Commands } from './Commands.ts';
import { isModelFile } from './modelReader.ts';
import { notifyError } from './notifyError.ts';

const TYPED =
  'textarea, [contenteditable=""], [contenteditable="true"], input:not([type="range"], [type="checkbox"], [type="radio"], [type="button"])';
/** Set on the root while a file is over the page: the style sheet shows where it goes. */
const OVER = 'fileOver';
/** Lines by which a text is told from prose. */
const MOST_LINES = 20;

export const isTableFile = ({ name, type }: Pick<File, 'name' | 'type'>): boolean =>
  /\.(csv|tsv|txt|tab)$/i.test(name) || /^text\/(csv|tab-separated-values|plain)$/.test(type);

/** Several lines, of which almost all have the same separator as often as the first. */
export function looksLikeTable(text: string): boolean {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, MOST_LINES);
  if (lines.length < 2) return false;
  return ['\t', ';', '|', ','].some((separator) => {
    const counts = lines.map((line) => line.replaceAll(/"[^"]*"/g, '').split(separator).length);
    return counts[0]! > 1 && counts.filter((count) => count === counts[0]).length >= 0.8 * lines.length;
  });
}

/**
 * @param open opens experiments and models
 * @returns a function that stops listening
 */
export function listenForTables(target: Document, open: Commands['importModel']): () => void {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  const onDragOver = (event: DragEvent): void => {
    if (!hasFiles(event)) return;
    // Without this the browser would leave the page and show the file.
    event.preventDefault();
    target.documentElement.dataset[OVER] = '';
  };
  const onDragLeave = (event: DragEvent): void => {
    if (event.relatedTarget === null) delete target.documentElement.dataset[OVER];
  };
  const onDrop = (event: DragEvent): void => {
    delete target.documentElement.dataset[OVER];
    if (event.defaultPrevented || !hasFiles(event)) return;
    event.preventDefault();
    take([...(event.dataTransfer?.files ?? [])], open);
  };
  const onPaste = (event: ClipboardEvent): void => {
    if (event.defaultPrevented || !event.clipboardData) return;
    if (event.target instanceof Element && event.target.closest(TYPED)) return;
    const [file] = event.clipboardData.files;
    const text = event.clipboardData.getData('text/plain');
    if (file && isTableFile(file)) take([file], open);
    else if (looksLikeTable(text)) uiStore.setState({ tableSheet: { source: text } });
    else return;
    event.preventDefault();
  };
  target.addEventListener('dragover', onDragOver);
  target.addEventListener('dragleave', onDragLeave);
  target.addEventListener('drop', onDrop);
  target.addEventListener('paste', onPaste);
  return () => {
    target.removeEventListener('dragover', onDragOver);
    target.removeEventListener('dragleave', onDragLeave);
    target.removeEventListener('drop', onDrop);
    target.removeEventListener('paste', onPaste);
  };
}

function take(files: readonly File[], open: Commands['importModel']): void {
  const [file] = files;
  if (!file) return;
  // Several together are parts of one model: `model.json` and its weights.
  if (isTableFile(file)) uiStore.setState({ tableSheet: { source: file } });
  else if (files.some(isModelFile)) open(files).catch(notifyError);
  else notifyError(failed(noTableFile({ name: file.name })));
}

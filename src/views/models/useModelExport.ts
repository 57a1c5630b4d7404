/** The network as it is when the dialog opens, and the files of each format, made one format after the other. */
import { useCallback, useEffect, useState } from 'react';
import type { ModelFile, ModelFormat } from '#models/ModelFormat.ts';
import type { ModelToExport } from '#models/ModelToExport.ts';
import { exportFiles, MODEL_FORMATS } from '#models/modelExchange.ts';
import { useCommands } from '../CommandsContext.ts';

export type Made = { readonly files: readonly ModelFile[] } | { readonly reason: string };

type ModelExport =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly why: string; again(): void }
  | { readonly state: 'there'; readonly model: ModelToExport; readonly made: ReadonlyMap<string, Made> };

export function useModelExport(shown: string): ModelExport {
  const commands = useCommands();
  const [model, setModel] = useState<ModelToExport | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [made, setMade] = useState<ReadonlyMap<string, Made>>(new Map());
  const ask = useCallback((): (() => void) => {
    let current = true;
    commands.modelToExport().then(
      (taken) => current && setModel(taken),
      (error: unknown) => current && setWhy(textOf(error)),
    );
    return () => {
      current = false;
    };
  }, [commands]);
  useEffect(ask, [ask]);
  useEffect(() => {
    if (!model) return;
    // The one that is shown comes first; the others in pauses, so that a large network does not block the page.
    const next = [shown, ...MODEL_FORMATS.map(({ name }) => name)].find((name) => !made.has(name));
    const format = MODEL_FORMATS.find(({ name }) => name === next);
    if (!format) return;
    const timer = setTimeout(() =>
      setMade((before) => new Map(before).set(format.name, make(format, model))),
    );
    return () => clearTimeout(timer);
  }, [model, made, shown]);
  const again = useCallback(() => {
    setWhy(null);
    ask();
  }, [ask]);
  if (why !== null) return { state: 'failed', why, again };
  return model ? { state: 'there', model, made } : { state: 'waiting' };
}

function make(format: ModelFormat, model: ModelToExport): Made {
  try {
    return { files: exportFiles(format, model) };
  } catch (error) {
    return { reason: textOf(error) };
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

export const sizeOf = (file: ModelFile): number =>
  'bytes' in file ? file.bytes.length : new TextEncoder().encode(file.text).length;

/**
 * The build that `buildSingle.mjs` packs into one file: one script for the page, one for each worker, one style sheet. Addresses
 * of other files go through `fanoutFile`, which `loader.js` defines, since a script inside a page has no folder beside it.
 */
import { defineConfig, mergeConfig, type PluginOption } from 'vite';
import base from '../../vite.config.ts';
import { HELD_IN_ONE_FILE } from './heldInOneFile.mjs';

/** Of the other build: its policy names files, and its service worker keeps them. */
const NOT_HERE = /^(content-security-policy|paint-with-entry|vite-plugin-pwa)/;

const plugins = (base.plugins ?? []).flat() as PluginOption[];

/** 2 MB hold one language. */
const englishAlone: PluginOption = {
  name: 'english-alone',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/messages/generated/languages.ts') ? 'export const LANGUAGES = {};' : undefined,
  transform: (code, id) =>
    id.endsWith('/lessons/generated/registry.ts')
      ? { code: code.replace(/'(?!en')[\w-]+': \(\) => import\([^)]*\),?/g, ''), map: null }
      : undefined,
};

const fewerDigits: PluginOption = {
  name: 'fewer-digits',
  enforce: 'pre',
  load: (id) =>
    id.endsWith('/datasets/heldDigits.ts')
      ? `export const heldDigits = ${JSON.stringify(HELD_IN_ONE_FILE)};`
      : undefined,
};

const oneChunk = { codeSplitting: false } as const;

export default defineConfig(
  mergeConfig(
    { ...base, plugins: [], build: { ...base.build, rolldownOptions: {} } },
    {
      plugins: [
        fewerDigits,
        englishAlone,
        ...plugins.filter((plugin) => !(plugin && 'name' in plugin && NOT_HERE.test(plugin.name))),
      ],
      experimental: {
        renderBuiltUrl: (file: string, { hostType }: { hostType: string }) =>
          hostType === 'js'
            ? { runtime: `globalThis.fanoutFile(${JSON.stringify(file)})` }
            : { relative: true },
      },
      build: {
        cssCodeSplit: false,
        copyPublicDir: false,
        emptyOutDir: true,
        reportCompressedSize: false,
        chunkSizeWarningLimit: 5_000,
        rolldownOptions: { output: oneChunk },
      },
      // Not modules: browsers start no module worker from a blob: address of a page on file:.
      worker: { format: 'iife', rolldownOptions: { output: oneChunk } },
    },
  ),
);

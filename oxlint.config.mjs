/**
 * Lint rules, and the borders between the rooms of `src/`. Rooms are listed from the lowest to the highest: a room may
 * import itself and what `ROOMS` says, by `#room/file.ts`. `scripts/roomImports.test.ts` holds that relative imports stay
 * inside a room.
 */
import { ROOMS } from './scripts/rooms.mjs';

/** Packages that only some rooms may import. */
const PACKAGES = [
  {
    group: ['@tensorflow/*'],
    rooms: ['engine'],
    message: 'Only engine/ imports TensorFlow.js. Ask the engine through client/.',
  },
  {
    group: ['zustand/vanilla'],
    rooms: ['state'],
    message: 'Only state/ makes stores. Read one with useStore from zustand.',
  },
  {
    group: ['react', 'react-dom', 'react-dom/*', 'lucide-react'],
    rooms: ['views', 'app'],
    message: 'Only views/ and app/ know React.',
  },
  {
    group: ['zod', 'zod/*'],
    rooms: ['experiment', 'share'],
    message: 'Only experiment/ and share/ meet untrusted input. Use parseExperiment or decodeLink.',
  },
];

const borders = Object.entries(ROOMS).map(([room, { imports, message }]) => {
  const others = Object.keys(ROOMS).filter((other) => other !== room && !imports.includes(other));
  return {
    files: [`src/${room}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(others.length > 0 ? [{ group: others.map((other) => `#${other}/**`), message }] : []),
            ...PACKAGES.filter(({ rooms }) => !rooms.includes(room)).map(({ group, message: why }) => ({
              group,
              message: why,
            })),
          ],
        },
      ],
    },
  };
});

export default {
  plugins: ['typescript', 'import', 'react', 'unicorn', 'oxc', 'promise'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'warn' },
  rules: {
    'no-console': 'error',
    // Circles of types, too.
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/no-floating-promises': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/consistent-type-imports': 'error',
    // Named exports only: the config files of tools are the exception.
    'import/no-default-export': 'off',
    // The JSX transform imports React itself.
    'react/react-in-jsx-scope': 'off',
    // Steps that must follow each other: a run is a loop of awaits.
    'no-await-in-loop': 'off',
    // Style sheets and worker entries are imported for their effect.
    'import/no-unassigned-import': 'off',
    // Layers and rows of a table have no name but their index.
    'react/no-array-index-key': 'off',
    // `name`, `event` and `count` are also globals or outer names.
    'no-shadow': 'off',
    // Message ports and workers start with `onmessage`.
    'unicorn/prefer-add-event-listener': 'off',
    // Workers and ports have no origin.
    'unicorn/require-post-message-target-origin': 'off',
    // Typed messages and tfjs tensors need a cast where they enter.
    'typescript/no-unsafe-type-assertion': 'off',
    // Written out where it tells the reader the shape.
    'typescript/no-unnecessary-type-arguments': 'off',
    // `toSorted` is missing in browsers that are supported.
    'unicorn/no-array-sort': 'off',
    // A function stands beside the only code that uses it.
    'unicorn/consistent-function-scoping': 'off',
    // fast-check is used as `fc.property`.
    'import/no-named-as-default-member': 'off',
    // Rows that are only read may share their values.
    'unicorn/no-array-fill-with-reference-type': 'off',
    // False alarms: the rule does not see refs and stores that never change.
    'react/memo-dependencies': 'off',
    // A copy for each row of a table of ten costs nothing.
    'oxc/no-map-spread': 'off',
    // Plain objects with getters are spread on purpose.
    'typescript/no-misused-spread': 'off',
    // A small constant may stand beside its component.
    'react/only-export-components': 'off',
    // Store methods are closures without `this`.
    'typescript/unbound-method': 'off',
    // TypeScript checks that every path returns.
    'typescript/consistent-return': 'off',
  },
  env: { browser: true, es2024: true },
  ignorePatterns: [
    'dist',
    'node_modules',
    'src/engine/kernels/wasm/assembly',
    'src/engine/kernels/wasm/generated',
  ],
  overrides: [
    ...borders,
    {
      files: ['**/*.test.ts', '**/*.test.tsx', '**/testing/**', 'bench/**'],
      rules: { 'no-restricted-imports': 'off', 'typescript/no-unnecessary-type-assertion': 'off' },
    },
    { files: ['scripts/**', 'bench/**', 'e2e/**', '*.config.ts'], rules: { 'no-console': 'off' } },
  ],
};

/** The module for unit tests (`generated/denseTest.wasm`): the product's exports, and what only tests look at. */
export * from './dense';
export { approximate } from './activations';
export { sparseChunks } from './csr';

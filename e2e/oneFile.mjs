/** Where `npm run build:single` has put the one file. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Its address, as a browser shows it after a double click. */
export const ONE_FILE = pathToFileURL(join(import.meta.dirname, '..', 'dist-single', 'fanout.html')).href;

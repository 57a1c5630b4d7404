/** Makes dist/ ready for a host of static pages: the one file to take home beside it, and a mark that nothing there is Jekyll's. */
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
copyFileSync(join(ROOT, 'dist-single/fanout.html'), join(ROOT, 'dist/fanout.html'));
writeFileSync(join(ROOT, 'dist/.nojekyll'), '');

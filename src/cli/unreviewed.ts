import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const SECTION = /^## Safety-critical texts$([\s\S]*?)(?=^## |$(?![\s\S]))/m;
const MOST = 10;

/**
 * What a start outside demo mode says about safety-critical texts that no native reviewer has confirmed (docs/translation-review.md:
 * rows of that section's table with `open` in a column); undefined when all are.
 */
export function findUnreviewed(root: string): string | undefined {
  const section = SECTION.exec(readFileSync(join(root, 'docs', 'translation-review.md'), 'utf8'))?.[1] ?? '';
  const rows = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const open = rows.filter((cells) => cells.includes('open')).map(([, name = '']) => name);
  if (rows.length > 0 && open.length === 0) return undefined;
  const which = rows.length === 0 ? 'none has been reviewed' : `${open.length} are not: ${listed(open)}`;
  return `WARNING: safety-critical texts wait for a native reviewer; ${which} (docs/translation-review.md).`;
}

function listed(names: readonly string[]): string {
  return names.length > MOST ? `${names.slice(0, MOST).join(', ')} …` : names.join(', ');
}

import { GROUND, PURE_FOLDERS, SLICE_PARTS, SLICES, TOP_FILES, TOP_FOLDERS } from './tables.ts';

/** Where a file stands. `part` is its name in a slice (`model`, `queries` …), empty elsewhere, `unknown` where it has no known name. */
export interface Place {
  readonly zone:
    'pure' | 'ground' | 'slice-pure' | 'slice-server' | 'slice-web' | 'shell' | 'top' | 'test' | 'outside' | 'unknown';
  /** The folder under `src/`: `base`, `storage`, a slice, `web`; empty for `main.ts` and outside. */
  readonly folder: string;
  readonly part: string;
}

/** Files that both sides or only the browser run: they never touch Node. */
export function runsInBrowser(place: Place): boolean {
  return ['pure', 'slice-pure', 'slice-web', 'shell'].includes(place.zone);
}

/** The place of a path (relative to the project's root). */
export function placeOf(path: string): Place {
  const [top, folder = '', ...rest] = path.split('/');
  const name = rest.at(-1) ?? folder;
  if (top !== 'src') return { zone: 'outside', folder: '', part: '' };
  if (name.endsWith('.test.ts')) return { zone: 'test', folder, part: '' };
  if (rest.length === 0) return { zone: TOP_FILES.includes(folder) ? 'top' : 'unknown', folder: '', part: '' };
  if (folder in PURE_FOLDERS) return { zone: 'pure', folder, part: '' };
  if (folder in GROUND) return { zone: 'ground', folder, part: '' };
  if (TOP_FOLDERS.includes(folder)) {
    return { zone: /^(contract|model)\.ts$/.test(name) ? 'slice-pure' : 'top', folder, part: '' };
  }
  if (folder === 'web') return { zone: 'shell', folder, part: '' };
  if (folder in SLICES) return placeInSlice(folder, rest, name);
  return { zone: 'unknown', folder, part: '' };
}

function placeInSlice(folder: string, rest: readonly string[], name: string): Place {
  if (rest[0] === 'web')
    return { zone: 'slice-web', folder, part: rest.join('/') === 'web/index.ts' ? 'web-door' : 'web' };
  const part = /^(?:[a-z0-9-]+\.)?([a-z]+)\.ts$/.exec(name)?.[1] ?? '';
  const side = SLICE_PARTS[part];
  // The door is the folder's own index.ts; one in a subfolder would be a second door.
  const isStrayDoor = part === 'index' && rest.join('/') !== 'index.ts';
  // Held against the arrows as a server file all the same, so that one wrong name is one complaint.
  if (side === undefined || isStrayDoor) return { zone: 'slice-server', folder, part: 'unknown' };
  return { zone: side === 'pure' ? 'slice-pure' : 'slice-server', folder, part };
}

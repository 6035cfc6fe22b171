/** The cache of the desk's static files, and the one page that stands for all of its addresses. */
export const CACHE = 'desk';
export const PAGE = '/desk/';

/** Files that never change under their name: what the build made, and the icon. */
export function isStaticFile(path: string): boolean {
  return path.startsWith('/assets/') || path === '/favicon.svg';
}

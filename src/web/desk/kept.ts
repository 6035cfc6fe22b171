/**
 * The little that a device keeps between two visits, in IndexedDB: keys that cannot be taken out, sealed texts, version numbers. Never
 * a text or a private key in the clear. Where the browser refuses (private windows of some), nothing is kept and nothing fails.
 */
const NAME = 'muntada';
const STORE = 'kept';

/** Keeps a value under a name; a structured clone, so that WebCrypto keys stay keys. Whether the browser did keep it. */
export async function keep(name: string, value: unknown): Promise<boolean> {
  return (await inStore('readwrite', (store) => store.put(value, name))) === name;
}

/** What is kept under a name, as it was put in; the caller checks its shape. */
export async function findKept(name: string): Promise<unknown> {
  return await inStore('readonly', (store) => store.get(name));
}

/** All that is kept under names that begin so. */
export async function listKept(prefix: string): Promise<readonly unknown[]> {
  const found = await inStore('readonly', (store) => store.getAll(namesWith(prefix)));
  return Array.isArray(found) ? found : [];
}

/** Forgets what is kept under a name. */
export async function forget(name: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(name));
}

/** Forgets everything whose name begins so. */
export async function forgetAll(prefix: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(namesWith(prefix)));
}

function namesWith(prefix: string): IDBKeyRange {
  return IDBKeyRange.bound(prefix, `${prefix}\uFFFF`);
}

async function inStore(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
  try {
    const database = await open();
    try {
      return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
    } finally {
      database.close();
    }
  } catch {
    return undefined;
  }
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB')));
  });
}

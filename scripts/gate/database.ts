/** Stops the database that the test files share, if one runs; each of them leaves it running for the next. */
export async function stopDatabase(write: (line: string) => void): Promise<void> {
  try {
    // Loaded only now: a mistake in the storage code must not keep the gate from starting and saying so.
    const { stopTestDatabase } = await import('../../test/harness/test-server.ts');
    await stopTestDatabase();
  } catch (error) {
    write(`the test database was not stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
}

import { PASSWORD_COST } from '../../crypto/argon2.ts';
import type { Database } from '../../storage/database.ts';
import { countUnfitAccounts } from '../people/person.queries.ts';

/** Refuses to serve a database with the demo's accounts, or with passwords stretched too cheaply: a sentence for the operator. */
export async function refuseDemoInProduction(database: Database): Promise<void> {
  const count = await countUnfitAccounts(database.direct, PASSWORD_COST);
  if (count === 0) return;
  throw new Error(
    `${count} accounts of this database are the demo's, or their passwords are stretched too cheaply. ` +
      'Everybody may know their passwords: start with an empty database (MUNTADA_DATA_DIR or MUNTADA_DATABASE_URL).',
  );
}

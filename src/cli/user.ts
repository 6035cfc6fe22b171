import { addInvited } from '../accounts/index.ts';
import type { Role } from '../base/actor.ts';
import { roles } from '../base/actor.ts';
import { systemClock } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { isUuid, timeId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { findOrganisation, findPlatform, insertOrganisation } from '../directory/index.ts';
import type { Database } from '../storage/database.ts';
import type { Command } from './command.ts';
import { openGround } from './ground.ts';
import { readOptions } from './option.ts';

const REQUIRED = ['organisation', 'login', 'name', 'sex', 'role'];
const OPTIONAL = ['organisation-ar', 'organisation-en', 'organisation-ckb'];

/**
 * Invites a person: the first administrators of an installation come in this way. `--organisation platform` makes the organisation
 * that runs the installation, if there is none yet.
 */
export const user: Command = {
  usage:
    'add --organisation ID|platform --login L --name N --sex woman|man --role R[,R] [--organisation-ar … --organisation-en …]: invite a person',
  run: async ([verb, ...words]) => {
    if (verb !== 'add') throw new Error('muntada user add …');
    const options = readOptions(words, { required: REQUIRED, optional: OPTIONAL });
    const get = (name: string) => options.get(name) ?? '';
    const login = get('login').toLowerCase();
    if (!/^[a-z0-9][a-z0-9._-]{1,59}$/.test(login))
      throw new Error('--login: Latin letters, digits, dots and hyphens.');
    const sex = get('sex');
    if (sex !== 'woman' && sex !== 'man') throw new Error('--sex must be woman or man.');
    const { config, storage } = await openGround((line) => console.log(line));
    try {
      const tenantId = await organisationOf(storage.database, options);
      const invitation = await storage.database
        .transact({ tenant: tenantId }, async (tx) =>
          addInvited(tx, systemClock(), tenantId, {
            id: timeId(systemClock()),
            login,
            name: get('name'),
            sex,
            roles: readRoles(get('role')),
          }),
        )
        .catch((error: unknown) => {
          throw isProblem(error, 'login_taken') ? new Error(`--login: ${login} is somebody's already.`) : error;
        });
      const address = config.publicUrl ?? `http://${config.host}:${config.port}`;
      console.log(`Give this link to ${get('name')}; it works once, until ${invitation.expiresAt}:`);
      console.log(`${address}/desk/enrol#${invitation.token}`);
    } finally {
      await storage.stop();
    }
  },
};

async function organisationOf(database: Database, options: ReadonlyMap<string, string>): Promise<Id> {
  const wanted = options.get('organisation') ?? '';
  if (wanted !== 'platform') {
    const found = isUuid(wanted) ? await findOrganisation(database.direct, wanted) : undefined;
    if (!found) throw new Error('--organisation: no organisation has this id.');
    return found.id;
  }
  const platform = await findPlatform(database.direct);
  if (platform) return platform.id;
  const [ar, en] = [options.get('organisation-ar'), options.get('organisation-en')];
  if (!ar || !en)
    throw new Error('There is no organisation yet: name it with --organisation-ar and --organisation-en.');
  const id = timeId(systemClock());
  await insertOrganisation(database.direct, {
    id,
    kind: 'ministry',
    names: { ar, ckb: options.get('organisation-ckb') ?? null, en },
    parent_id: null,
    governorate_id: null,
    platform: true,
    source: null,
    illustrative: false,
  });
  return id;
}

function readRoles(text: string): Role[] {
  return text.split(',').map((word) => {
    const role = roles.find((each) => each === word.trim());
    if (!role) throw new Error(`--role: ${word} is none of ${roles.join(', ')}.`);
    return role;
  });
}

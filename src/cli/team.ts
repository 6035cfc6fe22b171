import { systemClock } from '../base/clock.ts';
import { isUuid, timeId } from '../base/ids.ts';
import { findOrganisation, isPoliceOrganisation, saveDesk } from '../directory/index.ts';
import { deskKinds } from '../directory/model.ts';
import type { Command } from './command.ts';
import { openGround } from './ground.ts';
import { readOptions } from './option.ts';

const REQUIRED = ['organisation', 'kind', 'governorate', 'name-ar', 'name-en'];
const OPTIONAL = ['name-ckb'];

/** Says that nobody has written it yet: reporters read a desk's sentences, and an empty one would read as a promise. */
const TO_BE_WRITTEN = { ar: 'لم يُكتب بعد.', ckb: 'هێشتا نەنووسراوە.', en: 'Not written yet.' };

/** Adds a desk without keys, closed. Its first member makes the key in her browser; the head signs it; then it can be opened. */
export const team: Command = {
  usage:
    'add --organisation ID --kind K --governorate IQG02 --name-ar … --name-en … [--name-ckb …]: add a desk, closed',
  run: async ([verb, ...words]) => {
    if (verb !== 'add') throw new Error('muntada team add …');
    const options = readOptions(words, { required: REQUIRED, optional: OPTIONAL });
    const get = (name: string) => options.get(name) ?? '';
    const kind = deskKinds.find((each) => each === get('kind'));
    if (!kind) throw new Error(`--kind must be one of ${deskKinds.join(', ')}.`);
    const { storage } = await openGround((line) => console.log(line));
    try {
      const db = storage.database.direct;
      const tenantId = get('organisation');
      const organisation = isUuid(tenantId) ? await findOrganisation(db, tenantId) : undefined;
      if (!organisation) throw new Error('--organisation: no organisation has this id.');
      const id = timeId(systemClock());
      await saveDesk(db, {
        tenant_id: tenantId,
        id,
        kind,
        names: { ar: get('name-ar'), ckb: options.get('name-ckb') ?? null, en: get('name-en') },
        governorate_id: get('governorate'),
        office_id: null,
        police: await isPoliceOrganisation(db, tenantId),
        child_protection: false,
        works_here: TO_BE_WRITTEN,
        must_pass_on: TO_BE_WRITTEN,
        never_without_asking: TO_BE_WRITTEN,
        law_checked_on: null,
        hours: [],
        illustrative: false,
      });
      console.log(
        `desk ${id}: closed and without a key. Next: its sentences and hours, then its first member founds it.`,
      );
    } finally {
      await storage.stop();
    }
  },
};

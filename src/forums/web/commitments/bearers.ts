import type { Input } from '../../../base/endpoint.ts';
import { nameIn } from '../../../directory/model.ts';
import type { Office, PublicUnit } from '../../../directory/model.ts';
import type { Names } from '../../../base/shapes.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { deskCall } from '../../../web/desk/session.svelte.ts';
import type { proposeCommitment } from '../../commitments/commitment.contract.ts';

/** A duty bearer as the server takes it. */
export type Bearer = Input<typeof proposeCommitment>['body']['bearer'];

/** A choice of a list. */
export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Every office that people can walk into, by its name and whose it is: a duty bearer may belong to another organisation. */
export async function loadOffices(): Promise<readonly Choice[]> {
  const locale = currentLocale();
  const { offices } = await deskCall<{ offices: (Pick<Office, 'id' | 'names'> & { organisation: Names })[] }>(
    'GET',
    '/api/public/offices',
  );
  return offices.map(({ id, names, organisation }) => ({
    value: id,
    text: `${nameIn(names, locale)} · ${nameIn(organisation, locale)}`,
  }));
}

/** The units of the own organisation's offices, as `office~unit`. */
export async function loadUnits(): Promise<readonly Choice[]> {
  const locale = currentLocale();
  const { offices, units } = await deskCall<{
    offices: Pick<Office, 'id' | 'names'>[];
    units: (Pick<PublicUnit, 'id' | 'officeId' | 'names'> & { closed: boolean })[];
  }>('GET', '/api/offices');
  return units
    .filter(({ closed }) => !closed)
    .map(({ id, officeId, names }) => {
      const office = offices.find((each) => each.id === officeId);
      const where = office ? ` · ${nameIn(office.names, locale)}` : '';
      return { value: `${officeId}~${id}`, text: `${nameIn(names, locale)}${where}` };
    });
}

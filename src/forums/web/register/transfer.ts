import { m } from '../../../i18n/messages.ts';
import { signedBytes } from '../../../web/desk/session-key.ts';
import type { FaultKind, Refusal } from '../../register/import.model.ts';

type Texts<Value extends string> = Readonly<Record<Value, () => string>>;

export const refusalTexts: Texts<Refusal> = {
  empty: m.forums_refused_empty,
  oldExcel: m.forums_refused_old_excel,
  notATable: m.forums_refused_not_a_table,
  damaged: m.forums_refused_damaged,
  tooLarge: m.forums_refused_too_large,
  tooManyRows: m.forums_refused_too_many_rows,
  encoding: m.forums_refused_encoding,
  oldDates: m.forums_refused_old_dates,
  columnsMissing: m.forums_refused_columns_missing,
  columnsTwice: m.forums_refused_columns_twice,
};

export const faultTexts: Texts<FaultKind> = {
  missing: m.forums_fault_missing,
  tooLong: m.forums_fault_too_long,
  formula: m.forums_fault_formula,
  cellError: m.forums_fault_cell_error,
  controlSigns: m.forums_fault_control_signs,
  badId: m.forums_fault_bad_id,
  unknownId: m.forums_fault_unknown_id,
  idTwice: m.forums_fault_id_twice,
  unknownPlace: m.forums_fault_unknown_place,
  otherGovernorate: m.forums_fault_other_governorate,
  badFounder: m.forums_fault_bad_founder,
  badDay: m.forums_fault_bad_day,
  dayAhead: m.forums_fault_day_ahead,
  noDay: m.forums_fault_no_day,
  closedBefore: m.forums_fault_closed_before,
  badSeries: m.forums_fault_bad_series,
  badTime: m.forums_fault_bad_time,
  nameTwice: m.forums_fault_name_twice,
  nameTaken: m.forums_fault_name_taken,
};

/** Saves the register of today on the device. */
export async function saveExport(format: 'csv' | 'xlsx', today: string): Promise<void> {
  const answer = await signedBytes(`/api/forums/export?format=${format}`, 0);
  const address = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = `forums-${today}.${format}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** The bytes of a chosen file in base64. */
export function base64Of(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')));
    reader.addEventListener('load', () => {
      // `data:…;base64,` and the bytes.
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,?/, '') : '');
    });
    reader.readAsDataURL(file);
  });
}

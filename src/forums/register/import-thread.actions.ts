import { createHash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { Id } from '../../base/ids.ts';
import { uuidOf } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import type { CheckGround } from './check.model.ts';
import { newTableCheck } from './check.model.ts';
import { readCsv, textOf } from './csv.model.ts';
import type { CheckedRow, Report } from './import.model.ts';
import { refusals, refusedReport } from './import.model.ts';
import { readWorkbook } from './workbook.actions.ts';

/** What a thread is given; it reads one table and ends. */
export interface ThreadTask extends Omit<CheckGround, 'idOf' | 'csv'> {
  readonly bytes: Uint8Array;
  readonly importId: Id;
}

/** What it answers. */
export interface ThreadAnswer {
  readonly report: Report;
  readonly rows: readonly CheckedRow[];
}

/** Reads and checks one table, whatever its name says that it is. */
export function readTable({ bytes, importId, ...ground }: ThreadTask): ThreadAnswer {
  const begin = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  const csv = begin !== '504b0304';
  const check = newTableCheck({ ...ground, csv, idOf: (row) => idOf(importId, row) });
  try {
    // The old format, and also a workbook with a password.
    if (begin === 'd0cf11e0') return { report: refusedReport('oldExcel'), rows: [] };
    if (csv) readCsv(textOf(bytes), check.take);
    else readWorkbook(bytes, check.take);
    return check.end();
  } catch (error) {
    const why = isProblem(error, 'import_refused') ? refusals.find((each) => each === error.params['why']) : undefined;
    if (why === undefined) throw error;
    return { report: refusedReport(why), rows: [] };
  }
}

/** Who sends an import again, because the answer was lost, means the same forums. */
function idOf(importId: Id, row: number): Id {
  return uuidOf(createHash('sha256').update(`${importId} ${row}`).digest().subarray(0, 16), 4);
}

// Given by `import.actions.ts` alone.
if (parentPort) parentPort.postMessage(readTable(workerData as ThreadTask));

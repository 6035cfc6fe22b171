import type { Id } from '../../base/ids.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import { carryCaseKeys } from '../../cases/web/rotation.ts';
import { carryReports } from '../../reporting/web/desk/rotation.ts';

/** Carries what one slice has sealed to a desk's key over to the next key. It can be left and begun again. */
export type RotationStep = (
  deskId: Id,
  from: EpochKeys,
  to: EpochKeys,
  onprogress: (done: number) => void,
) => Promise<void>;

/** Everything that is sealed to a desk's key. A slice that seals to desks adds a step here and a count in `application.ts`. */
export const rotationSteps: readonly RotationStep[] = [carryReports, carryCaseKeys];

/** A device report as the store holds it. */
import type { deviceStore } from '#state/deviceStore.ts';

export type DeviceFacts = ReturnType<typeof deviceStore.getState>['tried'][number];

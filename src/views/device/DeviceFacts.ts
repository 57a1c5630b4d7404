/** What a device report holds, as the store hands it out. */
import type { deviceStore } from '../../state/deviceStore.ts';

export type DeviceFacts = ReturnType<typeof deviceStore.getState>['tried'][number];

/**
 * Layout of the timeline: instances above, clients below, the axis at the bottom. Clients share the height; where it is too
 * small they scroll or, in "all clients", several share a row.
 */
export interface LaneNeeds {
  readonly instances: number;
  readonly clients: number;
  /** All clients in view, however thin. */
  readonly allClients: boolean;
  /** Scroll offset of the clients, in px. */
  readonly scrollPx: number;
}

export interface TimelineLayout {
  /** The plot, without labels and axis. */
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly instanceTop: number;
  readonly instancePitch: number;
  readonly instances: number;
  /** Clients: lane i has its upper edge at `laneTop + (i / clientsPerRow) * lanePitch − scrollPx`. */
  readonly laneTop: number;
  readonly lanePitch: number;
  readonly clients: number;
  readonly clientsPerRow: number;
  readonly scrollPx: number;
  readonly mostScrollPx: number;
}

const AXIS_PX = 22;
const GAP_PX = 8;
const INSTANCE_PX = 22;
const LANE_MOST_PX = 18;
/** A bar, its thin and half heights and a gap can be distinguished. */
const LANE_LEAST_PX = 8;
/** Below this height a lane is too low: clients share rows. */
const ROW_LEAST_PX = 3;

export function timelineLayout(widthPx: number, heightPx: number, needs: LaneNeeds): TimelineLayout {
  const instances = Math.max(1, needs.instances);
  const clients = Math.max(1, needs.clients);
  const left = widthPx < 480 ? 60 : 84;
  const bottom = Math.max(40, heightPx - AXIS_PX);
  const instancePitch = Math.max(5, Math.min(INSTANCE_PX, (bottom * 0.36) / instances));
  const laneTop = Math.round(instances * instancePitch) + GAP_PX;
  const area = Math.max(ROW_LEAST_PX, bottom - laneTop);
  const fitting = area / clients;
  const clientsPerRow =
    needs.allClients && fitting < ROW_LEAST_PX ? Math.ceil(clients / Math.floor(area / ROW_LEAST_PX)) : 1;
  const least = needs.allClients ? ROW_LEAST_PX : LANE_LEAST_PX;
  const rows = Math.ceil(clients / clientsPerRow);
  const lanePitch = Math.min(LANE_MOST_PX, Math.max(least, area / rows));
  const mostScrollPx = Math.max(0, rows * lanePitch - area);
  return {
    left,
    right: Math.max(left + 40, widthPx - 4),
    bottom,
    instanceTop: 0,
    instancePitch,
    instances,
    laneTop,
    lanePitch,
    clients,
    clientsPerRow,
    scrollPx: Math.min(mostScrollPx, Math.max(0, needs.scrollPx)),
    mostScrollPx,
  };
}

/** Visible clients: [from, to). */
export function clientsInView(layout: TimelineLayout): { from: number; to: number } {
  const { laneTop, lanePitch, bottom, scrollPx, clientsPerRow, clients } = layout;
  const firstRow = Math.floor(scrollPx / lanePitch);
  const lastRow = Math.ceil((bottom - laneTop + scrollPx) / lanePitch);
  return { from: firstRow * clientsPerRow, to: Math.min(clients, lastRow * clientsPerRow) };
}

/** Upper edge of a client's row. */
export function laneY(layout: TimelineLayout, client: number): number {
  return layout.laneTop + Math.floor(client / layout.clientsPerRow) * layout.lanePitch - layout.scrollPx;
}

/** The instance, or the first client of a row, at a height; or neither. */
export function laneAt(
  layout: TimelineLayout,
  y: number,
): { readonly kind: 'instance' | 'client'; readonly lane: number } | null {
  const { instanceTop, instancePitch, instances, laneTop, bottom } = layout;
  if (y >= instanceTop && y < instanceTop + instances * instancePitch) {
    return { kind: 'instance', lane: Math.floor((y - instanceTop) / instancePitch) };
  }
  if (y < laneTop || y >= bottom) return null;
  const lane = Math.floor((y - laneTop + layout.scrollPx) / layout.lanePitch) * layout.clientsPerRow;
  return lane < layout.clients ? { kind: 'client', lane } : null;
}

/** Heights of a lane's three strokes: compute and read-back, batch wait, queue. */
export function laneHeights(pitch: number): { full: number; half: number; line: number } {
  const full = Math.max(2, Math.round(pitch * 0.58));
  return { full, half: Math.max(1, Math.round(full * 0.7)), line: pitch >= 6 ? 2 : 1 };
}

/**
 * Layout of the timeline: instances above, clients below, the axis at the bottom. Clients share the height; where it is too
 * small they scroll or, in "all clients", several share a row.
 */
export interface TrackNeeds {
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
  /** Clients: track i has its upper edge at `trackTop + (i / clientsPerRow) * trackPitch − scrollPx`. */
  readonly trackTop: number;
  readonly trackPitch: number;
  readonly clients: number;
  readonly clientsPerRow: number;
  readonly scrollPx: number;
  readonly mostScrollPx: number;
}

const AXIS_PX = 22;
const GAP_PX = 8;
const INSTANCE_PX = 22;
const TRACK_MOST_PX = 18;
/** A bar, its thin and half heights and a gap can be distinguished. */
const TRACK_LEAST_PX = 8;
/** Below this height a track is too low: clients share rows. */
const ROW_LEAST_PX = 3;

export function timelineLayout(widthPx: number, heightPx: number, needs: TrackNeeds): TimelineLayout {
  const instances = Math.max(1, needs.instances);
  const clients = Math.max(1, needs.clients);
  const left = widthPx < 480 ? 60 : 84;
  const bottom = Math.max(40, heightPx - AXIS_PX);
  const instancePitch = Math.max(5, Math.min(INSTANCE_PX, (bottom * 0.36) / instances));
  const trackTop = Math.round(instances * instancePitch) + GAP_PX;
  const area = Math.max(ROW_LEAST_PX, bottom - trackTop);
  const fitting = area / clients;
  const clientsPerRow =
    needs.allClients && fitting < ROW_LEAST_PX ? Math.ceil(clients / Math.floor(area / ROW_LEAST_PX)) : 1;
  const least = needs.allClients ? ROW_LEAST_PX : TRACK_LEAST_PX;
  const rows = Math.ceil(clients / clientsPerRow);
  const trackPitch = Math.min(TRACK_MOST_PX, Math.max(least, area / rows));
  const mostScrollPx = Math.max(0, rows * trackPitch - area);
  return {
    left,
    right: Math.max(left + 40, widthPx - 4),
    bottom,
    instanceTop: 0,
    instancePitch,
    instances,
    trackTop,
    trackPitch,
    clients,
    clientsPerRow,
    scrollPx: Math.min(mostScrollPx, Math.max(0, needs.scrollPx)),
    mostScrollPx,
  };
}

/** Visible clients: [from, to). */
export function clientsInView(layout: TimelineLayout): { from: number; to: number } {
  const { trackTop, trackPitch, bottom, scrollPx, clientsPerRow, clients } = layout;
  const firstRow = Math.floor(scrollPx / trackPitch);
  const lastRow = Math.ceil((bottom - trackTop + scrollPx) / trackPitch);
  return { from: firstRow * clientsPerRow, to: Math.min(clients, lastRow * clientsPerRow) };
}

/** Upper edge of a client's row. */
export function trackY(layout: TimelineLayout, client: number): number {
  return layout.trackTop + Math.floor(client / layout.clientsPerRow) * layout.trackPitch - layout.scrollPx;
}

/** The instance, or the first client of a row, at a height; or neither. */
export function trackAt(
  layout: TimelineLayout,
  y: number,
): { readonly kind: 'instance' | 'client'; readonly track: number } | null {
  const { instanceTop, instancePitch, instances, trackTop, bottom } = layout;
  if (y >= instanceTop && y < instanceTop + instances * instancePitch) {
    return { kind: 'instance', track: Math.floor((y - instanceTop) / instancePitch) };
  }
  if (y < trackTop || y >= bottom) return null;
  const track = Math.floor((y - trackTop + layout.scrollPx) / layout.trackPitch) * layout.clientsPerRow;
  return track < layout.clients ? { kind: 'client', track } : null;
}

/** Heights of a track's three strokes: compute and read-back, batch wait, queue. */
export function trackHeights(pitch: number): { full: number; half: number; line: number } {
  const full = Math.max(2, Math.round(pitch * 0.58));
  return { full, half: Math.max(1, Math.round(full * 0.7)), line: pitch >= 6 ? 2 : 1 };
}

/**
 * A canvas context that records draw commands instead of painting: they are steadier than pixels. Each stroke, fill, text and
 * image carries the state it was drawn with.
 */

export interface DrawCommand {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly strokeStyle: unknown;
  readonly fillStyle: unknown;
  readonly lineWidth: number;
  readonly lineDash: readonly number[];
  readonly globalAlpha: number;
  readonly font: string;
  readonly textAlign?: CanvasTextAlign;
}

export interface Recording {
  readonly context: CanvasRenderingContext2D;
  readonly commands: DrawCommand[];
  named(name: string): DrawCommand[];
  texts(): string[];
  /** Where the texts stand, at 6 px a letter. */
  textExtents(): { readonly text: string; readonly left: number; readonly right: number }[];
}

const FIRST_STATE = {
  strokeStyle: '#000',
  fillStyle: '#000',
  lineWidth: 1,
  lineDash: [] as number[],
  globalAlpha: 1,
  font: '10px sans-serif',
};

export function recordingContext(): Recording {
  const commands: DrawCommand[] = [];
  let state: Record<string, unknown> = { ...FIRST_STATE };
  const saved: Record<string, unknown>[] = [];
  const context = new Proxy(
    {},
    {
      get(_, name: string) {
        if (name in state && name !== 'lineDash') return state[name];
        if (name === 'measureText') return (text: string) => ({ width: text.length * 6 });
        return (...args: unknown[]) => {
          if (name === 'save') saved.push({ ...state });
          if (name === 'restore') state = saved.pop() ?? state;
          if (name === 'setLineDash') state['lineDash'] = args[0];
          commands.push({ ...(state as Omit<DrawCommand, 'name' | 'args'>), name, args });
        };
      },
      set(_, name: string, value: unknown) {
        state[name] = value;
        return true;
      },
    },
  ) as unknown as CanvasRenderingContext2D;
  return {
    context,
    commands,
    named: (name) => commands.filter((command) => command.name === name),
    textExtents: () =>
      commands
        .filter(({ name }) => name === 'fillText')
        .map(({ args: [words, x], textAlign }) => {
          const [text, at] = [String(words), Number(x)];
          const width = text.length * 6;
          const left = textAlign === 'right' ? at - width : textAlign === 'center' ? at - width / 2 : at;
          return { text, left, right: left + width };
        }),
    texts: () => commands.filter(({ name }) => name === 'fillText').map(({ args }) => String(args[0])),
  };
}

/** Node has no OffscreenCanvas: enough of one to fill a PixelSheet; returns the pixels last put. */
export function installCanvasStandIns(): { lastPixels(): Uint32Array } {
  let last = new Uint32Array(0);
  class ImageDataStandIn {
    readonly data: Uint8ClampedArray<ArrayBuffer>;
    readonly width: number;
    readonly height: number;
    constructor(width: number, height: number) {
      this.width = width;
      this.height = height;
      this.data = new Uint8ClampedArray(width * height * 4);
    }
  }
  class OffscreenCanvasStandIn {
    readonly width: number;
    readonly height: number;
    constructor(width: number, height: number) {
      this.width = width;
      this.height = height;
    }
    getContext(): { putImageData(image: ImageDataStandIn): void } {
      return {
        putImageData(image) {
          last = new Uint32Array(image.data.buffer);
        },
      };
    }
  }
  Object.assign(globalThis, { ImageData: ImageDataStandIn, OffscreenCanvas: OffscreenCanvasStandIn });
  return { lastPixels: () => last };
}

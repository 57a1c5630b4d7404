/** Says on the screen what of a link has no place in Fanout. */
import type { TellOfLink } from '#share/decodeLink.ts';
import { uiStore } from '#state/uiStore.ts';

export const tellOfLink: TellOfLink = (text) => uiStore.setState({ notice: { text: text(), tone: 'plain' } });

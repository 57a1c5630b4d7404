/** What the screen can ask about the network under way, and what it is told: the calls of `protocol/inspect.ts`. */
import type { InspectCalls } from '#protocol/inspect.ts';

export type Question = keyof InspectCalls;
export type QuestionParams<Kind extends Question> = InspectCalls[Kind]['params'];
export type Answer<Kind extends Question> = InspectCalls[Kind]['result'];

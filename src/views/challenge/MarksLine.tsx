/** The three marks of a challenge on a line, with the reader's best and a friend's score. */
import type { Challenge } from '#lessons/challenges/Challenge.ts';
import { isBetter } from '#lessons/challenges/judgeChallenge.ts';
import { markText, scoreText } from '#lessons/challenges/scoreText.ts';
import * as say from '#messages/generated/challenge.ts';
import { MARK_PLACES, placeOn } from '#scene/challenges/markPlaces.ts';
import './MarksLine.css';

interface MarksLineProps {
  readonly challenge: Challenge;
  readonly own: number | null;
  readonly friend?: number | null;
}

export function MarksLine({ challenge, own, friend = null }: MarksLineProps) {
  const percent = (place: number): string => `${(place * 100).toFixed(1)}%`;
  const isReached = (mark: number): boolean =>
    own !== null && (own === mark || isBetter(challenge, own, mark));
  return (
    <div className="marks">
      <span className="marks-track" aria-hidden>
        {own !== null && <i className="marks-own" style={{ width: percent(placeOn(challenge, own)) }} />}
      </span>
      <ol>
        {challenge.marks.map((mark, i) => (
          <li
            key={mark}
            style={{ left: percent(MARK_PLACES[i]!) }}
            data-reached={isReached(mark) || undefined}
            aria-label={say.mark({ number: i + 1, score: scoreText(challenge, mark) })}
          >
            <i aria-hidden />
            <span aria-hidden>{markText(challenge, mark)}</span>
          </li>
        ))}
      </ol>
      {own !== null && (
        <b className="marks-at" style={{ left: percent(placeOn(challenge, own)) }} aria-hidden />
      )}
      {friend !== null && (
        <span className="marks-friend" style={{ left: percent(placeOn(challenge, friend)) }}>
          {say.friend()}
        </span>
      )}
    </div>
  );
}

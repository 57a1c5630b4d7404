/**
 * A question to be guessed before trying: choices, or a number. With a task, what is right shows once the task is done; without
 * one, at once.
 */
import { useState, type FormEvent } from 'react';
import type { LessonOption, LessonQuestion } from '#lessons/Lesson.ts';
import { optionOf } from '#lessons/optionOf.ts';
import * as say from '#messages/generated/lesson.ts';
import { readNumber } from '#messages/readNumber.ts';
import { guessed, type Guess } from '#state/learnStore.ts';
import { Prose } from './Prose.tsx';

interface LessonAskProps {
  readonly ask: LessonQuestion;
  readonly step: number;
  readonly guess: Guess | undefined;
  /** Whether what is right may be said. */
  readonly isRevealed: boolean;
}

export function LessonAsk({ ask, step, guess, isRevealed }: LessonAskProps) {
  const chosen = guess && optionOf(ask, guess);
  return (
    <section className="lesson-block">
      <Prose html={ask.question} className="lesson-question" />
      {ask.within === undefined ? (
        <Choices ask={ask} chosen={chosen} onChoose={(option) => guessed(step, { option })} />
      ) : (
        <NumberAnswer guess={guess} onAnswer={(typed) => guessed(step, { typed })} />
      )}
      <div aria-live="polite">
        {chosen && (isRevealed ? <Reply ask={ask} chosen={chosen} /> : <Kept chosen={chosen} />)}
      </div>
    </section>
  );
}

interface ChoicesProps {
  readonly ask: LessonQuestion;
  readonly chosen: LessonOption | undefined;
  onChoose(option: number): void;
}

function Choices({ ask: { options }, chosen, onChoose }: ChoicesProps) {
  const isLong = options.some(({ text }) => text.length > 14);
  return (
    <div className="lesson-options" data-long={isLong || undefined}>
      {options.map((option, i) => (
        <button key={i} type="button" aria-pressed={option === chosen} onClick={() => onChoose(i)}>
          <span dangerouslySetInnerHTML={{ __html: option.text }} />
        </button>
      ))}
    </div>
  );
}

function NumberAnswer({
  guess,
  onAnswer,
}: {
  readonly guess: Guess | undefined;
  onAnswer(value: number): void;
}) {
  const [text, setText] = useState(guess && 'typed' in guess ? String(guess.typed) : '');
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readNumber(text, { whole: false });
    setWrong(!('value' in read));
    if ('value' in read) onAnswer(read.value);
  };
  return (
    <form className="lesson-number-answer" onSubmit={submit}>
      <input
        className="text-field"
        inputMode="text"
        autoComplete="off"
        aria-label={say.yourAnswer()}
        aria-invalid={isWrong || undefined}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <button type="submit" className="button">
        {say.check()}
      </button>
      {isWrong && <p role="alert">{say.notANumber()}</p>}
    </form>
  );
}

function Kept({ chosen }: { readonly chosen: LessonOption }) {
  return <p className="lesson-small">{say.guessed({ guess: bareText(chosen) })}</p>;
}

function Reply({ ask, chosen }: { readonly ask: LessonQuestion; readonly chosen: LessonOption }) {
  const right = ask.options.find(({ isRight }) => isRight)!;
  return (
    <div className="lesson-reply" data-right={chosen.isRight || undefined}>
      <Prose html={chosen.say} />
      {!chosen.isRight && ask.within === undefined && (
        <>
          <p className="lesson-small">{say.answer({ answer: bareText(right) })}</p>
          <Prose html={right.say} />
        </>
      )}
    </div>
  );
}

/** Of an option, without its marks: it stands within a sentence. */
const bareText = ({ text }: LessonOption): string => text.replace(/<[^>]*>/g, '');

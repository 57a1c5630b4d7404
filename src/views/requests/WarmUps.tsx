/** Cost of the first batch of each size, so that a first use is not mistaken for the usual. */
import { useStore } from 'zustand';
import * as say from '#messages/generated/serverSettings.ts';
import { countText, fixedText } from '#messages/numberText.ts';
import { servingStore } from '#state/servingStore.ts';

export function WarmUps() {
  const warmUps = useStore(servingStore, (state) => state.warmUps);
  if (warmUps.length === 0) return null;
  return (
    <details className="more-settings">
      <summary>{say.firstUse()}</summary>
      <table className="warm-ups">
        <thead>
          <tr>
            <th scope="col">{say.batch()}</th>
            <th scope="col">{say.firstMs()}</th>
            <th scope="col">{say.secondMs()}</th>
          </tr>
        </thead>
        <tbody>
          {warmUps.map(({ size, firstMs, secondMs }) => (
            <tr key={size}>
              <th scope="row">{countText(size)}</th>
              <td>{fixedText(firstMs, 2)}</td>
              <td>{fixedText(secondMs, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

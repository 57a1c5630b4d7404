/** The open table: rows beside what becomes of them; on a phone three pages, columns, rows and problems. */
import { useState } from 'react';
import * as say from '#messages/generated/importTable.ts';
import type { TableOptions } from '#experiment/tableReading.ts';
import { Segmented } from '../controls/Segmented.tsx';
import { useOnePart } from '../useLayout.ts';
import { ColumnCards } from './ColumnCards.tsx';
import { FormRow } from './FormRow.tsx';
import { MissingRules, OutcomeSummary, ProblemList, SplitSettings, type Part } from './TableSide.tsx';
import { TablePreview } from './TablePreview.tsx';
import type { OpenSheet } from './useTableSheet.ts';

interface TablePagesProps {
  readonly sheet: OpenSheet;
  readonly part: Part;
  onPart(part: Part): void;
  onSource(source: File): void;
  onChange(options: TableOptions): void;
}

type Page = 'columns' | 'rows' | 'problems';

export function TablePages({ sheet, part, onPart, onSource, onChange }: TablePagesProps) {
  const onePart = useOnePart();
  const [page, setPage] = useState<Page>('columns');
  const { outcome } = sheet.look;
  const dropped = 'failure' in outcome ? 0 : outcome.dropped;
  const form = <FormRow sheet={sheet} onSource={onSource} onChange={onChange} />;
  const settings = (
    <>
      <MissingRules sheet={sheet} onChange={onChange} />
      <SplitSettings part={part} onPart={onPart} />
      <ProblemList sheet={sheet} />
    </>
  );
  const summary = <OutcomeSummary sheet={sheet} onChange={onChange} />;
  if (!onePart) {
    return (
      <div className="import-body">
        <div className="import-main">
          {form}
          <TablePreview sheet={sheet} withSettings onChange={onChange} />
        </div>
        <div className="import-side" tabIndex={0} role="group" aria-label={say.becomesPart()}>
          {summary}
          {settings}
        </div>
      </div>
    );
  }
  return (
    <div className="import-body import-one">
      <Segmented<Page>
        label={say.pages()}
        value={page}
        options={[
          { value: 'columns', label: say.pageColumns() },
          { value: 'rows', label: say.pageRows() },
          {
            value: 'problems',
            label: dropped === 0 ? say.pageProblems() : say.pageProblemsCount({ count: dropped }),
          },
        ]}
        onChange={setPage}
      />
      {page === 'columns' && (
        <div className="import-page">
          {summary}
          <ColumnCards look={sheet.look} options={sheet.options} onChange={onChange} />
        </div>
      )}
      {page === 'rows' && (
        <div className="import-main">
          {form}
          <TablePreview sheet={sheet} withSettings={false} onChange={onChange} />
        </div>
      )}
      {page === 'problems' && <div className="import-page">{settings}</div>}
    </div>
  );
}
